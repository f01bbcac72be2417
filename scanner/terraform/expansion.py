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
    opened,
    unmark,
)

if TYPE_CHECKING:
    from scanner.hcl.tree import Node
    from scanner.terraform.code import BlockCode, SourceFile
    from scanner.terraform.modules import Module

Key = str | int | None


@dataclass(frozen=True, slots=True)
class Expansion:
    """kind: single, count, each or unknown; of the last there is one instance, for any key.

    instances: key -> what `each` and `count` are there. empty: it expands to nothing; then
    `instances` has the one that stands for what it would be, under the key ``*``.
    cause: why it is unknown which instances there are, or whether those of `instances` exist.
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
        if found is not None:
            if argument == "count" and "for_each" in block.attributes:
                why = "count and for_each exclude each other; count is used"
                place = (block.file.display, block.file.line(block.block[2]))
                module.run.note("evaluation-failed", f"{module.prefix}{name}: {why}", *place)
            return _expanded(module, name, argument, kind, found)
    return _enabled(module, name, block)


def _expanded(
    module: Module, name: str, argument: str, kind: str, found: tuple[Node, SourceFile]
) -> Expansion:
    node, file = found
    scope = module.scope(file)

    def compute() -> Value:
        return _instances(kind, module.run.evaluate(node, scope), module)

    value = module.guarded(("expand", name), f"{name}.{argument}", node, scope, compute)
    return value if isinstance(value, Expansion) else _unknown(kind, value, None)


def _enabled(module: Module, name: str, block: BlockCode) -> Expansion:
    """OpenTofu's ``lifecycle { enabled = ... }``: one instance, without a key, or none.

    Source: opentofu.org/docs/language/meta-arguments/enabled.
    """
    for nested, file in block.blocks:
        if nested[0] == "lifecycle":
            for attribute in nested[5][0]:
                if attribute[0] == "enabled":
                    return _one_or_none(module, name, attribute[3], file)
    return SINGLE


def _one_or_none(module: Module, name: str, node: Node, file: SourceFile) -> Expansion:
    value = bare(module.settled(("enabled", name), f"{name}.enabled", node, module.scope(file)))
    if type(value) is Unknown:
        return Expansion("single", {None: {}}, False, value)
    if value is False or value == "false":
        return Expansion("single", {None: {}}, True, Unknown("lifecycle.enabled is false"))
    return SINGLE


def _instances(kind: str, value: Value, module: Module) -> Expansion:
    inner, references, sensitive = unmark(value)
    if type(inner) is Unknown:
        if kind == "each" and not sensitive:
            return _all_or_none(inner, module) or _unknown(kind, inner, None)
        return _unknown(kind, inner, None)
    inner = opened(inner)
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


def _all_or_none(cause: Unknown, module: Module) -> Expansion | None:
    """The instances of ``unknown ? {...} : {}``: which they are is known, not whether they are."""
    if not cause.arms or cause.sensitive:
        return None
    arms = [bare(arm) for arm in cause.arms]
    full = [arm for arm in arms if arm]
    if len(full) != 1 or not all(isinstance(arm, dict) or type(arm) is Set for arm in arms):
        return None
    items = _items(full[0])
    if items is None:
        return None
    _check(len(items), module)
    instances: dict[Key, Mapping[str, Value]] = {
        k: {"each.key": k, "each.value": v} for k, v in items.items()
    }
    return Expansion("each", instances, False, cause)


def _index(cause: Unknown) -> Value:
    """``count.index`` of ``unknown ? 1 : 0``: if there is an instance, it is the first."""
    if cause.arms and all(type(arm) is int and arm in (0, 1) for arm in cause.arms):
        return 0
    return Unknown(cause.reason, "count.index")


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
        return {"count.index": _index(cause)}
    key = Unknown(cause.reason, "each.key", cause.references, sensitive=cause.sensitive)
    value = element
    if value is None:
        value = Unknown(cause.reason, "each.value", cause.references, sensitive=cause.sensitive)
    return {"each.key": key, "each.value": value}
