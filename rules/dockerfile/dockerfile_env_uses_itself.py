"""Within one ENV a variable still has its old value, so what is made of it is empty or stale.

All values of the line are replaced before any is set. A path that is made longer by its own old
value (PATH=$PATH:/x) is right, and so is a variable that an earlier line has set.
"""

import re

from scanner import LOW, rule
from scanner.shapes import instructions, stages


@rule(
    on="dockerfile",
    severity=LOW,
    fix="Set the variable in an ENV line of its own before.",
    aliases=("DL3044",),
    cwe=456,
    references=("https://docs.docker.com/reference/dockerfile/#env",),
    bad=(
        """
FROM debian:12
# here
ENV APP_HOME=/app APP_BIN=$APP_HOME/bin
""",
        """
FROM debian:12
# here
ENV A=1 B=${A}
""",
    ),
    good=(
        """
FROM debian:12
ENV APP_HOME=/app
ENV APP_HOME=/srv APP_BIN=$APP_HOME/bin
""",
        """
FROM debian:12
ENV PATH=$PATH:/x X=$PATH LD=$LD:/x AA=$A
""",
        """
FROM debian:12
ARG A=1 B=$A
""",
    ),
)
def check(dockerfile):
    for stage in stages(dockerfile):
        known = {"PATH", "HOME"}
        for instruction in instructions(stage, "ARG", "ENV"):
            names = [str(pair.get("name")) for pair in instruction.each("pairs")]
            text = str(instruction.get("text"))
            for name in set(names) - known if instruction.get("instruction") == "ENV" else ():
                rest = re.sub(rf"(?:^|\s){re.escape(name)}=\S*", " ", text)
                if re.search(rf"\$\{{?{re.escape(name)}\b", rest):
                    yield instruction.fail(message=f"{name} has no value yet in this line")
            known.update(names)
