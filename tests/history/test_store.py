"""Audits in a database: whole or not at all, each once, whoever else writes."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, event, text
from sqlalchemy.engine import Engine

from scanner.errors import HistoryError, UsageError
from scanner.history import (
    Sighting,
    engine,
    find_place,
    open_history,
    recording,
    storable,
    store,
    tables,
)
from scanner.history.engine import BusyError
from scanner.history.place import Place
from scanner.model import Level
from scanner.outcome import Audit, Standing

from .conftest import NOTHING_FOUND, Record, everywhere, make_sighting


def rows(place: Place, table: str) -> list[tuple[object, ...]]:
    assert place.file is not None
    with sqlite3.connect(place.file) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_a_finding_comes_goes_and_comes_back(record: Record, place: Place) -> None:
    first = record("a", "b")
    assert {past.standing for past in first.pasts.values()} == {Standing.NEW}
    second = record("a")
    assert second.pasts[make_sighting("a").key].standing is Standing.PERSISTING
    assert [life.last.rule for life in second.resolved] == ["b"]
    third = record("a", "b")
    assert third.pasts[make_sighting("b").key].standing is Standing.REOPENED
    assert third.pasts[make_sighting("b").key].first_seen == first.at
    assert [(one.new, one.reopened, one.resolved) for one in third.trend] == [
        (2, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
    ]
    with open_history(place, create=False) as history:
        (life,) = history.lives("b|infra")
        standings = [one.standing.value for one in history.events(life)]
        assert standings == ["new", "resolved", "reopened"]
        entry, changed = history.audit(second.number)
        assert entry.audit.resolved == 1
        assert [(one.standing, life.last.rule) for one, life in changed] == [
            (Standing.RESOLVED, "b")
        ]


def test_what_was_not_looked_at_stays(record: Record) -> None:
    record("a", "b")
    assert record(covers=lambda life: life.last.rule == "a").resolved[0].last.rule == "a"
    assert record("b").pasts[make_sighting("b").key].standing is Standing.PERSISTING


def test_what_is_moved_lives_on(record: Record, place: Place) -> None:
    first = record("a")
    old = make_sighting("a")
    moved = replace(old, identity="a|infra|module.x.a|acl", earlier=("never", old.identity))
    second = record(moved)
    assert second.pasts[moved.key].standing is Standing.PERSISTING
    assert second.pasts[moved.key].first_seen == first.at
    assert second.resolved == ()
    assert len(rows(place, "trueup_finding")) == 1
    # The block is still there when something new gets the old name.
    third = record(moved, old)
    assert {past.standing.value for past in third.pasts.values()} == {"persisting", "new"}
    assert [life.last.identity for life in record(old).resolved] == [moved.identity]


def test_one_name_or_series_says_nothing_of_another(record: Record) -> None:
    record("a", make_sighting("b", series="drift live"))
    assert record(name="another").resolved == ()
    assert [life.last.rule for life in record(series=("drift live",)).resolved] == ["b"]
    assert record("a").pasts[make_sighting("a").key].standing is Standing.PERSISTING


def test_what_is_accepted_is_there_and_is_no_news(record: Record) -> None:
    accepted = replace(make_sighting("a"), kind="suppressed")
    first = record(accepted, notify=True)
    assert (first.trend[-1].new, first.untold) == (0, ())
    assert record("a").pasts[accepted.key].standing is Standing.PERSISTING
    record(accepted)
    assert record().trend[-1].resolved == 0


def test_a_finding_in_two_places_counts_once_and_is_active(record: Record) -> None:
    found = record(replace(make_sighting("a"), kind="suppressed"), "a")
    assert found.trend[-1].new == 1


def test_the_trend_is_of_one_command(record: Record) -> None:
    record("a", command="scan web")
    record("b", command="scan api")
    assert [one.command for one in record("a", command="scan web").trend] == ["scan web"] * 2


def test_news_are_kept_until_somebody_was_told(record: Record, place: Place) -> None:
    assert record("old").untold == ()
    first = record("old", "a", notify=True)
    assert [life.last.rule for life in first.untold] == ["a"]
    again = record("old", "a", "b", notify=True)
    assert {life.last.rule for life in again.untold} == {"a", "b"}
    with open_history(place, create=False) as history:
        history.told([life.number for life in again.untold])
    assert record("old", "a", "b", notify=True).untold == ()
    record("old", notify=True)
    assert [life.last.rule for life in record("old", "a", notify=True).untold] == ["a"]


def test_texts_that_no_database_takes(record: Record, place: Place) -> None:
    odd = storable(replace(make_sighting("a"), address="b\udcff\0\U0001f600", identity="x\udc80|y"))
    assert odd.key in record(odd).pasts
    assert record(odd).pasts[odd.key].standing is Standing.PERSISTING
    with open_history(place, create=False) as history:
        assert history.lives("x")[0].last == odd


def test_long_texts_are_kept_whole(record: Record, place: Place) -> None:
    odd = replace(make_sighting("a"), identity="x" * 100_000)
    record(odd)
    with open_history(place, create=False) as history:
        assert history.lives("xxx")[0].last == odd


def test_percent_signs_are_looked_for_as_they_are(record: Record, place: Place) -> None:
    record("a")
    with open_history(place, create=False) as history:
        assert history.lives("%") == []


# ---- interrupted, and at once ------------------------------------------------------------------


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")


def child(work: Callable[[], None]) -> int:
    """Do something in a process of its own; the status it ended with."""
    number = os.fork()
    if number == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(number, 0)[1]


def killed_at(statement: int, work: Callable[[], object]) -> Callable[[], None]:
    """`work`, which is killed as kill -9 does before its n-th statement is sent."""

    def run() -> None:
        sent = 0

        @event.listens_for(Engine, "before_cursor_execute")
        def count(*_arguments: object) -> None:
            nonlocal sent
            sent += 1
            if sent == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        work()

    return run


@forks
def test_an_audit_that_is_killed_leaves_nothing_and_loses_nothing(
    record: Record, place: Place
) -> None:
    record("a", "b")
    before = {name: rows(place, f"trueup_{name}") for name in ("audit", "finding", "event")}
    killed = 0
    for statement in range(1, 40):
        status = child(killed_at(statement, lambda: record("b", "c")))
        if not os.WIFSIGNALED(status):
            break
        killed += 1
        now = {name: rows(place, f"trueup_{name}") for name in before}
        assert now == before
    assert killed >= 10  # every statement of an audit was the last one once
    assert [len(rows(place, f"trueup_{n}")) for n in ("audit", "finding", "event")] == [2, 3, 4]
    again = record("b", "c")
    assert {past.standing for past in again.pasts.values()} == {Standing.PERSISTING}
    assert len(rows(place, "trueup_audit")) == 3


@forks
def test_the_first_audit_can_be_killed_too(record: Record, place: Place) -> None:
    for statement in range(1, 60):
        if not os.WIFSIGNALED(child(killed_at(statement, lambda: record("a")))):
            break
        assert statement < 59
    assert len(rows(place, "trueup_audit")) == len(rows(place, "trueup_finding")) == 1


@forks
def test_audits_at_once_wait_for_each_other(record: Record, place: Place) -> None:
    children = []
    for number in range(4):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                for _ in range(5):
                    record("shared", f"own{number}", covers=lambda _life: False)
                code = 0
            finally:
                os._exit(code)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    assert len(rows(place, "trueup_audit")) == 20
    assert len(rows(place, "trueup_finding")) == 5
    assert len(rows(place, "trueup_event")) == 5


def test_waiting_has_an_end(record: Record, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    record("a")
    monkeypatch.setattr(engine, "WAIT", 0.05)
    assert place.file is not None
    other = sqlite3.connect(place.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(HistoryError, match="somebody else has the history locked"):
        record("a")
    assert time.monotonic() - started < 10
    other.execute("ROLLBACK")
    other.close()
    assert record("a").trend[-1].new == 0


def test_an_answer_to_the_commit_that_is_lost(
    record: Record, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may commit and go away before it says so: the audit is not recorded twice."""
    record("a")
    original = store.History._writing
    lost = []

    def losing(self: store.History):  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def around():  # type: ignore[no-untyped-def]
            with original(self) as connection:
                yield connection
            if not lost:
                lost.append(True)
                raise BusyError("the connection was lost")

        return around()

    monkeypatch.setattr(store.History, "_writing", losing)
    assert record("a", "b").trend[-1].new == 1
    assert lost
    assert len(rows(place, "trueup_audit")) == 2


# ---- versions ------------------------------------------------------------------------------------


def _add_owner(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE trueup_finding ADD COLUMN owner INTEGER"))
    connection.execute(text("UPDATE trueup_finding SET owner = 7"))


def test_a_newer_trueup_takes_an_older_history_over(
    record: Record, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    record("a")
    assert rows(place, "trueup_schema") == [(1,)]
    later = (*tables.MIGRATIONS, _add_owner)
    monkeypatch.setattr(store, "MIGRATIONS", later)
    monkeypatch.setattr(store, "upgrade", lambda connection: tables.upgrade(connection, later))
    with open_history(place, create=False) as history:
        assert [one.last.rule for one in history.lives("a")] == ["a"]
    assert rows(place, "trueup_schema") == [(2,)]
    assert [row[-1] for row in rows(place, "trueup_finding")] == [7]


def test_a_migration_that_fails_changes_nothing(
    record: Record, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    record("a")

    def broken(connection: Connection) -> None:
        _add_owner(connection)
        connection.execute(text("UPDATE trueup_finding SET missing = 1"))

    later = (*tables.MIGRATIONS, broken)
    monkeypatch.setattr(store, "MIGRATIONS", later)
    monkeypatch.setattr(store, "upgrade", lambda connection: tables.upgrade(connection, later))
    with pytest.raises(HistoryError, match="no such column"):
        open_history(place, create=False)
    monkeypatch.undo()
    assert rows(place, "trueup_schema") == [(1,)]
    assert record("a").trend[-1].new == 0


def test_the_history_of_a_newer_trueup_is_left_alone(record: Record, place: Place) -> None:
    record("a")
    assert place.file is not None
    with sqlite3.connect(place.file) as connection:
        connection.execute("UPDATE trueup_schema SET version = 99")
    before = Path(place.file).read_bytes()
    with pytest.raises(HistoryError, match=r"newer trueup \(version 99 .*upgrade trueup"):
        record("a")
    assert Path(place.file).read_bytes() == before


def test_the_tables_are_those_of_version_one() -> None:
    """A released migration never changes: whoever changes a table writes another one."""
    assert len(tables.MIGRATIONS) == 1
    columns = {table.name: len(table.columns) for table in tables.METADATA.sorted_tables}
    assert columns == {
        "trueup_schema": 1,
        "trueup_audit": 15,
        "trueup_finding": 25,
        "trueup_event": 6,
    }
    assert Column("id", Integer).type.python_type is int


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE trueup_schema", "lacks others"),
        ("DELETE FROM trueup_schema", "which version"),
        ("DROP TABLE trueup_event", "no such table"),
    ],
)
def test_a_damaged_history_says_so(record: Record, place: Place, change: str, words: str) -> None:
    record("a")
    assert place.file is not None
    with sqlite3.connect(place.file) as connection:
        connection.execute(change)
    with pytest.raises(HistoryError, match=words):
        record("b")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trueup_finding SET severity = 'dreadful'",
        "UPDATE trueup_event SET standing = 'gone'",
    ],
)
def test_rows_that_make_no_sense(record: Record, place: Place, change: str) -> None:
    record("a")
    assert place.file is not None
    with sqlite3.connect(place.file) as connection:
        connection.execute(change)
    with (
        pytest.raises(HistoryError, match=r"audits.sqlite: .* makes no sense; restore a copy"),
        open_history(place, create=False) as history,
    ):
        history.audit(1)


def test_a_file_that_is_no_database(place: Place, record: Record) -> None:
    assert place.file is not None
    Path(place.file).write_text("this is a text, and no database at all\n" * 100)
    with pytest.raises(HistoryError, match="file is not a database"):
        record("a")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    place = find_place(str(tmp_path / "none" / "a.sqlite"), on_command_line=True)
    with pytest.raises(HistoryError, match="unable to open database file"):
        open_history(place, create=True)


def test_asking_makes_no_file(place: Place) -> None:
    with pytest.raises(UsageError, match="there is no such history"):
        open_history(place, create=False)
    assert place.file is not None
    assert not os.path.exists(place.file)


# ---- old audits ---------------------------------------------------------------------------


def test_pruning_forgets_what_was_not_seen_since(
    record: Record, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ["2026-01-01T00:00:00Z"]
    monkeypatch.setattr(recording.time, "strftime", lambda *_arguments: clock[0])
    record("old", "gone", "kept")
    clock[0] = "2026-02-01T00:00:00Z"
    record("gone", "kept", covers=lambda _life: False)
    clock[0] = "2026-03-01T00:00:00Z"
    record("kept", covers=lambda life: life.last.rule == "gone")
    with open_history(place, create=False) as history:
        assert history.prune("2026-02-15T00:00:00Z") == (2, 1)
        assert {one.last.rule for one in history.lives("")} == {"gone", "kept"}
        assert history.prune("2026-03-02T00:00:00Z") == (1, 2)
        assert history.lives("") == []
    assert rows(place, "trueup_event") == []
    assert {p.standing for p in record("kept").pasts.values()} == {Standing.NEW}


# ---- speed ---------------------------------------------------------------------------------------


def test_five_thousand_findings_take_under_a_second(place: Place) -> None:
    found = [make_sighting(f"r{number}") for number in range(5_000)]
    audit = Audit("", "scan .", True, NOTHING_FOUND)
    for part in (found, found, found[:2_500], found):
        started = time.process_time()
        with open_history(place, create=True) as history:
            history.record(audit, "shop", part, ("scan",), everywhere)
        assert time.process_time() - started < 1


def test_the_trend_of_a_thousand_audits_is_quick(record: Record, place: Place) -> None:
    record("a")
    assert place.file is not None
    with sqlite3.connect(place.file) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(trueup_audit)")][2:]
        columns = ", ".join(names)
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
            f"INSERT INTO trueup_audit (run, {columns}) SELECT i, {columns} FROM trueup_audit, n"
        )
    started = time.process_time()
    with open_history(place, create=False) as history:
        assert len(history.audits()) == 1_000
    assert len(record("a").trend) == 1_000
    assert time.process_time() - started < 0.5


# ---- where --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://trueup:geheim@db/audits",
        "postgresql+psycopg://db/audits?password=geheim",
        "postgresql://db/audits?sslpassword=geheim",
    ],
)
def test_a_password_on_the_command_line_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"TRUEUP_HISTORY.*PGPASSFILE") as caught:
        find_place(url, on_command_line=True)
    assert "geheim" not in str(caught.value)
    place = find_place(url, on_command_line=False)
    assert "geheim" not in place.shown
    assert place.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///:memory:", ":memory:", "nonsense://x:geheim@y", "://geheim"]
)
def test_what_is_no_place(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_place(url, on_command_line=False)
    assert "geheim" not in str(caught.value)


def test_what_a_driver_quotes_holds_no_password() -> None:
    url = "postgresql://me:geheim@db/audits?sslpassword=sehr"
    place = find_place(url, on_command_line=False)
    assert place.without_secrets("no geheim and sehr") == "no *** and ***"


def test_errors_of_a_server_hold_no_password() -> None:
    url = "postgresql://trueup:geheim@127.0.0.1:1/audits"
    place = find_place(url, on_command_line=False)
    with pytest.raises(HistoryError) as caught:
        open_history(place, create=True)
    assert "geheim" not in str(caught.value)
    assert "postgresql://trueup:***@127.0.0.1:1/audits" in str(caught.value)


def test_levels_and_texts_come_back(record: Record, place: Place) -> None:
    one = Sighting("scan", "i|.|a|", "prod", "i", Level.CRITICAL, "open", "t", "a", "", ".", "plan",
                   "", 1, "t", "drifted", "worsened", "ana@example.com")  # fmt: skip
    record(one)
    with open_history(place, create=False) as history:
        assert history.lives("i|")[0].last == one
