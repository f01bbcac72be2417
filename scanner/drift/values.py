"""Values of an attribute in each view, and how the three stand to each other. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scanner.compare import empty
from scanner.model import Path, Resource, Unknown, Value
from scanner.outcome import DriftClass
from scanner.projection import BY_ITSELF, NO_DEFAULT, Attribute, AttributeKind

MAX_DEPTH: Final = 64


class _Missing:
    """The type of `MISSING`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


# What most values are, and what holds nothing.
_PLAIN: Final = frozenset({str, bool, int, float, type(None)})

MISSING: Final = _Missing()
"""The view has no such attribute: undeclared, or not in an older state."""

# Where default_tags or default_labels flow into a second attribute, live has only their sum.
WITH_DEFAULTS: Final = {"tags": "tags_all", "labels": "effective_labels"}


def value_at(attributes: Mapping[str, Value], path: str) -> Value:
    """The value at a row's dotted path, stepping through single blocks; `MISSING` if not there.

    No block where one would be is null; of several blocks it is the list of their values.
    """
    if "." not in path:
        return attributes.get(path, MISSING)
    value: Value = attributes
    for step in path.split("."):
        value = _step(value, step)
        if value is MISSING or isinstance(value, Unknown):
            return value
    return value


def _step(value: Value, step: str) -> Value:
    if isinstance(value, Mapping):
        return value.get(step, MISSING)
    if value is None:
        return None
    if isinstance(value, list):
        if not value:
            return None
        if len(value) > 1:
            return [_step(item, step) for item in value]
        only = value[0]
        return only if isinstance(only, Unknown) else _step(only, step)
    return MISSING


def concrete_path(attributes: Mapping[str, Value], path: str) -> Path:
    """A dotted path with the index of each single block that it steps through."""
    steps: list[str | int] = []
    value: Value = attributes
    for step in path.split("."):
        if isinstance(value, list) and len(value) == 1:
            steps.append(0)
            value = value[0]
        steps.append(step)
        value = value.get(step) if isinstance(value, Mapping) else None
    return tuple(steps)


def has_unknown(value: Value) -> Unknown | None:
    """The first Unknown anywhere in `value`."""
    if type(value) in _PLAIN:
        return None
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Unknown):
            return one
        if isinstance(one, Mapping):
            pending.extend(one.values())
        elif isinstance(one, (list, tuple)):
            pending.extend(one)
    return None


def fill(declared: Value, recorded: Value, depth: int = MAX_DEPTH) -> Value:
    """`declared` with its unknown parts taken from `recorded`, as a plan would show them.

    `MISSING` when a part has no counterpart there.
    """
    if depth <= 0 or isinstance(declared, Unknown):
        return MISSING if depth <= 0 else recorded
    if isinstance(declared, Mapping) and has_unknown(declared):
        there = recorded if isinstance(recorded, Mapping) else {}
        filled = {
            name: fill(item, there.get(name, MISSING), depth - 1) for name, item in declared.items()
        }
        return MISSING if MISSING in filled.values() else filled
    if isinstance(declared, list) and has_unknown(declared):
        if not isinstance(recorded, list) or len(recorded) != len(declared):
            return MISSING
        items = [fill(*pair, depth - 1) for pair in zip(declared, recorded, strict=True)]
        return MISSING if any(item is MISSING for item in items) else items
    return declared


def views(
    row: Attribute, declared: Resource | None, recorded: Resource | None, live: Resource | None
) -> tuple[Value, Value, Value]:
    """What each view says of a row, ready for `classify`; `MISSING` where it says nothing."""
    code, state, there = (
        MISSING if one is None else value_at(one.attributes, row.path)
        for one in (declared, recorded, live)
    )
    if there is MISSING and live is not None and row.path.split(".", 1)[0] in live.attributes:
        # Its block was read, and has nothing there.
        there = None
    whole = WITH_DEFAULTS.get(row.path)
    if whole:
        code, state = _with_defaults(row.path, whole, code, state, declared, recorded)
    if not isinstance(code, Unknown) and has_unknown(code):
        filled = fill(code, state)
        code = has_unknown(code) if filled is MISSING else filled
    return code, state, there


def _with_defaults(
    name: str,
    whole: str,
    code: Value,
    state: Value,
    declared: Resource | None,
    recorded: Resource | None,
) -> tuple[Value, Value]:
    """Tags together with the provider's default tags, which is what live has."""
    own, every = state, MISSING
    if recorded is not None:
        every = recorded.attributes.get(whole, MISSING)
    state = every if isinstance(every, Mapping) else state
    evaluated = declared.attributes.get(whole, MISSING) if declared is not None else MISSING
    if isinstance(evaluated, Mapping):
        return evaluated, state
    if isinstance(code, Mapping) and isinstance(every, Mapping):
        mine = own if isinstance(own, Mapping) else {}
        defaults = {key: item for key, item in every.items() if key not in mine}
        return {**defaults, **code}, state
    return code, state


def classify(
    row: Attribute, declared: Value, recorded: Value, live: Value, has_code: bool = True
) -> DriftClass | None:
    """The class of one attribute; None when nothing is known that live could be compared with.

    has_code: the resource is in the code; without it, what it declares is not known, which is
    not the same as declaring nothing.

    A declared null counts as undeclared, and so does an Unknown; but only what is really
    undeclared folds into the default, since an unknown declared value is some value.
    """
    if lacking := has_unknown(live):
        return None if lacking.reason.startswith(BY_ITSELF) else DriftClass.UNREAD
    if row.kind is AttributeKind.COMPUTED:
        declared = MISSING
    unknown = isinstance(declared, Unknown)
    undeclared = unknown or declared is MISSING or declared is None
    if undeclared:
        return _undeclared(row, recorded, live, unknown or not has_code)
    if recorded is MISSING:
        return DriftClass.IN_SYNC if _same(row, declared, live) else DriftClass.DIFFERS
    deployed = _same(row, declared, recorded) or (
        # A null in the state stands for the platform's default.
        empty(recorded) and row.default is not NO_DEFAULT and _same(row, declared, row.default)
    )
    untouched = _same(row, recorded, live) or (empty(recorded) and _is_default(row, live))
    agreed = _same(row, declared, live)
    if agreed:
        # Comparators need not be transitive: "8.0" is 8.0.44 and 8.0.45 alike.
        return DriftClass.IN_SYNC if deployed or untouched else DriftClass.ADOPTED
    if untouched:
        return DriftClass.IN_SYNC if deployed else DriftClass.UNDEPLOYED
    return DriftClass.DRIFTED if deployed else DriftClass.CONFLICT


def _undeclared(row: Attribute, recorded: Value, live: Value, unknown: bool) -> DriftClass | None:
    if recorded is not MISSING and _same(row, recorded, live):
        return DriftClass.IN_SYNC
    if _is_default(row, live) and (not unknown or recorded is MISSING or empty(recorded)):
        return DriftClass.IN_SYNC
    if recorded is not MISSING:
        return DriftClass.DRIFTED
    if empty(live) and not unknown:
        return DriftClass.IN_SYNC
    return None if unknown or row.default is NO_DEFAULT else DriftClass.DIFFERS


def _same(row: Attribute, expected: Value, live: Value) -> bool:
    if type(expected) is type(live) and type(expected) in _PLAIN and expected == live:
        # Every comparator is reflexive, and most of what is compared has not changed.
        return True
    return (empty(expected) and empty(live)) or row.same(expected, live)


def _is_default(row: Attribute, live: Value) -> bool:
    return row.default is not NO_DEFAULT and _same(row, row.default, live)


def classify_undeployed(row: Attribute, declared: Value, recorded: Value) -> DriftClass | None:
    """The class of one attribute without a live view: applied, or not yet."""
    if isinstance(declared, Unknown) or declared in (None, MISSING) or recorded is MISSING:
        return None
    same = _same(row, declared, recorded)
    return DriftClass.IN_SYNC if same else DriftClass.UNDEPLOYED
