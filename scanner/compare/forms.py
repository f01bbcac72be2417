"""Canonical forms: the ground that comparators stand on.

Work is bounded: text is only parsed up to `MAX_TEXT`, nesting up to `MAX_DEPTH`; beyond that
values are compared plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from scanner.model import Value

Same = Callable[[Value, Value], bool]
Canonical = Callable[[Value], Hashable]

MAX_TEXT: Final = 1 << 20
MAX_DEPTH: Final = 64


class TooDeepError(Exception):
    """Nested deeper than `MAX_DEPTH`; raised by canonical forms, caught by `by`."""


def empty(value: Value) -> bool:
    """Whether nothing is set: null, "", [] or {}. False and 0 are values."""
    return value is None or (isinstance(value, (str, list, tuple, Mapping)) and not value)


def equal(left: Value, right: Value) -> bool:
    """Deep equality of JSON values without recursion; 1 and 1.0 are equal, 1 and True are not."""
    pending = [(left, right)]
    while pending:
        a, b = pending.pop()
        if a is b:
            continue
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            if a.keys() != b.keys():
                return False
            pending.extend((a[name], b[name]) for name in a)
        elif isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
            if len(a) != len(b):
                return False
            pending.extend(zip(a, b, strict=True))
        elif not _equal_leaves(a, b):
            return False
    return True


def _equal_leaves(a: Value, b: Value) -> bool:
    if isinstance(a, (Mapping, list, tuple)) or isinstance(b, (Mapping, list, tuple)):
        return False
    if isinstance(a, bool) != isinstance(b, bool):
        return False
    not_numbers = a != a and b != b  # NaN
    return bool(a == b) or not_numbers


def by(canonical: Canonical) -> Same:
    """The comparator that holds equal what has an equal canonical form."""

    def same(expected: Value, live: Value) -> bool:
        if expected is live or (empty(expected) and empty(live)):
            return True
        try:
            return canonical(expected) == canonical(live)
        except TooDeepError:
            return equal(expected, live)

    return same


def text(value: Value) -> Hashable:
    """A scalar as Terraform converts it to a string (5432 and "5432", true and "true")."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        # str() refuses integers of more than 4300 digits.
        return str(value) if value.bit_length() < 4096 else hex(value)
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, Hashable) else id(value)


def frozen(value: Value, leaf: Canonical = text, depth: int = MAX_DEPTH) -> Hashable:
    """The hashable form of a JSON value: map entries that are `empty` are left out, list order
    counts, leaves go through `leaf`. Raises `TooDeepError`."""
    if isinstance(value, Mapping):
        if depth <= 0:
            raise TooDeepError
        entries = (
            (name, frozen(item, leaf, depth - 1)) for name, item in value.items() if not empty(item)
        )
        return ("map", frozenset(entries))
    if isinstance(value, (list, tuple)):
        if depth <= 0:
            raise TooDeepError
        return ("list", tuple(frozen(item, leaf, depth - 1) for item in value))
    return None if empty(value) else leaf(value)


def elements(value: Value) -> Sequence[Value]:
    """A scalar or a mapping as a list of one, null as the empty list."""
    if isinstance(value, (list, tuple)):
        return value
    return () if empty(value) else (value,)


def parse_json(value: Value) -> Value:
    """What a JSON text holds; the value itself when it is not JSON, or longer than `MAX_TEXT`."""
    import json

    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
