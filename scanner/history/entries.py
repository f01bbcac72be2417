"""What a history answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scanner.history.lives import Life
from scanner.model import Level
from scanner.outcome import Audit, Past, Standing


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An audit as it is kept. number: the history's own. name: whose audits these are. version:
    trueup's."""

    number: int
    name: str
    version: str
    audit: Audit


@dataclass(frozen=True, slots=True)
class Event:
    """A finding that came, went or came back. audit: the number of the audit that saw it."""

    audit: int
    at: str
    standing: Standing
    severity: Level


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording an audit told. pasts: by (series, identity, environment), of everything that
    was found. resolved: what ended with it. trend: the audits of the same command, this one last.
    untold: findings that somebody is still to be told of."""

    number: int
    at: str
    pasts: Mapping[tuple[str, str, str], Past]
    resolved: tuple[Life, ...]
    trend: tuple[Audit, ...]
    untold: tuple[Life, ...]
