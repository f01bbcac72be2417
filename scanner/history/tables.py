"""The tables of a history, and how those of an earlier version become today's.

Plain SQL types that every database has. Texts of any length are never part of an index, since
databases limit those: `key` is a digest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

from scanner.errors import HistoryError

METADATA: Final = MetaData()

# SQLite counts rows by itself for INTEGER alone.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

VERSION: Final = Table("trueup_schema", METADATA, Column("version", Integer, nullable=False))

AUDIT: Final = Table(
    "trueup_audit",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("run", CHAR(32), nullable=False, unique=True),
    Column("at", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("subject", CHAR(64), nullable=False),
    Column("command", Text, nullable=False),
    Column("version", String(40), nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("critical", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    Column("medium", Integer, nullable=False),
    Column("low", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("resolved", Integer, nullable=False),
    Index("trueup_audit_subject", "subject"),
    Index("trueup_audit_at", "at"),
)
"""subject: the digest of name and command, which tells whose trend an audit is part of."""

FINDING: Final = Table(
    "trueup_finding",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("key", CHAR(64), nullable=False, unique=True),
    Column("lane", CHAR(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("series", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("environment", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("type", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("attribute", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("origin", String(12), nullable=False),
    Column("path", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("drift_class", String(16), nullable=False),
    Column("effect", String(12), nullable=False),
    Column("actor", Text, nullable=False),
    Column("first_seen", String(20), nullable=False),
    Column("last_seen", String(20), nullable=False),
    Column("resolved", String(20)),
    Column("notify", Boolean, nullable=False),
    Index("trueup_finding_lane", "lane", "resolved"),
)
"""lane: the digest of name and series."""

EVENT: Final = Table(
    "trueup_event",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column(
        "finding",
        _NUMBER,
        ForeignKey("trueup_finding.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("audit", _NUMBER, nullable=False, index=True),
    Column("at", String(20), nullable=False),
    Column("standing", String(12), nullable=False),
    Column("severity", String(8), nullable=False),
)
"""When a finding came, went and came back. audit: whose row may be pruned since."""


def _create(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)


MIGRATIONS: Final[Sequence[Callable[[Connection], None]]] = (_create,)
"""The n-th turns the tables of version n (0: none) into those of version n + 1. A released one
never changes: whoever changes a table adds another, and has the first create the older tables."""


def version_of(connection: Connection) -> int:
    """The version of the tables there are; 0 where there are none.

    Raises HistoryError for a database that is somebody else's or damaged.
    """
    names = inspect(connection).get_table_names()
    if VERSION.name not in names:
        if any(name.startswith("trueup_") for name in names):
            raise HistoryError("it has some tables of a history and lacks others; restore a copy")
        return 0
    rows = connection.execute(select(VERSION.c.version)).scalars().all()
    if len(rows) != 1:
        raise HistoryError("it does not say which version it is; restore a copy")
    return int(rows[0])


def upgrade(
    connection: Connection, migrations: Sequence[Callable[[Connection], None]] = MIGRATIONS
) -> None:
    """Make the tables those of today, in the transaction that is open.

    Raises HistoryError for tables of a later trueup.
    """
    version = version_of(connection)
    if version > len(migrations):
        raise HistoryError(
            f"it was written by a newer trueup (version {version} of its tables, this one knows "
            f"{len(migrations)}); upgrade trueup"
        )
    if version == len(migrations):
        return
    for migrate in migrations[version:]:
        migrate(connection)
    connection.execute(VERSION.delete())
    connection.execute(VERSION.insert().values(version=len(migrations)))
