"""count and for_each: the instances of a resource or a module call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.encoding import quote
from scanner.terraform.run import MAX_ALL_INSTANCES, MAX_INSTANCES
from scanner.terraform.types import to_number, to_string
from scanner.terraform.values import (
    Failure,
    LimitHit,
    Opaque,
    Set,
    Value,
    bare,
    kind_name,
    mark,
    unmark,
)

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode
    from scanner.terraform.modules import Module

Key = str | int | None


@dataclass(frozen=True, slots=True)
class Expansion:
    """kind: single, count, each or unknown; of the last there is one instance, for any key.

    instances: key -> what `each` and `count` are there. empty: it expands to nothing; then
    `instances` has the one that stands for what it would be, under the key ``*``.
    cause: why the instances are unknown.
    """

    kind: str
    instances: Mapping[Key, Mapping[str, Value]]
    empty: bool = False
    cause: Unknown | None = None


SINGLE = Expansion("single", {None: {}})
ANY_KEY = "*"


def suffix(kind: str, key: Key, symbolic: bool) -> str:
    """What an instance's address ends in."""
    if symbolic:
        return "[*]"
    if kind == "single":
        return ""
    return f"[{key}]" if type(key) is int else f"[{quote(str(key))}]"


def expand(module: Module, name: str, block: BlockCode) -> Expansion:
    """The instances of a block, by its count or for_each."""
    for argument, kind in (("count", "count"), ("for_each", "each")):
        found = block.expression(argument)
        if found is None:
            continue
        scope = module.scope(found[1])
        label = f"{name}.{argument}"
        value = module.guarded(
            ("expand", name),
            label,
            found[0],
            scope,
            lambda found=found, scope=scope, kind=kind: _instances(  # type: ignore[misc]
                kind, module.run.evaluate(found[0], scope), module
            ),
        )
        return value if isinstance(value, Expansion) else _unknown(kind, value, None)
    return SINGLE


def _instances(kind: str, value: Value, module: Module) -> Expansion:
    inner, references, sensitive = unmark(value)
    if type(inner) is Unknown:
        return _unknown(kind, inner, None)
    if type(inner) is Opaque:
        return _unknown(kind, inner.whole, inner.element)
    if inner is None:
        raise Failure("the value is null")
    instances: dict[Key, Mapping[str, Value]] = {}
    if kind == "count":
        number = to_number(inner)
        if type(number) is not int or number < 0:
            raise Failure("the count must be a whole number, at least 0")
        _check(number, module)
        instances = {i: {"count.index": i} for i in range(number)}
    else:
        if sensitive:
            raise Failure("for_each is sensitive, and its keys would be shown")
        items = _items(inner)
        if items is None:
            unknown = next(bare(i) for i in inner if type(bare(i)) is Unknown)
            return _unknown(kind, unknown, None)
        _check(len(items), module)
        instances = {
            k: {"each.key": k, "each.value": mark(v, references, sensitive)}
            for k, v in items.items()
        }
    if instances:
        return Expansion(kind, instances)
    nothing = Unknown(f"{'count' if kind == 'count' else 'for_each'} is empty: no instance exists")
    return Expansion(kind, {ANY_KEY: _any(kind, nothing, None)}, True, nothing)


def _check(size: int, module: Module) -> None:
    total = module.run.instances + size
    if size > MAX_INSTANCES:
        raise LimitHit("limit-instances", f"there are more than {MAX_INSTANCES:,} instances")
    if total > MAX_ALL_INSTANCES:
        raise LimitHit(
            "limit-instances",
            f"with it the root has more than {MAX_ALL_INSTANCES:,} instances",
        )
    module.run.instances = total


def _items(inner: Value) -> dict[str, Value] | None:
    """The keys and values; None when an element of a set is unknown."""
    if isinstance(inner, dict):
        return {k: inner[k] for k in sorted(inner)}
    if type(inner) is not Set:
        raise Failure(f"for_each needs a map or a set of strings, not a {kind_name(inner)}")
    items: dict[str, Value] = {}
    for item in inner:
        if type(bare(item)) is Unknown:
            return None
        if type(bare(item)) is not str:
            raise Failure("the elements of for_each's set must be strings")
        if unmark(item)[2]:
            raise Failure("for_each is sensitive, and its keys would be shown")
        items[to_string(bare(item))] = item
    return items


def _unknown(kind: str, cause: Unknown, element: Value) -> Expansion:
    return Expansion("unknown", {ANY_KEY: _any(kind, cause, element)}, False, cause)


def _any(kind: str, cause: Unknown, element: Value) -> Mapping[str, Value]:
    """`each` and `count` of the instance that stands for all."""
    if kind == "count":
        return {"count.index": Unknown(cause.reason, "count.index")}
    key = Unknown(cause.reason, "each.key", cause.references, sensitive=cause.sensitive)
    value = element
    if value is None:
        value = Unknown(cause.reason, "each.value", cause.references, sensitive=cause.sensitive)
    return {"each.key": key, "each.value": value}
