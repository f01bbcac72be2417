"""--trusted-host lets pip take packages from a server whose certificate it does not check.

Anyone between the build and that server then chooses the code that runs in your image. Give pip
the certificate of a private authority instead. The variable PIP_TRUSTED_HOST does the same.
"""

from scanner import HIGH, rule
from scanner.shapes import commands, has_option, settings, stages


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and pass the authority's certificate with --cert or PIP_CERT.",
    related_ids=("CKV2_DOCKER_4", "CKV2_DOCKER_16"),
    cwe=295,
    references=("https://pip.pypa.io/en/stable/cli/pip_install/",),
    bad=(
        """
FROM python:3.13
# here
RUN pip install --trusted-host pypi.example.com -r requirements.txt
""",
        """
FROM python:3.13
# here
ENV PIP_TRUSTED_HOST=pypi.example.com
""",
        """
FROM python:3.13
# here
RUN export PIP_TRUSTED_HOST=pypi.example.com; pip check
""",
    ),
    good=(
        """
FROM python:3.13
ENV PIP_TRUSTED_HOST=
RUN pip install --cert /etc/ssl/acme.pem -r requirements.txt
""",
        """
FROM python:3.13
RUN export PIP_TRUSTED_HOST && echo --trusted-host
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "pip"):
            if has_option(command, "--trusted-host"):
                yield command.fail(message="the index's certificate is not checked")
        for place, value in settings(stage, "PIP_TRUSTED_HOST"):
            if value != "":
                yield place.fail(message="the index's certificate is not checked")
