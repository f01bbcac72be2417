"""Where a history is kept, and how that is said without giving a password away."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from scanner.errors import UsageError

ENVIRONMENT: Final = "TRUEUP_HISTORY"
_SECRET = re.compile("pass|secret|token|key|credential", re.IGNORECASE)
# SQLAlchemy's own default for PostgreSQL is a driver without wheels for every platform.
_DRIVERS: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


@dataclass(frozen=True, slots=True)
class Place:
    """url: for SQLAlchemy. shown: for people and reports, without anything secret."""

    url: URL
    shown: str

    def without_secrets(self, words: str) -> str:
        """What a driver says, should it quote what it was given."""
        given = [value for one in self.url.query.values() for value in _texts(one)]
        for secret in (self.url.password, *given):
            words = words.replace(str(secret), "***") if secret else words
        return words

    @property
    def file(self) -> str | None:
        """The file of an SQLite database."""
        return self.url.database if self.url.get_backend_name() == "sqlite" else None


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def place_of(text: str, *, on_command_line: bool) -> Place:
    """The file or database that `text` names. Raises UsageError."""
    if "://" not in text:
        if not text or text == ":memory:" or os.path.isdir(text):
            raise UsageError(
                f"the history {text!r} is no file; name one such as audits.sqlite, or a database "
                "by its URL"
            )
        return Place(URL.create("sqlite", database=text), text)
    try:
        url = make_url(text)
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # What could not be understood may be a password.
        raise UsageError(
            "the history's URL is none that SQLAlchemy knows; write it as "
            "postgresql://USER@HOST/DATABASE or sqlite:///FILE"
        ) from None
    if on_command_line and (url.password is not None or any(map(_SECRET.search, url.query))):
        raise UsageError(
            "a password on the command line can be read by every user of the machine; set the URL "
            f"as {ENVIRONMENT} in the environment, or leave the password out of it and use "
            "PGPASSFILE or PGSERVICE"
        )
    place = Place(url, _shown(url))
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise UsageError("the history's URL names no file to keep it in; write sqlite:///FILE")
    return place


def _shown(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    # Drivers take passwords as parameters, too.
    plain = url.set(drivername=url.get_backend_name(), query={})
    return plain.render_as_string(hide_password=True)
