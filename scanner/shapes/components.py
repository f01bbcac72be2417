"""The command-line flags of the programs that a Kubernetes control plane is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.model import Value
from scanner.shapes.values import asks, matches
from scanner.shapes.workloads import pod_spec
from scanner.views import View


def components(pod: View, *names: str) -> Iterator[View]:
    """The containers of a pod that start one of these programs (``kube-apiserver``), told by the
    last part of the command's path."""
    for container in pod_spec(pod).each("containers"):
        program = container.get(("command", 0), default="")
        if asks(program, f"starts {names}", lambda text: str(text).rpartition("/")[2] in names):
            yield container


def flag(container: View, name: str, default: Value = None, environment: str = "") -> Value:
    """The text of a flag, from ``--name=text`` or ``--name text``; "true" for one that stands
    alone. default: what the program does without it.

    environment: what the names of variables begin with that stand for flags, ``ETCD_``.
    """
    given, alone = re.compile(f"^--{name}="), re.compile(f"^--{name}$")
    for part in ("command", "args"):
        for item in container.each(part):
            if matches(given, item.value):
                return item.value.partition("=")[2]
            if matches(alone, item.value) and isinstance(item.key, int):
                following = container.get((part, item.key + 1), default="true")
                return "true" if matches(_FLAG, following) else following
    if environment:
        for variable in container.each("env"):
            if variable.get("name") == environment + name.upper().replace("-", "_"):
                return variable.get("value", default=default)
    return default


_FLAG = re.compile("^--")


def lists(text: Value, word: str) -> bool:
    """Whether a flag's comma-separated text has a word; a decision when it is unknown."""
    return matches(re.compile(rf"(^|,)\s*{re.escape(word)}\s*(,|$)"), text)
