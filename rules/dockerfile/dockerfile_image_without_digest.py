"""A tag can be pushed again, so only a digest fixes what the image is built from.

Whoever can push to the base image's repository decides what the next build ships, also below a
release tag. Stages built on earlier ones and scratch have nothing to pin.
"""

from scanner import LOW, rule
from scanner.shapes import stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Add the image's digest after its tag: image:tag@sha256:..., and let a bot keep it "
    "current.",
    cwe=1357,
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    bad=(
        """
# here
FROM python:3.13
USER app
""",
        """
# here
FROM python
USER app
""",
    ),
    good=(
        """
FROM python:3.13@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5 AS build
FROM build
USER app
""",
        """
FROM scratch
COPY app /app
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if stage.is_set("image.stage") or stage.get("image.name") == "scratch":
            continue
        if not stage.is_set("image.digest"):
            yield stage.fail("image", "the base image is not pinned by a digest")
