"""Values of resources, as reports write them.

`plain` gives what JSON can hold, `compact` one line of text. A value that nobody knows is the
object ``{"$unknown": REASON}`` in JSON and ``(unknown: REASON)`` in text, never the look of a
Python object. Three things have no JSON: not-a-number and the infinities become the strings YAML
writes for them, dates and other types their text, and whatever lies more than 64 levels deep
becomes an unknown that says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from scanner.model import ABSENT, Unknown, Value
from scanner.report.visible import one_line

MAX_DEPTH = 64
_MAX_INTEGER_BITS = 10_000  # Python itself refuses to write out integers of 4,300 digits


def plain(value: Value, depth: int = 0) -> Any:
    """`value` as orjson can write it; integers beyond 64 bits stay numbers, digit for digit."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)  # subclasses too: an enumeration or a string with a position
    if isinstance(value, int):
        return _integer(int(value))
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Unknown):
        return {"$unknown": value.reason}
    if value is ABSENT:
        return None
    if depth >= MAX_DEPTH:
        return {"$unknown": f"more than {MAX_DEPTH} levels deep"}
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item, depth + 1) for item in value), key=repr)
    return str(value)


def _integer(value: int) -> Any:
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > _MAX_INTEGER_BITS:
        return {"$unknown": "an integer too large to write"}
    import orjson

    return orjson.Fragment(str(value))


def _float(value: float) -> float | str:
    if math.isfinite(value):
        return float(value)
    return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"


def compact(value: Value, width: int) -> str:
    """`value` on one line of at most about `width` characters, as JSON, safe to show."""
    if isinstance(value, Unknown):
        return one_line(f"(unknown: {value.reason})", width)
    if isinstance(value, str) and value.startswith("(sensitive"):
        return one_line(value, width)  # a mask is not a value: it goes without quotes
    from scanner.report.encode import dumps

    return one_line(dumps(plain(value)).decode(), width)
