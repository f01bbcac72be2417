"""The file of a simple rule, written from what `trueup rules new` was told: no Python needed.

The file is an ordinary rule with its examples, to be read, kept and grown like any other.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scanner.errors import UsageError

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_TYPE = re.compile(r"(data\.)?[a-z][a-z0-9]*(_[a-z0-9]+)+\Z|[A-Z][A-Za-z0-9]*(\.[a-z0-9.-]+)?\Z")
_PATH = re.compile(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*\Z")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z")

# Kinds whose API group is one of Kubernetes' own; the others say theirs, ``Kind.group``.
_GROUPS = {
    "apps/v1": ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
    "batch/v1": ("CronJob", "Job"),
    "networking.k8s.io/v1": ("Ingress", "IngressClass", "NetworkPolicy"),
    "rbac.authorization.k8s.io/v1": ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"),
    "policy/v1": ("PodDisruptionBudget",),
    "autoscaling/v2": ("HorizontalPodAutoscaler",),
    "storage.k8s.io/v1": ("StorageClass",),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What an attribute must be. test: ``is``, ``is-not``, ``set``, ``unset``, ``at-least`` or
    ``at-most``; values: what it is held against."""

    test: str
    values: tuple[Any, ...] = ()


def value_of(text: str) -> Any:
    """A value as it is written on the command line: true, false, a number, or text."""
    if text in ("true", "false"):
        return text == "true"
    text = unicodedata.normalize("NFC", text)  # as Terraform does with every text it reads
    if _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text


def write(name: str, on: str, path: str, demand: Demand, severity: str, why: str, fix: str) -> str:
    """The text of a rule's file. Raises UsageError for what cannot be a rule."""
    if not _ID.match(name):
        raise UsageError(f"{name!r} is no name for a rule; write what is wrong, as in bucket-open")
    if not _TYPE.match(on):
        raise UsageError(
            f"--on {on!r} is no resource type; write aws_s3_bucket, Deployment, Rollout.argoproj.io"
        )
    if not _PATH.match(path):
        raise UsageError(f"--attribute {path!r} is no attribute; as in spec.replicas")
    if not all(str(value).isprintable() for value in demand.values):
        raise UsageError("a value holds a control character; write such a rule by hand")
    variable = "thing"
    condition, message = _condition(variable, path, demand)
    bad, good = _examples(on, path, demand)
    text = _sentence(why) or f"{path} of {on} is not as it must be."
    lines = [
        f'"""{_docstring(text)}"""',
        "",
        f"from scanner import {severity.upper()}, rule",
        "",
        "",
        "@rule(",
        f"    on={json.dumps(on)},",
        f"    severity={severity.upper()},",
        f"    fix={json.dumps(_sentence(fix) or _fix(path, demand))},",
        *_tuple("bad", bad),
        *_tuple("good", good),
        ")",
        f"def check({variable}):",
        f"    if {condition}:",
        f"        yield {variable}.fail({json.dumps(path)}, {json.dumps(message)})",
    ]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if not text or text[-1] in ".!?" else text + "."


def _docstring(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', "'''")


def _tuple(name: str, examples: Sequence[str]) -> list[str]:
    lines = [f"    {name}=("]
    # The examples stand in ordinary string literals, so what is escaped there is escaped once more.
    texts = [example.replace("\\", "\\\\") for example in examples]
    lines += [f'        """\n{text}""",' for text in texts]
    return [*lines, "    ),"]


def _condition(variable: str, path: str, demand: Demand) -> tuple[str, str]:
    """The Python condition under which the rule fails, and its message."""
    where = json.dumps(path)
    values = demand.values
    if demand.test == "set":
        return f"not {variable}.is_set({where})", f"{path} is not set"
    if demand.test == "unset":
        return f"{variable}.is_set({where})", f"{path} is set"
    if demand.test in ("at-least", "at-most"):
        sign, word = ("<", "less") if demand.test == "at-least" else (">", "more")
        default = values[0] - 1 if demand.test == "at-least" else values[0]
        get = f"{variable}.get({where}, default={default!r})"
        return f"{get} {sign} {values[0]!r}", f"{path} is {word} than {values[0]}"
    if all(isinstance(value, bool) for value in values):
        wanted = values[0] is (demand.test == "is")
        get = f"{variable}.get({where}, default=False)"
        state = "false" if wanted else "true"
        return (f"not {get}" if wanted else get), f"{path} is {state}"
    get = f"{variable}.get({where}, default={type(values[0])()!r})"
    listed = ", ".join(map(str, values))
    if demand.test == "is":
        operator = f"!= {values[0]!r}" if len(values) == 1 else f"not in {values!r}"
        message = f"{path} is not {listed}" if len(values) == 1 else f"{path} is none of {listed}"
        return f"{get} {operator}", message
    if len(values) == 1:
        return f"{get} == {values[0]!r}", f"{path} is {listed}"
    return f"{get} in {values!r}", f"{path} is one of {listed}"


def _fix(path: str, demand: Demand) -> str:
    values = " or ".join(json.dumps(value, ensure_ascii=False) for value in demand.values)
    return {
        "set": f"Set {path}.",
        "unset": f"Leave {path} out.",
        "at-least": f"Set {path} to {values} or more.",
        "at-most": f"Set {path} to {values} or less.",
        "is": f"Set {path} to {values}.",
        "is-not": f"Set {path} to something other than {values}.",
    }[demand.test]


_LEFT_OUT: Any = object()


def _examples(on: str, path: str, demand: Demand) -> tuple[list[str], list[str]]:
    """Values that break the demand, and values that meet it, as examples."""
    bad, good = _samples(demand)
    return (
        [_example(on, path, value, here=True) for value in bad],
        [_example(on, path, value, here=False) for value in good],
    )


def _samples(demand: Demand) -> tuple[list[Any], list[Any]]:
    values = list(demand.values)
    if demand.test == "set":
        return [_LEFT_OUT], ["example"]
    if demand.test == "unset":
        return ["example"], [_LEFT_OUT]
    if demand.test == "at-least":
        return [values[0] - 1, _LEFT_OUT], [values[0], values[0] + 1]
    if demand.test == "at-most":
        return [values[0] + 1], [values[0], _LEFT_OUT]
    if all(isinstance(value, bool) for value in values):
        wanted = values[0] is (demand.test == "is")
        return ([False, _LEFT_OUT], [True]) if wanted else ([True], [False, _LEFT_OUT])
    other = "something-else" if isinstance(values[0], str) else max(values) + 1
    if demand.test == "is":
        return [other, _LEFT_OUT], values
    return values, [other, _LEFT_OUT]


def _example(on: str, path: str, value: Any, here: bool) -> str:
    mark = "  # here" if here else ""
    return (
        _manifest(on, path, value, mark) if on[0].isupper() else _terraform(on, path, value, mark)
    )


def _terraform(on: str, path: str, value: Any, mark: str) -> str:
    mode, kind = ("data", on.removeprefix("data.")) if on.startswith("data.") else ("resource", on)
    head = f'{mode} "{kind}" "example" {{'
    if value is _LEFT_OUT:
        return f"{head}{mark}\n}}\n"
    *blocks, name = path.split(".")
    lines = [head]
    lines += [f"{'  ' * (depth + 1)}{block} {{" for depth, block in enumerate(blocks)]
    indent = "  " * (len(blocks) + 1)
    text = json.dumps(value, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    lines.append(f"{indent}{name} = {text}{mark}")
    lines += ["  " * depth + "}" for depth in range(len(blocks), -1, -1)]
    return "\n".join(lines) + "\n"


def _manifest(on: str, path: str, value: Any, mark: str) -> str:
    kind, _, group = on.partition(".")
    version = next((v for v, kinds in _GROUPS.items() if kind in kinds), "v1")
    *outer, name = path.split(".")
    in_metadata = "metadata" in (*outer[:1], path)
    lines = [f"apiVersion: {group + '/v1' if group else version}", f"kind: {kind}"]
    if value is _LEFT_OUT:
        # What is not there is blamed on what is there around it.
        lines += ["metadata:", "  name: example"]
        lines[2 if outer[:1] == ["metadata"] else 0] += mark
        return "\n".join(lines) + "\n"
    lines += [f"{'  ' * depth}{key}:" for depth, key in enumerate(outer)]
    text = json.dumps(value, ensure_ascii=False)
    lines.append(f"{'  ' * len(outer)}{name}: {text}{mark}")
    if not in_metadata:
        lines += ["metadata:", "  name: example"]
    return "\n".join(lines) + "\n"
