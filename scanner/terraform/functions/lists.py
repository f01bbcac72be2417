"""Functions on lists. Most of them only rearrange: elements may be unknown."""

from __future__ import annotations

from scanner.model import Unknown
from scanner.terraform.binary import Number, arithmetic
from scanner.terraform.functions import LIST, STRINGS, Function, typed
from scanner.terraform.types import convert, sort_key, unify
from scanner.terraform.values import (
    MAX_ELEMENTS,
    Failure,
    LimitHit,
    List,
    Opaque,
    Set,
    Value,
    bare,
    kind_name,
    mark,
    number,
    unmark,
)


def _items(value: Value) -> list[Value]:
    inner = bare(value)
    if not isinstance(inner, list):
        raise Failure(f"a list is required, not a {kind_name(inner)}")
    return inner


def _check(size: int) -> None:
    if size > MAX_ELEMENTS:
        raise LimitHit("limit-collection-size", "a list has more than 100,000 elements")


def _concat(*lists: Value) -> Value:
    parts = [_items(one) for one in lists]
    if any(type(part) is Set for part in parts):
        raise Failure("all arguments must be lists, not sets")
    _check(sum(map(len, parts)))
    joined = [item for part in parts for item in part]
    if all(type(part) is List for part in parts):
        of = unify(part.of for part in parts if type(part) is List)
        if of is not None:
            return List([convert(item, of) for item in joined], of)
    return joined


def _flatten(value: Value) -> Value:
    _items(value)
    result: list[Value] = []
    stack = [iter([value])]
    while stack:
        for item in stack[-1]:
            inner, references, sensitive = unmark(item)
            if isinstance(inner, list):
                marked = [mark(i, references, sensitive) for i in inner]
                stack.append(iter(marked if references or sensitive else inner))
                break
            if type(inner) is Unknown and not _is_scalar(inner):
                return inner
            result.append(item)
            _check(len(result))
            if len(stack) > 200:
                raise LimitHit("limit-value-depth", "a list is nested more than 200 levels deep")
        else:
            stack.pop()
    return result


def _is_scalar(unknown: Unknown) -> bool:
    """Whether an unknown element can be no list, which would be more than one element."""
    if unknown.arms:
        return not any(isinstance(bare(arm), list | Unknown | Opaque) for arm in unknown.arms)
    # Every provider has strings under these names.
    return unknown.reference.endswith((".id", ".arn"))


def _distinct(value: Value) -> Value:
    items = _items(value)
    seen: list[Value] = []
    keys: set[object] = set()
    for item in items:
        key = sort_key(item)
        if key not in keys:
            keys.add(key)
            seen.append(item)
    return List(seen, getattr(value, "of", "any"))


def _compact(value: list[str | None]) -> Value:
    return List([item for item in value if item], "string")


def _element(value: Value, position: Value) -> Value:
    items = _items(value)
    if type(value) is Set:
        raise Failure("a set has no order")
    if not items:
        raise Failure("the list is empty")
    if type(position) is not int or abs(position) > 2**63:
        raise Failure("the index must be a whole number")
    place = position % len(items)
    # Go's remainder has the sign of the position.
    if position < 0 and place:
        raise Failure("the index must not be negative")
    return items[place]


def _slice(value: Value, start: Value, end: Value) -> Value:
    items = _items(value)
    if type(value) is Set:
        raise Failure("a set has no order")
    if type(start) is not int or type(end) is not int:
        raise Failure("start and end must be whole numbers")
    if not 0 <= start <= end <= len(items):
        raise Failure("start and end must lie within the list")
    part = items[start:end]
    return List(part, value.of) if type(value) is List else part


def _reverse(value: Value) -> Value:
    items = _items(value)[::-1]
    return List(items, value.of) if isinstance(value, List | Set) else items


def _sort(value: list[Value]) -> Value:
    for item in value:
        whole = bare(item)
        if type(whole) is Opaque:
            whole = whole.whole
        if type(whole) is Unknown:
            # Nobody knows which one comes first, but how many there are.
            return List([Unknown(whole.reason, whole.reference) for _ in value], "string")
    if any(item is None for item in value):
        raise Failure("an element is null")
    return List(sorted(bare(item) for item in value), "string")


def _chunks(value: Value, size: Value) -> Value:
    if type(size) is not int or size < 0:
        raise Failure("the size must be a whole number, at least 0")
    of = getattr(value, "of", "any")
    step = size or max(1, len(value))
    parts = [List(value[i : i + step], of) for i in range(0, len(value), step)]
    return List(parts, ("list", of))


def _range(*bounds: Number) -> Value:
    start: Number = 0
    if len(bounds) == 1:
        end = bounds[0]
    else:
        start, end = bounds[:2]
    step = bounds[2] if len(bounds) == 3 else (1 if end >= start else -1)
    if start == end:
        return List([], "number")
    if step == 0:
        raise Failure("the step must not be zero")
    if (end > start and step < 0) or (end < start and step > 0):
        raise Failure("the step leads away from the end")
    if type(start) is int and type(end) is int and type(step) is int:
        if abs(end - start) > 1024 * abs(step):
            raise Failure("range() makes more than 1024 values")
        return List(list(range(start, end, step)), "number")
    result: list[Number] = []
    at = start
    while at < end if step > 0 else at > end:
        if len(result) == 1024:
            raise Failure("range() makes more than 1024 values")
        result.append(at)
        at = number(arithmetic("+", at, step))
    return List(result, "number")


FUNCTIONS: dict[str, Function] = {
    "chunklist": typed(_chunks, LIST, "number", structural=True),
    "compact": typed(_compact, STRINGS),
    "concat": typed(_concat, "any", rest="any", structural=True),
    "distinct": typed(_distinct, LIST),
    "element": typed(_element, "any", "number", structural=True),
    "flatten": typed(_flatten, "any", structural=True, deep=True),
    "range": typed(_range, "number", "number", "number", optional=2),
    "reverse": typed(_reverse, "any", structural=True),
    "slice": typed(_slice, "any", "number", "number", structural=True),
    "sort": typed(_sort, STRINGS, structural=True, deep=True, veiled=True),
}
