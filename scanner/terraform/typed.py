"""The arguments of a resource as its provider's schema takes them.

Terraform converts what the code says to the types of the schema (``port = "8080"`` is 8080) and
keeps what the schema calls sensitive from view. So it is done here, with two differences that
keep places true: elements of sets keep the order of the code, and blocks stay lists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scanner.model import ABSENT, Path, Unknown
from scanner.terraform.types import convert, sort_key, to_bool, to_number, to_string
from scanner.terraform.values import (
    Failure,
    LimitHit,
    Marked,
    Opaque,
    Type,
    Value,
    bare,
    census,
    check_size,
    kind_name,
    mark,
    unmark,
)

if TYPE_CHECKING:
    from scanner.terraform.schemas import BlockSchema
    from scanner.terraform.schemas.code import AttributeSchema

_PRIMITIVES: dict[str, tuple[type, Callable[[Value], Value]]] = {
    "string": (str, to_string),
    "number": (int, to_number),
    "bool": (bool, to_bool),
}
_DEEPEST = 60

Refuse = Callable[[Path, Failure, bool], Value]
"""``refuse(path, failure, secret)``: report that Terraform would refuse the value at `path`, and
what stands for it."""


def argument(value: Value, name: str, block: BlockSchema, refuse: Refuse, path: Path = ()) -> Value:
    """The value of one argument or block type of a resource; as it is where nothing is known.

    `value` of a block type is the list of its blocks.
    """
    attribute = block.attributes.get(name)
    if attribute is not None:
        return _attribute(value, attribute, refuse, (*path, name))
    nested = block.blocks.get(name)
    if nested is None:
        return value
    inner, references, sensitive = unmark(value)
    # Only JSON's syntax writes an object where a block belongs.
    blocks = [inner] if type(inner) is dict else inner
    if not isinstance(blocks, list):
        return value
    here = (*path, name)
    items = [_content(item, nested.block, refuse, (*here, i)) for i, item in enumerate(blocks)]
    if blocks is inner and all(map(_same, items, blocks)):
        return value
    return mark(items, references, sensitive)


def _same(new: Value, old: Value) -> bool:
    return new is old


def _content(value: Value, block: BlockSchema, refuse: Refuse, path: Path) -> Value:
    """One block's content."""
    kind = type(value)
    if kind is Unknown:
        return in_arms(value, lambda arm: _content(arm, block, refuse, path))
    if kind is Marked:
        inner = _content(value.value, block, refuse, path)
        return value if inner is value.value else mark(inner, value.references, value.sensitive)
    if kind is not dict or len(path) > _DEEPEST:
        return value
    typed = {n: argument(v, n, block, refuse, path) for n, v in value.items()}
    return value if all(typed[n] is v for n, v in value.items()) else typed


def _attribute(value: Value, schema: AttributeSchema, refuse: Refuse, path: Path) -> Value:
    wanted = schema.type
    secret = schema.sensitive or schema.write_only
    # What most attributes are: a text where a text belongs.
    if not isinstance(wanted, str) or type(value) is not _PRIMITIVES.get(wanted, _NONE)[0]:
        try:
            check_size(bare(value))
            value = fit(value, wanted)
        except Failure as failure:
            value = refuse(path, failure, secret or census(value).sensitive)
    return mark(value, (), True) if secret and value is not None else value


_NONE: tuple[type, Callable[[Value], Value]] = (type(None), to_string)


def seen(value: Value, name: str, block: BlockSchema, missing: Callable[[str], Value]) -> Value:
    """An argument as a reference to it meets it: complete, and with the schema's own types.

    missing: what an attribute of a block is that the code does not set, by its path with dots.
    """
    attribute = block.attributes.get(name)
    if attribute is not None:
        if attribute.write_only:
            return None
        try:
            return convert(value, attribute.type)
        except Failure:
            return value
    nested = block.blocks.get(name)
    return value if nested is None else _complete(value, nested.block, name, missing)


def _complete(
    value: Value, block: BlockSchema, name: str, missing: Callable[[str], Value]
) -> Value:
    kind = type(value)
    if kind is Marked:
        inner = _complete(value.value, block, name, missing)
        return mark(inner, value.references, value.sensitive)
    if kind is list:
        return [_complete(item, block, name, missing) for item in value]
    if kind is Unknown:
        return in_arms(value, lambda arm: _complete(arm, block, name, missing))
    if kind is not dict:
        return value
    whole = dict(value)
    # The provider may have defaults, for attributes and for blocks.
    for inner_name in (*block.attributes, *block.blocks):
        if inner_name not in whole:
            whole[inner_name] = missing(f"{name}.{inner_name}")
        elif inner_name in block.blocks:
            nested = block.blocks[inner_name].block
            whole[inner_name] = _complete(
                value[inner_name], nested, f"{name}.{inner_name}", missing
            )
    return whole


def in_arms(unknown: Unknown, change: Callable[[Value], Value]) -> Unknown:
    """`unknown` with its arms changed; the same one where that changes nothing."""
    if not unknown.arms:
        return unknown
    arms = tuple(arm if arm is ABSENT else change(arm) for arm in unknown.arms)
    if all(map(_same, arms, unknown.arms)):
        return unknown
    return Unknown(
        unknown.reason,
        unknown.reference,
        unknown.references,
        arms,
        unknown.condition or unknown,
        unknown.sensitive,
    )


def fit(value: Value, wanted: Type, depth: int = 0) -> Value:
    """`value` as the type `wanted`, itself where it is that already; raises Failure.

    Objects keep what the type does not name and gain nothing; a single object stands for a list
    of one, as JSON's syntax may spell it.
    """
    kind = type(value)
    if depth > _DEEPEST:
        raise LimitHit("limit-value-depth", "a value is nested too deep")
    if value is None or wanted == "any" or kind is Opaque:
        return value
    if kind is Marked:
        inner = fit(value.value, wanted, depth)
        return value if inner is value.value else mark(inner, value.references, value.sensitive)
    if kind is Unknown:
        return in_arms(value, lambda arm: _fit_arm(arm, wanted, depth + 1))
    if isinstance(wanted, str):
        own, convert = _PRIMITIVES[wanted]
        return value if kind is own else convert(value)
    if wanted[0] == "object":
        return _object(value, wanted[1], depth)
    if wanted[0] == "map":
        return _map(value, wanted[1], depth)
    return _sequence(value, wanted[0], wanted[1], depth)


def _fit_arm(value: Value, wanted: Type, depth: int) -> Value:
    # Walks over a value do not enter arms: nobody has looked at the size of this one.
    check_size(bare(value))
    return fit(value, wanted, depth)


def _object(value: Value, types: dict[str, Type], depth: int) -> Value:
    if not isinstance(value, dict):
        raise Failure(f"object required, but this is a {kind_name(value)}")
    typed = {k: fit(v, types.get(k, "any"), depth + 1) for k, v in value.items()}
    return value if all(typed[k] is v for k, v in value.items()) else typed


def _map(value: Value, of: Type, depth: int) -> Value:
    if not isinstance(value, dict):
        raise Failure(f"map required, but this is a {kind_name(value)}")
    typed = {k: fit(v, of, depth + 1) for k, v in value.items()}
    return value if all(typed[k] is v for k, v in value.items()) else typed


def _sequence(value: Value, kind: str, of: Type, depth: int) -> Value:
    if isinstance(value, dict) and isinstance(of, tuple) and of[0] == "object":
        return [fit(value, of, depth + 1)]
    if not isinstance(value, list):
        raise Failure(f"{kind} required, but this is a {kind_name(value)}")
    items = [fit(item, of, depth + 1) for item in value]
    if kind == "set" and isinstance(of, str) and len(items) > 1:
        items = _distinct(items)
    if len(items) == len(value) and all(map(_same, items, value)):
        return value
    return items


def _distinct(items: list[Value]) -> list[Value]:
    """Each element once, where it stands first. What nobody knows may well be different."""
    met = set()
    kept = []
    for item in items:
        inner = bare(item)
        if type(inner) is not Unknown and type(inner) is not Opaque:
            key = sort_key(inner)
            if key in met:
                continue
            met.add(key)
        kept.append(item)
    return kept
