"""git without certificate checks clones from whoever answers, and may hand them your password.

The sources of your image are then theirs to choose. A setting in ENV or in git's configuration
also holds for everything that runs in the container later.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import commands, operands, option_values, settings, stages

_KEY = re.compile(r"^http\.(?:.*\.)?sslverify$", re.IGNORECASE)
_OFF = re.compile(r"^http\.(?:.*\.)?sslverify=(?:false|0|no|off)$", re.IGNORECASE)


@rule(
    on="dockerfile",
    severity=HIGH,
    fix="Remove it, and name a private authority's certificate in http.sslCAInfo.",
    related_ids=("CKV2_DOCKER_14",),
    cwe=295,
    references=("https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify",),
    bad=(
        """
FROM debian:12
# here
RUN git config --global http.sslVerify false
""",
        """
FROM debian:12
# here
RUN git -c http.sslVerify=false clone https://example.com/x.git
""",
        """
FROM debian:12
# here
ENV GIT_SSL_NO_VERIFY=1
""",
        """
FROM debian:12
# here
RUN GIT_SSL_NO_VERIFY=true git clone https://example.com/x.git
""",
    ),
    good=(
        """
FROM debian:12
ENV GIT_SSL_NO_VERIFY=
RUN git config --global http.sslCAInfo /etc/ssl/acme.pem
""",
        """
FROM debian:12
RUN git config --global http.sslVerify true && git config --global core.bare false
""",
        """
FROM debian:12
RUN git -c http.postBuffer=1 clone https://example.com/x.git
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        for command in commands(stage, "git"):
            words = operands(command, "-c")
            configured = any(_KEY.search(word) for word in words[1:2]) and words[2:] == ["false"]
            if configured or any(_OFF.search(value) for value in option_values(command, "-c")):
                yield command.fail(message="the server's certificate is not checked")
        for place, value in settings(stage, "GIT_SSL_NO_VERIFY"):
            if value != "":
                yield place.fail(message="git checks no server's certificate")
