"""The container's process is root, so one flaw in it is root's flaw.

Root in a container can write its whole file system, use every capability the runtime leaves it
and, with a kernel bug or a careless mount, the host. Only the final stage counts: earlier ones
build as whoever they like. The user of a base image that is not built here is not known, so set
one; only a tag such as distroless's nonroot says that the image has one.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import final_stage, matches

_NONROOT = re.compile(r"(?:^|-)nonroot(?:-|$)")
_ROOT = ("root", "0")


@rule(
    on="dockerfile",
    severity=MEDIUM,
    fix="End the final stage with USER and a name or number other than root.",
    related_ids=("CKV_DOCKER_3", "CKV_DOCKER_8", "DS-0002", "DL3002"),
    cwe=250,
    references=(
        "https://docs.docker.com/build/building/best-practices/#user",
        "https://github.com/GoogleContainerTools/distroless#what-images-are-available",
    ),
    bad=(
        """
# here
FROM python:3.13
CMD ["python", "app.py"]
""",
        """
FROM python:3.13
USER app
# here
USER root
CMD ["python", "app.py"]
""",
        """
FROM python:3.13 AS build
USER app
# here
FROM python:3.13
COPY --from=build /app /app
""",
        """
FROM python:3.13
# here
USER 0:0
""",
        """
FROM gcr.io/distroless/static-debian12:nonroot
# here
USER root
""",
        """
# here
FROM registry.example.com/nonroot/python:3.13
""",
    ),
    good=(
        """
FROM python:3.13
USER app
""",
        """
FROM python:3.13 AS base
USER 10001:10001
FROM base
CMD ["python", "app.py"]
""",
        """
FROM python:3.13 AS build
USER root
FROM python:3.13
USER app
""",
        """
FROM scratch
COPY app /app
USER 65534
""",
        """
FROM gcr.io/distroless/static-debian12:debug-nonroot
COPY app /app
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        if not stage.is_set("user"):
            if not matches(_NONROOT, stage.get("image.tag", default="")):
                yield stage.fail("user", "the final stage sets no user, so it may be root")
        elif stage.get("user") in _ROOT:
            yield stage.fail("user", "the final stage runs as root")
