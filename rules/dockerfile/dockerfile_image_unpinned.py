"""Today's build and tomorrow's may start from different images.

Without a tag Docker takes latest, which moves with every release: a build that worked breaks, and
nobody can tell what an old image was made of. A digest pins the very image; a tag at least the
release.
"""

from scanner import LOW, rule
from scanner.shapes import stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Name a release tag, or better a digest, of the base image.",
    related_ids=("CKV_DOCKER_7", "DS-0001", "DL3006", "DL3007"),
    cwe=1357,
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    bad=(
        """
# here
FROM python
USER app
""",
        """
# here
FROM registry.example.com:5000/python:latest
USER app
""",
    ),
    good=(
        """
FROM python:3.13-slim AS build
FROM build
FROM scratch
""",
        """
FROM python@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
""",
        """
ARG VERSION=3.13
FROM python:${VERSION}
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        if stage.is_set("image.stage") or stage.get("image.name") == "scratch":
            continue
        if stage.is_set("image.digest"):
            continue
        if stage.get("image.tag", default="latest") == "latest":
            yield stage.fail("image", "the base image has no release tag")
