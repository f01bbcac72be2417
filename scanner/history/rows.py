"""Rows of a history's tables as what they stand for."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from scanner.errors import HistoryError
from scanner.history.entries import AuditEntry, Event
from scanner.history.lives import Life, Sighting
from scanner.model import Level
from scanner.outcome import Audit, Standing


def digest(*parts: str) -> str:
    """What stands for texts of any length in an index."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def life_of(row: Any) -> Life:
    """A row of findings."""
    return Life(row.id, sighting_of(row), row.first_seen, row.last_seen, row.resolved, row.notify)


def sighting_of(row: Any) -> Sighting:
    """How a finding was when it was seen last."""
    return Sighting(
        row.series, row.identity, row.environment, row.rule, _level(row.severity), row.kind,
        row.type, row.address, row.attribute, row.scope, row.origin, row.path, row.line,
        row.title, row.drift_class, row.effect, row.actor,
    )  # fmt: skip


def entry_of(row: Any) -> AuditEntry:
    """A row of audits."""
    counts = {level: int(getattr(row, level.value)) for level in Level}
    audit = Audit(row.at, row.command, row.complete, counts, row.new, row.reopened, row.resolved)
    return AuditEntry(row.id, row.name, row.version, audit)


def event_of(row: Any) -> Event:
    """A row of events; its time and severity go by the names of ``when`` and ``was``."""
    return Event(row.audit, row.when, _standing(row.standing), _level(row.was))


def _level(text: Any) -> Level:
    try:
        return Level(text)
    except ValueError:
        raise HistoryError("a severity in it makes no sense; restore a copy") from None


def _standing(text: Any) -> Standing:
    try:
        return Standing(text)
    except ValueError:
        raise HistoryError("an event in it makes no sense; restore a copy") from None
