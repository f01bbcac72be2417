"""The one identity of a finding: rule + scope + address + attribute path.

Never a value, a line number or an environment, so it survives edits elsewhere in the file, moved
files inside a root, and the way from code to live. Baselines, waivers, history, drift and SARIF
all use it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from scanner.model import ABSENT, Path, Resource, Unknown, Value

_PLAIN = re.compile(r"[\w-]+\Z")
_SEPARATOR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_INSTANCE_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]')
# What names an element of a list in a Kubernetes object, in the order tried.
_LIST_KEYS = ("name", "mountPath", "containerPort", "port", "ip", "key")


BUILT_IN_GROUPS: Final = frozenset(("", "apps", "batch", "autoscaling", "policy", "extensions"))
"""Groups of Kubernetes whose kinds go by their bare name, as do those of ``*.k8s.io``."""


def object_type(kind: str, group: str) -> str:
    """The resource type of a Kubernetes kind: ``Deployment``, ``Certificate.cert-manager.io``."""
    own = group in BUILT_IN_GROUPS or group.endswith(".k8s.io")
    return kind if own else f"{kind}.{group}"


def object_address(kind: str, group: str, namespace: str, name: str) -> str:
    """``Kind.group/namespace/name`` of a Kubernetes object; ``-`` for what is not said."""
    return f"{kind}.{group}/{namespace}/{name}" if group else f"{kind}/{namespace}/{name}"


def identity(rule_id: str, scope: str, address: str, attribute: str) -> str:
    """The identity as one readable line, its parts kept apart by ``|``."""
    parts = (rule_id, scope, address, attribute)
    line = "|".join(parts)
    if line.count("|") == 3 and "\\" not in line:
        return line
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def earlier_identities(rule_id: str, resource: Resource, attribute: str) -> tuple[str, ...]:
    """The identities that a finding on the resource had before ``moved`` blocks gave it its
    address, latest first."""
    if not resource.moved_from:
        return ()
    return tuple(
        identity(rule_id, resource.scope, address, attribute) for address in resource.moved_from
    )


def rule_and_scope(line: str) -> tuple[str, str]:
    """The rule's id and the scope of an identity."""
    if "\\" not in line:
        rule, scope = [*line.split("|", 2), "", ""][:2]
        return rule, scope
    parts, start = [], 0
    for match in _SEPARATOR.finditer(line):
        parts.append(line[start : match.end() - 1])
        start = match.end()
    parts.append(line[start:])
    rule, scope = [*(re.sub(r"\\(.)", r"\1", part) for part in parts), "", ""][:2]
    return rule, scope


def definition_address(address: str) -> str:
    """An address without instance keys: ``module.a["x"].aws_y.z[0]`` is ``module.a.aws_y.z``."""
    return _INSTANCE_KEY.sub("", address) if "[" in address else address


def place(resource: Resource, path: Path) -> tuple[str, str]:
    """The address and the attribute path of a value, as identities and reports name them.

    Terraform and Kubernetes: the resource's own address. Dockerfiles and workflows are judged
    whole, and a finding belongs to a stage (``stage:builder``) or a step (``build/test``).
    """
    if resource.type == "dockerfile" and path[:1] == ("stages",) and len(path) > 1:
        stage = _element(resource.attributes, path[:2])
        name = stage.get("name") if isinstance(stage, Mapping) else None
        return f"stage:{name or path[1]}", attribute_path(resource, path[2:], path[:2])
    if resource.type == "github_workflow" and path[:1] == ("jobs",) and len(path) > 1:
        address = str(path[1])
        if path[2:3] == ("steps",) and len(path) > 3:
            name = _step_name(_element(resource.attributes, path[:3]), path[3])
            return f"{address}/{name}", attribute_path(resource, path[4:], path[:4])
        return address, attribute_path(resource, path[2:], path[:2])
    return resource.address, attribute_path(resource, path)


def attribute_path(resource: Resource, path: Path, base: Path = ()) -> str:
    """A path as text: names joined by ``.``; list elements by their key, else without index.

    ``spec.template.spec.containers[name=app].image``, ``ingress.cidr_blocks``, ``tags["a.b"]``.
    """
    keyed = resource.type[:1].isupper()
    value = _element(resource.attributes, base)
    text = ""
    for step in path:
        value = _inside(value, step)
        if isinstance(step, int):
            element = _first_arm(value)
            if keyed and isinstance(element, Mapping):
                key = next((k for k in _LIST_KEYS if isinstance(element.get(k), (str, int))), None)
                text += f"[{key}={element[key]}]" if key else ""
        elif _PLAIN.match(step):
            text += f".{step}" if text else step
        else:
            escaped = step.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{escaped}"]'
    return text


def _element(attributes: Mapping[str, Value], path: Path) -> Value:
    value: Value = attributes
    for step in path:
        value = _inside(value, step)
    return value


def _inside(value: Value, step: str | int) -> Value:
    """One step into a value; None where there is nothing. An undecided conditional is stepped
    into by its first arm, so that a path has one name whichever arm it was found in."""
    value = _first_arm(value)
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def _first_arm(value: Value) -> Value:
    while isinstance(value, Unknown) and value.arms:
        value = next((arm for arm in value.arms if arm is not ABSENT), None)
    return value


def _step_name(steps: Value, index: str | int) -> str:
    """A workflow step by its id, its name, or the action it uses (without the version); the second
    of that name as ``NAME#2``."""
    if not (isinstance(steps, list) and isinstance(index, int) and 0 <= index < len(steps)):
        return str(index)
    return _step_names(_Same(steps))[index]


class _Same:
    """A list as a key of a cache: equal to itself alone, which lives as long as the key does."""

    __slots__ = ("steps",)

    def __init__(self, steps: list[Value]) -> None:
        self.steps = steps

    def __hash__(self) -> int:
        return id(self.steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.steps is self.steps


# There is a finding for each of ten thousand steps, if somebody wants there to be.
@lru_cache(maxsize=4)
def _step_names(same: _Same) -> list[str]:
    """The names of all steps of a job."""
    seen: dict[str, int] = {}
    names = []
    for number, step in enumerate(same.steps):
        name = _own_name(step, number)
        seen[name] = count = seen.get(name, 0) + 1
        names.append(name if count == 1 else f"{name}#{count}")
    return names


def _own_name(step: Value, index: int) -> str:
    if isinstance(step, Mapping):
        for key in ("id", "name"):
            if isinstance(step.get(key), str):
                return str(step[key])
        if isinstance(step.get("uses"), str):
            return str(step["uses"]).split("@", 1)[0]
    return str(index)
