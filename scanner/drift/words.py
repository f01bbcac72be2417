"""A drifted attribute in one sentence: what changed, not all there is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scanner.compare import text
from scanner.model import Value
from scanner.outcome import Drift, DriftClass

SENSITIVE: Final = "(sensitive, changed)"
"""What stands for every value of an attribute that must never be shown."""

_SHOWN: Final = 80
_BEFORE: Final = 20
_PARTS: Final = 3


def describe(of: DriftClass, drift: Drift, reason: str = "") -> str:
    """What an attribute did, as the end of a sentence; `drift` holds only what may be shown."""
    was = drift.recorded if "recorded" in drift.present else drift.declared
    if of is DriftClass.DRIFTED:
        return f"changed outside Terraform: {difference(was, drift.live)}"
    if of is DriftClass.UNDEPLOYED:
        deployed = drift.live if "live" in drift.present else drift.recorded
        return f"is not applied yet: {difference(deployed, drift.declared, 'is to become')}"
    if of is DriftClass.ADOPTED:
        now = quoted(drift.live)
        return f"changed outside Terraform to {now}, as the code now says; the state is behind"
    if of is DriftClass.CONFLICT:
        recorded, declared, live = map(quoted, (drift.recorded, drift.declared, drift.live))
        return f"moved from {recorded} to {declared} in the code, but to {live} outside Terraform"
    if of is DriftClass.UNREAD:
        return f"could not be read: {reason}"
    return f"differs from the code: {difference(drift.declared, drift.live, 'is live')}"


def difference(was: Value, now: Value, verb: str = "became") -> str:
    """How one value turned into another: the entries of maps, the elements of lists, else the
    place where two texts part."""
    if SENSITIVE in (was, now):
        return SENSITIVE
    was, now = _opened(was), _opened(now)
    parts: list[str] = []
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in sorted({*was, *now}):
            if name not in was:
                parts.append(f"{_name(name)} added: {quoted(now[name])}")
            elif name not in now:
                parts.append(f"{_name(name)} removed, was {quoted(was[name])}")
            elif was[name] != now[name]:
                parts.append(f"{_name(name)} {_pair(was[name], now[name], verb)}")
    elif _flat(was) and _flat(now):
        before, after = set(map(text, was)), set(map(text, now))
        parts += [f"{quoted(one)} added" for one in now if text(one) not in before]
        parts += [f"{quoted(one)} removed" for one in was if text(one) not in after]
    if not parts:
        return _pair(was, now, verb)
    more = len(parts) - _PARTS
    return "; ".join(parts[:_PARTS]) + (f"; and {more} more" if more > 0 else "")


def _pair(was: Value, now: Value, verb: str) -> str:
    """Two values side by side, long ones from a little before they part."""
    one, other = _line(was), _line(now)
    start = 0
    if len(one) > _SHOWN or len(other) > _SHOWN:
        same = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
            min(len(one), len(other)),
        )
        start = max(0, same - _BEFORE)
    return f"{_cut(one, start)} {verb} {_cut(other, start)}"


def _opened(value: Value) -> Value:
    """A JSON object in a text as the object, so that its spelling does not hide the change."""
    from scanner.compare.forms import parse_json

    parsed = parse_json(value) if isinstance(value, str) and value.lstrip()[:1] == "{" else value
    return parsed if isinstance(parsed, Mapping) else value


def _flat(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value)


def quoted(value: Value) -> str:
    """A value in a sentence: JSON on one line, shortened; "nothing" for null."""
    return SENSITIVE if value == SENSITIVE else _cut(_line(value), 0)


def _name(name: str) -> str:
    return _cut(_printable(name), 0)


def _line(value: Value) -> str:
    import json

    if value is None:
        return "nothing"
    try:
        return _printable(json.dumps(value, ensure_ascii=False, default=str, sort_keys=True))
    except (ValueError, RecursionError):
        return "a value too large to show"


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _cut(line: str, start: int) -> str:
    shown = line[start : start + _SHOWN]
    return "…" * (start > 0) + shown + "…" * (start + _SHOWN < len(line))
