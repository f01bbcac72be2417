"""A history in a database, through SQLAlchemy.

An audit is recorded in one transaction, whole or not at all, and one at a time: a second waits.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from types import TracebackType
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from scanner.errors import HistoryError, UsageError
from scanner.history.entries import AuditEntry, Event, Recorded
from scanner.history.lives import Changes, Life, Sighting, changes, distinct
from scanner.history.place import Place
from scanner.history.tables import AUDIT, EVENT, FINDING, MIGRATIONS, VERSION, upgrade, version_of
from scanner.model import Level
from scanner.outcome import Audit, Past, Standing
from scanner.version import __version__

WAIT: Final = 30
"""Seconds that an audit waits for another one to be recorded, in each of `ATTEMPTS`."""
ATTEMPTS: Final = 3
MOST_AUDITS: Final = 1_000
_CHUNK: Final = 500
# Any number will do, as long as no other program asks PostgreSQL for the same.
_LOCK: Final = 0x7472756575
_SIGHTED: Final = (
    "series", "identity", "environment", "rule", "severity", "kind", "type", "address",
    "attribute", "scope", "origin", "path", "line", "title", "drift_class", "effect", "actor",
)  # fmt: skip


class History:
    """The audits in one database. A context manager that closes it."""

    def __init__(self, place: Place, *, create: bool) -> None:
        self._place = place
        if place.file is not None and not create and not os.path.exists(place.file):
            raise UsageError(
                f"{place.shown}: there is no such history; "
                "record an audit with `trueup drift --history`"
            )
        self._engine = _engine(place)
        with self._reading() as connection:
            version = version_of(connection)
        if version == 0 and not create:
            raise UsageError(f"{place.shown}: no audit was ever recorded there")
        if version != len(MIGRATIONS):
            with self._writing() as connection:
                upgrade(connection)

    def __enter__(self) -> History:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    # ---- recording ---------------------------------------------------------------------------

    def record(
        self,
        audit: Audit,
        name: str,
        sightings: Sequence[Sighting],
        series: Sequence[str],
        covers: Callable[[Life], bool],
        *,
        notify: bool = False,
    ) -> Recorded:
        """Keep an audit: all of it, once, or nothing. The time of `audit` is not asked.

        name: whose audits these are, at most 200 characters. sightings: storable ones. series:
        those looked at, with what is found now or not. covers: see `scanner.history.changes`.
        notify: somebody is to be told of what is new. Raises HistoryError.
        """
        found = distinct(sightings)
        run = uuid.uuid4().hex
        done: Recorded | None = None
        for attempt in range(ATTEMPTS):
            try:
                with self._writing() as connection:
                    # An answer to the commit may be lost, and not the commit.
                    if done is None or not _is_there(connection, run):
                        upgrade(connection)
                        done = _record(connection, audit, run, name, found, series, covers, notify)
            except _BusyError:
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(0.1 * 2**attempt)
            else:
                break
        assert done is not None
        return done

    def told(self, numbers: Sequence[int]) -> None:
        """Note that somebody was told of these findings."""
        with self._writing() as connection:
            for part in _chunks(numbers):
                connection.execute(
                    update(FINDING).where(FINDING.c.id.in_(part)).values(notify=False)
                )

    def prune(self, before: str) -> tuple[int, int]:
        """Forget audits before a time, and findings that were last seen before it.

        Returns how many of both.
        """
        with self._writing() as connection:
            old = select(FINDING.c.id).where(
                FINDING.c.last_seen < before,
                or_(FINDING.c.resolved.is_(None), FINDING.c.resolved < before),
            )
            connection.execute(delete(EVENT).where(EVENT.c.finding.in_(old)))
            findings = connection.execute(
                delete(FINDING).where(
                    FINDING.c.last_seen < before,
                    or_(FINDING.c.resolved.is_(None), FINDING.c.resolved < before),
                )
            ).rowcount
            audits = connection.execute(delete(AUDIT).where(AUDIT.c.at < before)).rowcount
        return audits, findings

    # ---- asking ------------------------------------------------------------------------------

    def audits(self, name: str | None = None, most: int = MOST_AUDITS) -> list[AuditEntry]:
        """The last audits, oldest first. name: only those of this name."""
        with self._reading() as connection:
            query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(most)
            if name is not None:
                query = query.where(AUDIT.c.name == name)
            return [_entry(row) for row in connection.execute(query)][::-1]

    def audit(self, number: int) -> tuple[AuditEntry, list[tuple[Event, Life]]]:
        """One audit, and whose lives it changed."""
        with self._reading() as connection:
            row = connection.execute(select(AUDIT).where(AUDIT.c.id == number)).first()
            if row is None:
                raise UsageError(
                    f"{self._place.shown}: there is no audit {number}; `trueup history` lists them"
                )
            query = (
                select(EVENT.c.standing.label("standing"), EVENT.c.at.label("when"),
                       EVENT.c.severity.label("was"), EVENT.c.audit.label("audit"), FINDING)
                .join(FINDING, FINDING.c.id == EVENT.c.finding)
                .where(EVENT.c.audit == number)
                .order_by(EVENT.c.id)
            )  # fmt: skip
            pairs = [(_event(one), _life(one)) for one in connection.execute(query)]
            return _entry(row), pairs

    def lives(self, wanted: str, name: str | None = None, most: int = 100) -> list[Life]:
        """The findings whose identity has `wanted` in it, those that are there first."""
        with self._reading() as connection:
            query = select(FINDING).where(FINDING.c.identity.contains(wanted, autoescape=True))
            if name is not None:
                query = query.where(FINDING.c.name == name)
            query = query.order_by(
                FINDING.c.resolved.is_not(None), FINDING.c.last_seen.desc(), FINDING.c.id
            ).limit(most)
            return [_life(row) for row in connection.execute(query)]

    def events(self, life: Life) -> list[Event]:
        """When a finding came and went, oldest first."""
        with self._reading() as connection:
            query = (
                select(EVENT.c.standing, EVENT.c.at.label("when"), EVENT.c.severity.label("was"),
                       EVENT.c.audit)
                .where(EVENT.c.finding == life.number)
                .order_by(EVENT.c.id)
            )  # fmt: skip
            return [_event(row) for row in connection.execute(query)]

    # ---- transactions ------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._translated(), self._engine.connect() as connection:
            connection = connection.execution_options(trueup_writing=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                elif connection.dialect.name != "sqlite" and version_of(connection):
                    connection.execute(select(VERSION.c.version).with_for_update())
                yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What the database complains of, as our own errors, without a statement or a value."""
        try:
            yield
        except HistoryError as error:
            if str(error).startswith(f"{self._place.shown}: "):
                raise
            raise HistoryError(f"{self._place.shown}: {error}") from None
        except (OperationalError, DBAPIError) as error:
            words = _words(error)
            if _is_busy(error):
                raise _BusyError(
                    f"{self._place.shown}: somebody else has the history locked ({words}); run it "
                    "again"
                ) from None
            raise HistoryError(
                f"{self._place.shown}: the history cannot be used: {words}"
            ) from None
        except SQLAlchemyError as error:
            raise HistoryError(
                f"{self._place.shown}: the history cannot be used: {type(error).__name__}"
            ) from None


class _BusyError(HistoryError):
    """Somebody else has it; worth another attempt."""


def _is_busy(error: DBAPIError) -> bool:
    # SQLSTATE: lock not available, serialization failure, deadlock; connection lost.
    state = getattr(error.orig, "sqlstate", None)
    if state in ("55P03", "40001", "40P01") or error.connection_invalidated:
        return True
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _words(error: DBAPIError) -> str:
    """The first line of what the driver says; it never holds a password."""
    lines = str(error.orig).strip().splitlines()
    return " ".join(lines[0].split())[:300] if lines else type(error.orig).__name__


def _engine(place: Place) -> Engine:
    """A connection for each transaction: there are few, and none is held while a scan runs."""
    if place.file is None:
        options: dict[str, Any] = {}
        if place.url.get_backend_name() == "postgresql":
            options = {"connect_timeout": WAIT}
        return create_engine(
            place.url, poolclass=NullPool, hide_parameters=True, connect_args=options
        )
    engine = create_engine(
        place.url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": WAIT}
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # Python's driver begins transactions late, and commits them early; we do both ourselves.
        connection.isolation_level = None
        connection.execute("PRAGMA trusted_schema = OFF")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("trueup_writing", False)
        # The lock at once: two that read first and then want to write would wait for each other.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


# ---- rows ----------------------------------------------------------------------------------


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _life(row: Any) -> Life:
    return Life(row.id, _sighting(row), row.first_seen, row.last_seen, row.resolved, row.notify)


def _sighting(row: Any) -> Sighting:
    return Sighting(
        row.series, row.identity, row.environment, row.rule, Level(row.severity), row.kind,
        row.type, row.address, row.attribute, row.scope, row.origin, row.path, row.line,
        row.title, row.drift_class, row.effect, row.actor,
    )  # fmt: skip


def _entry(row: Any) -> AuditEntry:
    counts = {level: int(getattr(row, level.value)) for level in Level}
    audit = Audit(row.at, row.command, row.complete, counts, row.new, row.reopened, row.resolved)
    return AuditEntry(row.id, row.name, row.version, audit)


def _event(row: Any) -> Event:
    return Event(row.audit, row.when, Standing(row.standing), Level(row.was))


def _is_there(connection: Connection, run: str) -> bool:
    return connection.execute(select(AUDIT.c.id).where(AUDIT.c.run == run)).first() is not None


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


# ---- one audit -----------------------------------------------------------------------------


def _record(
    connection: Connection,
    audit: Audit,
    run: str,
    name: str,
    found: Sequence[Sighting],
    series: Sequence[str],
    covers: Callable[[Life], bool],
    notify: bool,
) -> Recorded:
    keys = {_digest(name, *one.key): one for one in found}
    lanes = [_digest(name, one) for one in sorted({*series, *(s.series for s in found)})]
    before = [_digest(name, *key) for one in found for key in one.keys]
    lives = _lives(connection, before, lanes)
    result = changes(lives.values(), found, covers)
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    number = _write_audit(connection, audit, run, name, now, result)
    _write_new(connection, name, keys, result, now, notify)
    _write_known(connection, keys, result, now, notify)
    ended = [life.number for life in result.resolved]
    for part in _chunks(ended):
        connection.execute(
            update(FINDING).where(FINDING.c.id.in_(part)).values(resolved=now, notify=False)
        )
    after = _lives(connection, list(keys), ())
    _write_events(connection, number, now, keys, after, result)
    pasts = {
        one.key: Past(result.standings[one.key], after[key].first_seen, now)
        for key, one in keys.items()
    }
    subject = _digest(name, audit.command)
    query = select(AUDIT).where(AUDIT.c.subject == subject)
    query = query.order_by(AUDIT.c.id.desc()).limit(MOST_AUDITS)
    trend = [_entry(row).audit for row in connection.execute(query)][::-1]
    untold = [life for life in after.values() if life.notify and life.last.active]
    return Recorded(number, now, pasts, result.resolved, tuple(trend), tuple(untold))


def _lives(connection: Connection, keys: Sequence[str], lanes: Sequence[str]) -> dict[str, Life]:
    """By key: those of the keys, and all that are there of the lanes."""
    found: dict[str, Life] = {}
    for part in _chunks(lanes):
        query = select(FINDING).where(FINDING.c.lane.in_(part), FINDING.c.resolved.is_(None))
        found.update((row.key, _life(row)) for row in connection.execute(query))
    for part in _chunks([key for key in keys if key not in found]):
        query = select(FINDING).where(FINDING.c.key.in_(part))
        found.update((row.key, _life(row)) for row in connection.execute(query))
    return found


def _write_audit(
    connection: Connection, audit: Audit, run: str, name: str, now: str, result: Changes
) -> int:
    done = connection.execute(
        insert(AUDIT).values(
            run=run,
            at=now,
            name=name,
            subject=_digest(name, audit.command),
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
            "lane": _digest(name, one.series),
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
    for part in _chunks(same):
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
