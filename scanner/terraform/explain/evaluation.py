"""Values of expressions for those who explain them; nothing here raises for what code holds."""

from __future__ import annotations

from scanner.hcl.tree import Node
from scanner.model import Path, Unknown
from scanner.terraform.access import walk
from scanner.terraform.expansion import Key
from scanner.terraform.explain.links import NOTHING
from scanner.terraform.explain.nodes import marks_secrets, names_only, source_text
from scanner.terraform.explain.shown import plain, shown
from scanner.terraform.resources import Instance, ResourceNode
from scanner.terraform.scopes import Scope
from scanner.terraform.types import to_bool
from scanner.terraform.values import Failure, LimitHit, Opaque, Unsupported, Value, bare, census

MAX_PARTS = 1_000
"""A value of more parts than this is not shown along the way."""

Steps = tuple[str | int, ...]


def open_text(node: Node, scope: Scope) -> str:
    """An expression's text; empty when a secret may stand in it."""
    if not names_only(node):
        if marks_secrets(node):
            return ""
        try:
            if census(evaluated(node, scope)).sensitive:
                return ""
        except LimitHit:
            return ""
    return source_text(node, scope.file)


def resource_key(node: ResourceNode, steps: Steps) -> tuple[Key, Steps]:
    """The instance that the steps behind a resource's name mean, and the steps left."""
    expansion = node.expansion()
    first = next(iter(expansion.instances))
    if expansion.kind == "single":
        return None, steps
    if not steps:
        return first, ()
    return (steps[0] if steps[0] in expansion.instances else first), steps[1:]


def evaluated(node: Node, scope: Scope) -> Value:
    """The value of an expression; an Unknown where it has none."""
    try:
        return scope.run.evaluate(node, scope)
    except (Failure, Unsupported) as failure:
        return Unknown(scope.module.failure_text(failure, node, scope))
    except LimitHit as limit:
        return Unknown(str(limit), sensitive=False)
    except RecursionError:
        return Unknown("nested too deep to evaluate")


def value_at(node: Node, scope: Scope, path: Path = ()) -> Value:
    """The shown value at a path of an expression; NOTHING for one that is too large to show."""
    value = evaluated(node, scope)
    try:
        return shown_or_nothing(walk(value, path, scope.run))
    except Failure:
        return NOTHING


def known_key(node: Node, scope: Scope) -> Path | None:
    """The value of an index as a path of one step; None when it is not known, or secret: the
    chain names its steps."""
    value = evaluated(node, scope)
    try:
        if census(value).sensitive:
            return None
    except LimitHit:
        return None
    value = bare(value)
    return (value,) if type(value) is str or type(value) is int else None


def referred(instance: Instance, name: str | int) -> Value:
    """What a reference to an attribute gives; None where it fails."""
    try:
        return instance.referred(name)
    except (Failure, Unsupported):
        return None


def shown_or_nothing(value: Value) -> Value:
    """A shown value; NOTHING for a whole resource or module, and for what is too large."""
    if type(bare(value)) is Opaque:
        return NOTHING
    try:
        if census(value).visits > MAX_PARTS:
            return NOTHING
        inner, sensitive = plain(value)
    except LimitHit:
        return NOTHING
    return shown(inner, (), sensitive)


def decided(node: Node, scope: Scope) -> bool | None:
    """Whether a condition holds; None when nobody knows, or in a scope we do not have."""
    try:
        value = bare(scope.run.evaluate(node, scope))
        return to_bool(value) if isinstance(value, bool | str) else None
    except (Failure, Unsupported, LimitHit, RecursionError):
        return None


def holds(node: Node, key: str | int, scope: Scope) -> bool:
    """Whether the value of an expression is a map or an object with this key."""
    value = bare(evaluated(node, scope))
    return isinstance(value, dict) and key in value
