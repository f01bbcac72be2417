"""One audit into the tables, within the transaction that is open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from scanner.history.entries import Recorded
from scanner.history.lives import Changes, Life, Sighting, changes
from scanner.history.rows import digest, entry_of, life_of
from scanner.history.tables import AUDIT, EVENT, FINDING
from scanner.model import Level
from scanner.outcome import Audit, Past, Standing
from scanner.version import __version__

MOST_AUDITS: Final = 1_000
"""As many are part of a trend."""
_CHUNK: Final = 500
_SIGHTED: Final = (
    "series", "identity", "environment", "rule", "severity", "kind", "type", "address",
    "attribute", "scope", "origin", "path", "line", "title", "drift_class", "effect", "actor",
)  # fmt: skip


def is_there(connection: Connection, run: str) -> bool:
    """Whether a run was recorded."""
    return connection.execute(select(AUDIT.c.id).where(AUDIT.c.run == run)).first() is not None


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Parts of a list that a statement can name."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def write_audit(
    connection: Connection,
    audit: Audit,
    run: str,
    name: str,
    found: Sequence[Sighting],
    series: Sequence[str],
    covers: Callable[[Life], bool],
    notify: bool,
) -> Recorded:
    """See `scanner.history.store.History.record`. run: a name of its own for this audit."""
    keys = {digest(name, *one.key): one for one in found}
    lanes = [digest(name, one) for one in sorted({*series, *(s.series for s in found)})]
    before = [digest(name, *key) for one in found for key in one.keys]
    lives = _lives(connection, before, lanes)
    result = changes(lives.values(), found, covers)
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    number = _write_row(connection, audit, run, name, now, result)
    _write_new(connection, name, keys, result, now, notify)
    _write_known(connection, keys, result, now, notify)
    ended = [life.number for life in result.resolved]
    for part in chunks(ended):
        connection.execute(
            update(FINDING).where(FINDING.c.id.in_(part)).values(resolved=now, notify=False)
        )
    after = _lives(connection, list(keys), ())
    _write_events(connection, number, now, keys, after, result)
    pasts = {
        one.key: Past(result.standings[one.key], after[key].first_seen, now)
        for key, one in keys.items()
    }
    subject = digest(name, audit.command)
    query = select(AUDIT).where(AUDIT.c.subject == subject)
    query = query.order_by(AUDIT.c.id.desc()).limit(MOST_AUDITS)
    trend = [entry_of(row).audit for row in connection.execute(query)][::-1]
    untold = [life for life in after.values() if life.notify and life.last.active]
    return Recorded(number, now, pasts, result.resolved, tuple(trend), tuple(untold))


def _lives(connection: Connection, keys: Sequence[str], lanes: Sequence[str]) -> dict[str, Life]:
    """By key: those of the keys, and all that are there of the lanes."""
    found: dict[str, Life] = {}
    for part in chunks(lanes):
        query = select(FINDING).where(FINDING.c.lane.in_(part), FINDING.c.resolved.is_(None))
        found.update((row.key, life_of(row)) for row in connection.execute(query))
    for part in chunks([key for key in keys if key not in found]):
        query = select(FINDING).where(FINDING.c.key.in_(part))
        found.update((row.key, life_of(row)) for row in connection.execute(query))
    return found


def _write_row(
    connection: Connection, audit: Audit, run: str, name: str, now: str, result: Changes
) -> int:
    done = connection.execute(
        insert(AUDIT).values(
            run=run,
            at=now,
            name=name,
            subject=digest(name, audit.command),
            command=audit.command,
            version=__version__,
            complete=audit.complete,
            new=result.count(Standing.NEW),
            reopened=result.count(Standing.REOPENED),
            resolved=result.count(Standing.RESOLVED),
            **{level.value: audit.counts.get(level, 0) for level in Level},
        )
    )
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def _write_new(
    connection: Connection,
    name: str,
    keys: dict[str, Sighting],
    result: Changes,
    now: str,
    notify: bool,
) -> None:
    rows = [
        {
            "key": key,
            "lane": digest(name, one.series),
            "name": name,
            **_columns(one),
            "first_seen": now,
            "last_seen": now,
            "resolved": None,
            "notify": notify and one.active,
        }
        for key, one in keys.items()
        if result.standings[one.key] is Standing.NEW
    ]
    if rows:
        connection.execute(insert(FINDING), rows)


def _columns(one: Sighting) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in _SIGHTED}, "severity": one.severity.value}


def _write_known(
    connection: Connection,
    keys: dict[str, Sighting],
    result: Changes,
    now: str,
    notify: bool,
) -> None:
    """Most are as they were: for these one statement for hundreds."""
    same: list[int] = []
    rows = []
    for key, one in keys.items():
        if result.standings[one.key] is Standing.NEW:
            continue
        life = result.lives[one.key]
        if life.last == one and life.resolved is None:
            same.append(life.number)
            continue
        again = result.standings[one.key] is Standing.REOPENED and notify and one.active
        rows.append(
            {
                "b_id": life.number,
                "key": key,
                **_columns(one),
                "last_seen": now,
                "resolved": None,
                "notify": again or (life.notify and one.active),
            }
        )
    for part in chunks(same):
        connection.execute(update(FINDING).where(FINDING.c.id.in_(part)).values(last_seen=now))
    if rows:
        connection.execute(update(FINDING).where(FINDING.c.id == bindparam("b_id")), rows)


def _write_events(
    connection: Connection,
    number: int,
    now: str,
    keys: dict[str, Sighting],
    after: dict[str, Life],
    result: Changes,
) -> None:
    told = [
        (after[key].number, result.standings[one.key].value, one.severity.value)
        for key, one in keys.items()
        if result.standings[one.key] is not Standing.PERSISTING
    ]
    told += [
        (life.number, Standing.RESOLVED.value, life.last.severity.value) for life in result.resolved
    ]
    if told:
        connection.execute(
            insert(EVENT),
            [
                {"finding": finding, "audit": number, "at": now, "standing": standing,
                 "severity": severity}
                for finding, standing, severity in told
            ],
        )  # fmt: skip
