"""Kubernetes cannot tell whether a user's name is root, so runAsNonRoot refuses to start it.

The kubelet knows the image's configuration, not its /etc/passwd. A number is clear to it, and the
same on hosts and volumes. Root itself is another rule's matter.
"""

import re

from scanner import LOW, rule
from scanner.shapes import final_stage, matches

_NAME = re.compile(r"^(?!root$)[^0-9$]")


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Write the user's number: USER 10001.",
    cwe=250,
    references=("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",),
    bad=(
        """
FROM debian:12
# here
USER app
""",
    ),
    good=(
        """
FROM debian:12
USER 10001:10001
""",
        """
FROM debian:12 AS build
USER app
FROM debian:12
USER root
""",
    ),
)
def check(dockerfile):
    for stage in final_stage(dockerfile):
        if matches(_NAME, stage.get("user")):
            yield stage.fail("user", "the user is given by name")
