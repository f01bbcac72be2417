"""Functions on maps and objects, and those that take any collection."""

from __future__ import annotations

from dataclasses import replace

from scanner.model import Unknown
from scanner.terraform.functions import LIST, STRINGS, Function, typed
from scanner.terraform.types import ANY, convert, to_number, to_string, unify
from scanner.terraform.values import (
    Failure,
    List,
    Map,
    Opaque,
    Set,
    Value,
    bare,
    equals,
    is_number,
    kind_name,
    mark,
    unmark,
)


def mapping(value: Value) -> dict[str, Value]:
    """The argument as a map or an object."""
    inner = bare(value)
    if not isinstance(inner, dict):
        raise Failure(f"a map is required, not a {kind_name(inner)}")
    return inner


def _merge(*arguments: Value) -> Value:
    parts: list[tuple[dict[str, Value], tuple[str, ...], bool]] = []
    for argument in arguments:
        if bare(argument) is None:
            continue
        _, references, sensitive = unmark(argument)
        parts.append((mapping(argument), references, sensitive))
    merged: dict[str, Value] = {}
    for part, references, sensitive in parts:
        for key, value in part.items():
            merged[key] = mark(value, references, sensitive)
    types = [part.of for part, _, _ in parts if isinstance(part, Map)]
    # A null is of no type: with one, the others have none in common.
    if types and len(types) == len(arguments) and all(t == types[0] for t in types):
        return Map(merged, types[0])
    return merged


def _keys(value: Value) -> Value:
    names = sorted(mapping(value))
    return List(names, "string") if isinstance(value, Map) else names


def _values(value: Value) -> Value:
    inner = mapping(value)
    items = [inner[k] for k in sorted(inner)]
    return List(items, inner.of) if isinstance(inner, Map) else items


def _lookup(value: Value, key: Value, *default: Value) -> Value:
    for one in (bare(value), bare(key)):
        if type(one) is Unknown:
            return one
    inner = mapping(value)
    name = bare(key)
    name = to_string(name)
    if name in inner:
        found = inner[name]
        if default and isinstance(inner, Map):
            convert(default[0], inner.of)
        return found
    if not default:
        raise Failure(f"the map has no key {name!r} and there is no default")
    if isinstance(inner, Map) and inner.of != ANY:
        return convert(default[0], inner.of)
    return default[0]


def _length(value: Value) -> Value:
    inner = bare(value)
    if type(inner) is str:
        from scanner.terraform.functions.graphemes import graphemes

        return len(graphemes(inner))
    if type(inner) is Set:
        for item in inner:
            unknown = bare(item)
            if type(unknown) is Unknown and len(inner) > 1:
                return unknown
        return len(inner)
    if isinstance(inner, list | dict):
        return len(inner)
    raise Failure(f"a {kind_name(inner)} has no length")


def _zipmap(keys: list[Value], values: Value) -> Value:
    inner = bare(values)
    if not isinstance(inner, list) or type(inner) is Set or len(inner) != len(keys):
        raise Failure("as many values as keys are required")
    names = []
    secret = False
    for key in keys:
        name, _, hidden = unmark(key)
        secret = secret or hidden
        if type(name) is Unknown:
            return name
        names.append(to_string(name))
    made = dict(zip(names, inner, strict=True))
    return mark(Map(made, inner.of) if isinstance(inner, List) else made, (), secret)


def _transpose(value: Value) -> Value:
    inner = convert(value, ("map", STRINGS))
    turned: dict[str, list[str]] = {}
    for key in sorted(inner):
        if inner[key] is None or None in inner[key]:
            raise Failure("a value is null")
        for item in inner[key]:
            turned.setdefault(item, []).append(key)
    return Map({k: List(sorted(turned[k]), "string") for k in sorted(turned)}, STRINGS)


def _contains(collection: Value, wanted: Value) -> Value:
    inner = bare(collection)
    if not isinstance(inner, list):
        raise Failure(f"a list is required, not a {kind_name(inner)}")
    doubt: Value = None
    for item in inner:
        same = equals(bare(item), bare(wanted))
        if same is True:
            return True
        if same is not False and doubt is None:
            doubt = same
    return False if doubt is None else doubt


def _one(value: Value) -> Value:
    inner = bare(value)
    if not isinstance(inner, list):
        raise Failure("a list or a set is required")
    if len(inner) > 1:
        raise Failure("the list has more than one element")
    return inner[0] if inner else None


def _all_true(values: list[Value]) -> Value:
    return _decided(values, False)


def _any_true(values: list[Value]) -> Value:
    return _decided(values, True)


def _decided(values: list[Value], by: bool) -> Value:
    """Whether any element is `by`; null counts as false."""
    doubt: Value = None
    for value in values:
        inner = bare(value)
        if type(inner) is Opaque:
            doubt = inner.whole
        elif type(inner) is Unknown:
            doubt = inner
        elif bool(inner) is by:
            return by
    return not by if doubt is None else doubt


def _sum(values: Value) -> Value:
    from scanner.terraform.binary import arithmetic
    from scanner.terraform.values import number

    if not isinstance(values, list) or not values:
        raise Failure("a list of at least one number is required")
    total: Value = 0
    for value in values:
        if value is None:
            raise Failure("an element is null")
        if not is_number(value) and type(value) is not str:
            raise Failure("an element is no number")
        total = number(arithmetic("+", total, to_number(value)))
    return total


def _match_keys(values: Value, keys: Value, wanted: Value) -> Value:
    items, names, search = values, keys, wanted
    if len(items) != len(names):
        raise Failure("as many values as keys are required")
    joined = unify((names.of, search.of))
    if joined is None:
        raise Failure("the keys and the values to search for must be of one type")
    names = [convert(name, joined) for name in names]
    search = [convert(one, joined) for one in search]
    kept = [
        item
        for item, name in zip(items, names, strict=True)
        if any(equals(bare(name), bare(one)) is True for one in search)
    ]
    return List(kept, items.of)


def _index(collection: Value, wanted: Value) -> Value:
    inner = bare(collection)
    if not isinstance(inner, list) or type(inner) is Set:
        raise Failure("a list is required")
    for position, item in enumerate(inner):
        same = equals(bare(item), bare(wanted))
        if same is not False:
            return position if same is True else same
    raise Failure("the list has no such element")


def _length_of(arguments: list[Value]) -> Value:
    value = arguments[0]
    if type(value) is Opaque:
        return value.whole
    return _length(value)


FUNCTIONS: dict[str, Function] = {
    "alltrue": typed(_all_true, ("list", "bool"), structural=True, veiled=True),
    "anytrue": typed(_any_true, ("list", "bool"), structural=True, veiled=True),
    "contains": typed(_contains, "any", "any", structural=True, deep=True, veiled=True),
    "index": typed(_index, "any", "any", structural=True, deep=True, veiled=True),
    "keys": typed(_keys, "any", structural=True),
    "length": Function(lambda arguments, scope: _length_of(arguments), 1, 1, True),
    "lookup": replace(
        typed(_lookup, "any", "any", "any", optional=1, structural=True, nullable=True),
        unknown=True,
    ),
    "matchkeys": typed(_match_keys, LIST, LIST, LIST),
    "merge": Function(lambda arguments, scope: _merge(*arguments), 0, None, True),
    "one": typed(_one, "any", structural=True),
    "sum": typed(_sum, "any"),
    "transpose": typed(_transpose, "any"),
    "values": typed(_values, "any", structural=True),
    "zipmap": typed(_zipmap, STRINGS, "any", structural=True),
}
