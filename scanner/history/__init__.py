"""The audits that a database keeps, and the life of each finding over them.

SQLAlchemy is loaded only by `open_history`: a run without a history does without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.errors import UsageError
from scanner.history.lives import Changes, Life, Sighting, changes, distinct, storable

if TYPE_CHECKING:
    from scanner.history.place import Place
    from scanner.history.store import History

__all__ = [
    "Changes",
    "Life",
    "Sighting",
    "changes",
    "distinct",
    "find_place",
    "open_history",
    "storable",
]

_MISSING = "a history needs {what}; install it with: pip install 'trueup[{extra}]'"


def find_place(text: str, *, on_command_line: bool) -> Place:
    """Where a history is: a file, or a database by its SQLAlchemy URL. Opens nothing.

    Raises UsageError for what is neither, for a password on the command line, where every user of
    the machine can read it, and where a package is missing.
    """
    try:
        from scanner.history.place import place_of
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sqlalchemy":
            raise
        raise UsageError(_MISSING.format(what="SQLAlchemy", extra="history")) from None
    place = place_of(text, on_command_line=on_command_line)
    try:
        place.url.get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        if place.url.drivername == "postgresql+psycopg":
            raise UsageError(_MISSING.format(what="psycopg", extra="postgresql")) from None
        raise UsageError(
            f"the database needs {error.name}, which is not installed; install it with pip"
        ) from None
    return place


def open_history(place: Place, *, create: bool) -> History:
    """The history there. create: make one where there is none.

    Raises HistoryError for one that cannot be opened, or is of a newer trueup.
    """
    from scanner.history.store import History

    return History(place, create=create)
