"""Terraform's types: of a value, what two have in common, conversion, constraints of variables.

Source of the rules: the conversions of HashiCorp's cty, as `terraform console` shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scanner.model import Unknown
from scanner.terraform.binary import Rounded
from scanner.terraform.values import (
    Failure,
    LimitHit,
    List,
    Map,
    Marked,
    Opaque,
    Set,
    Type,
    Value,
    bare,
    check_size,
    is_number,
    kind_name,
    mark,
    number_text,
    opened,
    parse_number,
    quoted,
)

ANY = "any"
_DEEPEST = 100


def type_of(value: Value, depth: int = 0) -> Type:
    """The type of a value. Null and Unknown are ``any``, which agrees with every other type."""
    if depth > _DEEPEST:
        raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
    value = bare(value)
    if not depth:
        check_size(value)
    kind = type(value)
    if kind is str:
        return "string"
    if kind is bool:
        return "bool"
    if kind is int or kind is Decimal or kind is Rounded:
        return "number"
    if kind is list:
        return ("tuple", tuple(type_of(v, depth + 1) for v in value))
    if kind is dict:
        return ("object", {k: type_of(v, depth + 1) for k, v in value.items()}, {})
    if kind is List:
        return ("list", value.of)
    if kind is Set:
        return ("set", value.of)
    if kind is Map:
        return ("map", value.of)
    return ANY


def unify(types: Iterable[Type]) -> Type | None:
    """The one type that all of these convert to, or None."""
    distinct: list[Type] = []
    for one in types:
        if one != ANY and one not in distinct:
            distinct.append(one)
    if not distinct:
        return ANY
    if len(distinct) == 1:
        return distinct[0]
    if all(isinstance(t, str) for t in distinct):
        return "string" if "string" in distinct else None
    if any(isinstance(t, str) for t in distinct):
        return None
    return _unify_structures(distinct, {t[0] for t in distinct})


def _unify_structures(types: list[Type], kinds: set[str]) -> Type | None:
    if kinds == {"object"}:
        names = types[0][1].keys()
        if all(t[1].keys() == names for t in types):
            joined = {name: unify([t[1][name] for t in types]) for name in types[0][1]}
            return None if None in joined.values() else ("object", joined, {})
    if kinds == {"tuple"}:
        length = len(types[0][1])
        if all(len(t[1]) == length for t in types):
            items = [unify([t[1][i] for t in types]) for i in range(length)]
            return None if None in items else ("tuple", tuple(items))
    for name, structural in (("map", "object"), ("list", "tuple")):
        if kinds <= {name, structural}:
            element = unify(inner for t in types for inner in _elements(t))
            return None if element is None else (name, element)
    if kinds == {"set"}:
        element = unify(inner for t in types for inner in _elements(t))
        return None if element is None else ("set", element)
    # The first that the others may be converted to, be it at the risk of failing.
    # Of lists and sets it is the list, which need not lose anything.
    for candidate in sorted(types, key=lambda one: one[0] != "list"):
        if all(_may_become(one, candidate) for one in types):
            return candidate
    return None


def _may_become(one: Type, wanted: Type) -> bool:
    """Whether some values of a type can be converted to the other one."""
    if ANY in (one, wanted):
        return True
    if isinstance(one, str) or isinstance(wanted, str):
        return (
            isinstance(one, str)
            and isinstance(wanted, str)
            and (one == wanted or "string" in (one, wanted))
        )
    if wanted[0] in ("list", "set") and one[0] in ("list", "set", "tuple"):
        return all(_may_become(inner, wanted[1]) for inner in _elements(one))
    if wanted[0] == "map" and one[0] in ("map", "object"):
        return all(_may_become(inner, wanted[1]) for inner in _elements(one))
    return bool(one == wanted)


def _elements(one: Type) -> Sequence[Type]:
    if one[0] == "object":
        return list(one[1].values())
    if one[0] == "tuple":
        return list(one[1])
    return [one[1]]


def convert(value: Value, wanted: Type, depth: int = 0) -> Value:
    """`value` as the type `wanted`; raises Failure when Terraform cannot convert it.

    Null and Unknown stay what they are; marks stay on.
    """
    if depth > _DEEPEST:
        raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
    if type(value) is Marked:
        inner = convert(value.value, wanted, depth)
        return value if inner is value.value else mark(inner, value.references, value.sensitive)
    if not depth:
        check_size(value)
    if type(value) is Opaque and type(wanted) is tuple:
        value = opened(value)
    if value is None or wanted == ANY or type(value) is Unknown or type(value) is Opaque:
        return value
    if isinstance(wanted, str):
        return _PRIMITIVES[wanted](value)
    kind = wanted[0]
    if kind in ("list", "set"):
        return _to_sequence(value, kind, wanted[1], depth)
    if kind == "map":
        return _to_map(value, wanted[1], depth)
    if kind == "object":
        return _to_object(value, wanted, depth)
    return _to_tuple(value, wanted[1], depth)


def to_string(value: Value) -> str:
    """A known primitive as text; raises Failure for anything else."""
    if type(value) is str:
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if is_number(value):
        return number_text(value)
    raise Failure(f"string required, but this is {_article(value)}")


def to_number(value: Value) -> int | Decimal:
    """A known primitive as a number; raises Failure when it spells none."""
    if type(value) is str:
        return parse_number(value)
    if is_number(value):
        assert isinstance(value, int | Decimal)
        return value
    raise Failure(f"number required, but this is {_article(value)}")


def to_bool(value: Value) -> bool:
    """A known primitive as a bool; raises Failure when it spells none."""
    if type(value) is bool:
        return value
    if type(value) is str:
        # "1" and "0" are how very old configurations spelled them.
        if value in ("true", "1"):
            return True
        if value in ("false", "0"):
            return False
        raise Failure(f"cannot convert {quoted(value)} to bool")
    raise Failure(f"bool required, but this is {_article(value)}")


_PRIMITIVES = {"string": to_string, "number": to_number, "bool": to_bool}


def _article(value: Value) -> str:
    name = kind_name(value)
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def common_type(values: Iterable[Value]) -> Type:
    """The one type of all these values; raises Failure when they have none in common."""
    joined = unify(type_of(v) for v in values)
    if joined is None:
        raise Failure("all elements must have the same type")
    return joined


def _to_sequence(value: Value, kind: str, of: Type, depth: int) -> Value:
    if not isinstance(value, list):
        raise Failure(f"{kind} required, but this is {_article(value)}")
    if type(value) is (List if kind == "list" else Set) and value.of == of:
        return value
    element = common_type(value) if of == ANY else of
    items = [convert(v, element, depth + 1) for v in value]
    if of != ANY and _has_any(of):
        # All elements of a list are of one type, also where its constraint leaves it open.
        element = unify(type_of(item) for item in items) or of
        items = [convert(item, element, depth + 1) for item in items]
    if of == ANY and element == ANY and isinstance(value, List | Set):
        element = value.of
    if kind == "list":
        return List(items, element)
    # Nobody can tell which element of a set it was: the whole set is secret.
    secret = any(type(item) is Marked and item.sensitive for item in items)
    return mark(make_set(items, element), (), secret)


def _has_any(one: Type, depth: int = 0) -> bool:
    if isinstance(one, str):
        return one == ANY
    if depth > _DEEPEST:
        return False
    parts = one[1].values() if one[0] == "object" else one[1]
    if one[0] not in ("object", "tuple"):
        parts = (parts,)
    return any(_has_any(part, depth + 1) for part in parts)


def _to_map(value: Value, of: Type, depth: int) -> Value:
    if not isinstance(value, dict):
        raise Failure(f"map required, but this is {_article(value)}")
    if type(value) is Map and value.of == of:
        return value
    element = common_type(value.values()) if of == ANY else of
    if of == ANY and element == ANY and isinstance(value, Map):
        element = value.of
    items = {k: convert(v, element, depth + 1) for k, v in value.items()}
    if of != ANY and _has_any(of):
        element = unify(type_of(item) for item in items.values()) or of
        items = {k: convert(v, element, depth + 1) for k, v in items.items()}
    return Map(items, element)


def _to_object(value: Value, wanted: Type, depth: int) -> Value:
    if not isinstance(value, dict):
        raise Failure(f"object required, but this is {_article(value)}")
    converted: dict[str, Value] = {}
    missing = []
    optional = wanted[2]
    for name, one in wanted[1].items():
        given = value.get(name)
        if given is not None:
            converted[name] = convert(given, one, depth + 1)
        elif name in optional:
            default = optional[name]
            converted[name] = None if default is None else convert(default, one, depth + 1)
        elif name in value:
            converted[name] = None
        else:
            missing.append(name)
    if missing:
        names = ", ".join(quoted(n) for n in missing)
        raise Failure(f"the object lacks the required attribute {names}")
    return converted


def _to_tuple(value: Value, wanted: tuple[Type, ...], depth: int) -> Value:
    if not isinstance(value, list):
        raise Failure(f"tuple required, but this is {_article(value)}")
    if len(value) != len(wanted):
        raise Failure(f"tuple of {len(wanted)} elements required, but this has {len(value)}")
    return [convert(v, t, depth + 1) for v, t in zip(value, wanted, strict=True)]


def make_set(items: Iterable[Value], of: Type) -> Set:
    """A set of these: without duplicates, strings and numbers in their order."""
    known: dict[object, Value] = {}
    unknown: dict[int, Value] = {}
    for item in items:
        inner = bare(item)
        if type(inner) is Unknown or type(inner) is Opaque:
            unknown[id(inner)] = item
        else:
            known.setdefault(sort_key(inner), item)
    ordered = [known[key] for key in sorted(known, key=_by_kind)]
    return Set([*ordered, *unknown.values()], of)


def _by_kind(key: object) -> tuple[int, object]:
    if key is None:
        return (5, 0)
    if isinstance(key, int | Decimal):
        return (2, key)
    return (3 if isinstance(key, str) else 4, key)


def sort_key(value: Value) -> object:
    """A hashable stand-in for a value, equal for equal values."""
    if value is None or isinstance(value, str | int | Decimal):
        # A bool is no number here: a tuple keeps True apart from 1.
        if type(value) is Rounded:
            return parse_number(number_text(value))
        return ("bool", value) if isinstance(value, bool) else value
    from scanner.terraform.encoding import compact_json

    return ("json", compact_json(value))
