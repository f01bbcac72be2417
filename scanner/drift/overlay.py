"""A declared object with what differs as it is live, for rules to judge. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scanner.drift.difference import Difference
from scanner.drift.values import MISSING
from scanner.model import Path, Value


def overlaid(item: Mapping[str, Value], differences: Iterable[Difference]) -> dict[str, Value]:
    """A copy of `item` with every live value in its place.

    Of the live object only this: what the server filled in is the same before and after.
    """
    found: dict[str, Value] = _copied(item)
    gone: list[Path] = []
    for one in differences:
        if one.order:
            continue  # No rule looks at the order of what has names.
        if one.live is MISSING:
            gone.append(one.path)
        else:
            _put(found, one.path, one.live)
    # From the end, so that the places of the others stay what they are.
    for path in sorted(gone, key=_order, reverse=True):
        _drop(found, path)
    return found


def _order(path: Path) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, int), step) for step in path]


def _copied(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return value


def _put(root: Any, path: Path, value: Value) -> None:
    place = root
    for number, step in enumerate(path[:-1]):
        inner = _at(place, step)
        if not isinstance(inner, (dict, list)):
            inner = [] if isinstance(path[number + 1], int) else {}
            _set(place, step, inner)
        place = inner
    _set(place, path[-1], value)


def _at(place: Any, step: str | int) -> Any:
    if isinstance(place, dict):
        return place.get(step)
    if isinstance(place, list) and isinstance(step, int) and step < len(place):
        return place[step]
    return None


def _set(place: Any, step: str | int, value: Value) -> None:
    if isinstance(place, dict):
        place[step] = value
    elif isinstance(place, list) and isinstance(step, int):
        if step < len(place):
            place[step] = value
        else:
            place.append(value)


def _drop(root: Any, path: Path) -> None:
    place = root
    for step in path[:-1]:
        place = _at(place, step)
    step = path[-1]
    if isinstance(place, dict):
        place.pop(step, None)
    elif isinstance(place, list) and isinstance(step, int) and step < len(place):
        del place[step]
