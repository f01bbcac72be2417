"""A connection to a history's database, and what it complains of as our own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from scanner.errors import HistoryError
from scanner.history.place import Place

WAIT: Final = 30
"""Seconds that an audit waits for another one to be recorded, each time that it tries."""


class BusyError(HistoryError):
    """Somebody else has it; worth another attempt."""


@contextmanager
def translated(place: Place) -> Iterator[None]:
    """Errors of the database as HistoryError, without a statement or a value."""
    try:
        yield
    except HistoryError as error:
        if str(error).startswith(f"{place.shown}: "):
            raise
        raise HistoryError(f"{place.shown}: {error}") from None
    except DBAPIError as error:
        words = place.without_secrets(_words(error))
        if _is_busy(error):
            raise BusyError(
                f"{place.shown}: somebody else has the history locked ({words}); run it again"
            ) from None
        raise HistoryError(f"{place.shown}: the history cannot be used: {words}") from None
    except SQLAlchemyError as error:
        raise HistoryError(
            f"{place.shown}: the history cannot be used: {type(error).__name__}"
        ) from None


def _is_busy(error: DBAPIError) -> bool:
    # SQLSTATE: lock not available, serialization failure, deadlock; connection lost.
    state = getattr(error.orig, "sqlstate", None)
    if state in ("55P03", "40001", "40P01") or error.connection_invalidated:
        return True
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _words(error: DBAPIError) -> str:
    """The first line of what the driver says; for people."""
    lines = str(error.orig).strip().splitlines()
    return " ".join(lines[0].split())[:300] if lines else type(error.orig).__name__


def engine_of(place: Place) -> Engine:
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
