"""The class of a field of a Kubernetes object that is not live what is declared. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scanner.drift.fields import Field
from scanner.drift.spellings import same
from scanner.drift.undeclared import says_nothing
from scanner.drift.values import MISSING
from scanner.model import Value
from scanner.outcome import DriftClass

Covers = Callable[[Value, Value], bool]
"""Whether all that the first says is in the second, which may say more."""


class Views(NamedTuple):
    """One field in each view; `MISSING` where a view lacks it. of: what the schema says of it."""

    declared: Value
    recorded: Value
    live: Value
    of: Field


def classify(views: Views, has_record: bool, by_state: bool, covers: Covers) -> DriftClass:
    """Which side has moved.

    has_record: whether something tells what was applied. by_state: what is recorded is a Terraform
    state, which has what the platform filled in as well.
    """
    declared, recorded, live, of = views
    if not has_record:
        return DriftClass.DIFFERS
    if (_stems_from if by_state else _equal)(recorded, declared, of, covers):
        return DriftClass.DRIFTED
    if _equal(recorded, live, of, covers) or (recorded is MISSING and declared is not MISSING):
        # What was never applied is the server's to fill in.
        return DriftClass.UNDEPLOYED
    return DriftClass.DRIFTED if declared is MISSING else DriftClass.CONFLICT


def _stems_from(recorded: Value, declared: Value, of: Field, covers: Covers) -> bool:
    """Whether what a state has comes of what is declared."""
    if recorded is MISSING:
        return declared is MISSING or says_nothing(declared)
    for kind in (Mapping, list):
        if isinstance(declared, kind) and isinstance(recorded, kind):
            return covers(declared, recorded)
    return _equal(recorded, declared, of, covers)


def _equal(recorded: Value, other: Value, of: Field, covers: Covers) -> bool:
    if recorded is MISSING or other is MISSING:
        return recorded is other
    if isinstance(recorded, Mapping) and isinstance(other, Mapping):
        return covers(recorded, other)
    if isinstance(recorded, (list, Mapping)) or isinstance(other, (list, Mapping)):
        return bool(recorded == other)
    return same(of, recorded, other)
