"""A history in a database, through SQLAlchemy.

An audit is recorded in one transaction, whole or not at all, and one at a time: a second waits.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Final

from sqlalchemy import Connection, delete, or_, select, text, update

from scanner.errors import UsageError
from scanner.history.engine import WAIT, BusyError, engine_of, translated
from scanner.history.entries import AuditEntry, Event, Recorded
from scanner.history.lives import Life, Sighting, distinct
from scanner.history.place import Place
from scanner.history.recording import MOST_AUDITS, chunks, is_there, write_audit
from scanner.history.rows import entry_of, event_of, life_of
from scanner.history.tables import AUDIT, EVENT, FINDING, MIGRATIONS, VERSION, upgrade, version_of
from scanner.outcome import Audit

ATTEMPTS: Final = 3
# Any number will do, as long as no other program asks PostgreSQL for the same.
_LOCK: Final = 0x7472756575


class History:
    """The audits in one database. A context manager that closes it."""

    def __init__(self, place: Place, *, create: bool) -> None:
        self._place = place
        if place.file is not None and not create and not os.path.exists(place.file):
            raise UsageError(
                f"{place.shown}: there is no such history; "
                "record an audit with `trueup drift --history`"
            )
        self._engine = engine_of(place)
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
                    if done is None or not is_there(connection, run):
                        upgrade(connection)
                        done = write_audit(
                            connection, audit, run, name, found, series, covers, notify
                        )
            except BusyError:
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
            for part in chunks(numbers):
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
            return [entry_of(row) for row in connection.execute(query)][::-1]

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
            pairs = [(event_of(one), life_of(one)) for one in connection.execute(query)]
            return entry_of(row), pairs

    def lives(self, wanted: str, name: str | None = None, most: int = 100) -> list[Life]:
        """The findings whose identity has `wanted` in it, those that are there first."""
        with self._reading() as connection:
            query = select(FINDING).where(FINDING.c.identity.contains(wanted, autoescape=True))
            if name is not None:
                query = query.where(FINDING.c.name == name)
            query = query.order_by(
                FINDING.c.resolved.is_not(None), FINDING.c.last_seen.desc(), FINDING.c.id
            ).limit(most)
            return [life_of(row) for row in connection.execute(query)]

    def events(self, life: Life) -> list[Event]:
        """When a finding came and went, oldest first."""
        with self._reading() as connection:
            query = (
                select(EVENT.c.standing, EVENT.c.at.label("when"), EVENT.c.severity.label("was"),
                       EVENT.c.audit)
                .where(EVENT.c.finding == life.number)
                .order_by(EVENT.c.id)
            )  # fmt: skip
            return [event_of(row) for row in connection.execute(query)]

    # ---- transactions ------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self._place), self._engine.connect() as connection:
            connection = connection.execution_options(trueup_writing=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                elif connection.dialect.name != "sqlite" and version_of(connection):
                    connection.execute(select(VERSION.c.version).with_for_update())
                yield connection
