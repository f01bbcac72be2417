"""PYTHONHTTPSVERIFY=0 makes Python's standard library trust whoever answers.

In ENV it holds for the application in production too, as far as its Python still knows the
variable. SSL_CERT_FILE adds a private authority.
"""

from scanner import HIGH, rule
from scanner.shapes import settings, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and name a private authority's certificate in SSL_CERT_FILE.",
    aliases=("CKV2_DOCKER_5",),
    cwe=295,
    references=("https://peps.python.org/pep-0493/",),
    bad=(
        """
FROM python:3.13
# here
ENV PYTHONHTTPSVERIFY=0
""",
    ),
    good=(
        """
FROM python:3.13
ENV PYTHONHTTPSVERIFY=1
""",
        """
FROM python:3.13
ENV SSL_CERT_FILE=/etc/ssl/acme.pem
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for place, value in settings(stage, "PYTHONHTTPSVERIFY"):
            if value == "0":
                yield place.fail(message="Python checks no server's certificate")
