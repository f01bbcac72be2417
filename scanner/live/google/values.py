"""Values of Google's JSON: where they are, and how Terraform's state has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Source = str | Callable[[Any], Any]
"""Where a value is, seen from the object that holds its block: the field's path with dots,
``"."`` for that object itself, or a function of it."""


def camel(name: str) -> str:
    """``private_ip_google_access`` as the API spells it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def value_at(raw: Any, source: Source) -> Any:
    """What `source` says of an object; None where there is nothing."""
    if not isinstance(source, str):
        return source(raw)
    if source == ".":
        return raw
    for name in source.split("."):
        if not isinstance(raw, Mapping):
            return None
        raw = raw.get(name)
    return raw


def objects(raw: Any, source: Source) -> list[Mapping[str, Any]]:
    """The objects of a list; none where there is no list."""
    found = value_at(raw, source)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def entries(raw: Any, source: Source) -> dict[str, Mapping[str, Any]]:
    """The objects of a map by their names; none where there is no map."""
    found = value_at(raw, source)
    if not isinstance(found, Mapping):
        return {}
    return {name: one for name, one in found.items() if isinstance(one, Mapping)}


def typed(value: Any, kind: Any) -> Any:
    """A JSON value of the API as the state has it: 64-bit numbers are texts there."""
    outer, inner = (kind, None) if isinstance(kind, str) else (kind[0], kind[1])
    if value is None:
        return None
    if outer == "number" and isinstance(value, str):
        try:
            return float(value) if "." in value else int(value[:40])
        except ValueError:
            return value
    if outer in ("list", "set"):
        several = value if isinstance(value, (list, tuple)) else (value,)
        return [typed(one, inner) for one in several]
    if outer == "map" and isinstance(value, Mapping):
        return {str(name): typed(one, inner) for name, one in value.items()}
    if outer == "object" and isinstance(value, Mapping) and isinstance(inner, Mapping):
        return {name: typed(value.get(camel(name)), of) for name, of in inner.items()}
    return value


def with_ids(value: Any, ids: Mapping[str, str], depth: int = 24) -> Any:
    """The answer with the project's own number spelled as its id in every name and link."""
    if isinstance(value, str):
        for number, name in ids.items():
            if number and f"projects/{number}/" in value:
                value = value.replace(f"projects/{number}/", f"projects/{name}/")
        return value
    if isinstance(value, Mapping) and depth:
        return {name: with_ids(one, ids, depth - 1) for name, one in value.items()}
    if isinstance(value, list) and depth:
        return [with_ids(one, ids, depth - 1) for one in value]
    return value


def last(value: Any) -> Any:
    """The last segment of a name or link; other values as they are."""
    return value.rstrip("/").rpartition("/")[2] if isinstance(value, str) else value
