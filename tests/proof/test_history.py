"""Audits in a real PostgreSQL: the same lives as in SQLite, killed and at once."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine

from scanner.errors import HistoryError
from scanner.history import Life, Sighting, find_place, open_history, storable, store
from scanner.history.entries import Recorded
from scanner.history.place import Place
from scanner.model import Level
from scanner.outcome import Audit, Standing

sys.path.insert(0, os.path.dirname(__file__))

import debian

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where a server listens on loopback."""
    folder = os.environ.get("TRUEUP_POSTGRESQL")
    if not folder:
        pytest.skip("no PostgreSQL: TRUEUP_POSTGRESQL is not set; run `make proof`")
    with debian.postgresql_server(Path(folder)) as number:
        yield number


@pytest.fixture
def place(port: int, request: pytest.FixtureRequest) -> Place:
    """A database of the test's own."""
    name = f"audits_{abs(hash(request.node.name))}"
    engine = create_engine(f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    url = f"postgresql://postgres@127.0.0.1:{port}/{name}"
    return find_place(url, on_command_line=True)


def sighting(name: str) -> Sighting:
    return Sighting(
        "scan", f"{name}|infra|a.{name}|acl", "", name, Level.HIGH, "fail", "a", f"a.{name}",
        "acl", "infra", "code", "main.tf", 1, "wrong",
    )  # fmt: skip


def record(place: Place, *names: str, covers: Callable[[Life], bool] | None = None) -> Recorded:
    audit = Audit("", "scan .", True, dict.fromkeys(Level, 0))
    looks = covers or (lambda _life: True)
    with open_history(place, create=True) as history:
        return history.record(audit, "shop", [sighting(n) for n in names], ("scan",), looks)


def rows(place: Place, table: str) -> list[Any]:
    engine = create_engine(place.url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]
    engine.dispose()
    return sorted(found)


def test_the_life_of_a_finding(place: Place) -> None:
    record(place, "a", "b")
    assert [life.last.rule for life in record(place, "a").resolved] == ["b"]
    third = record(place, "a", "b")
    assert third.pasts[sighting("b").key].standing is Standing.REOPENED
    assert [(one.new, one.reopened, one.resolved) for one in third.trend] == [
        (2, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
    ]
    with open_history(place, create=False) as history:
        (life,) = history.lives("b|infra")
        standings = [one.standing.value for one in history.events(life)]
        assert standings == ["new", "resolved", "reopened"]
        assert history.audit(2)[1][0][1].last.rule == "b"
        assert history.prune("2020-01-01T00:00:00Z") == (0, 0)
        assert history.prune("2100-01-01T00:00:00Z") == (3, 2)


def test_texts_that_it_does_not_take(place: Place) -> None:
    import dataclasses

    odd = storable(dataclasses.replace(sighting("a"), identity="x\0\udcff" * 50_000))
    audit = Audit("", "scan .", True, dict.fromkeys(Level, 0))
    for standing in (Standing.NEW, Standing.PERSISTING):
        with open_history(place, create=True) as history:
            found = history.record(audit, "shop", [odd], ("scan",), lambda _life: True)
        assert found.pasts[odd.key].standing is standing


def test_audits_that_are_killed_leave_nothing_and_lose_nothing(place: Place) -> None:
    record(place, "a", "b")
    tables = ("trueup_audit", "trueup_finding", "trueup_event")
    before = [rows(place, table) for table in tables]
    killed = 0
    for statement in range(1, 60):
        pid = os.fork()
        if pid == 0:
            sent = 0

            @event.listens_for(Engine, "before_cursor_execute")
            def count(*_arguments: object, at: int = statement) -> None:
                nonlocal sent
                sent += 1
                if sent == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            code = 1
            with contextlib.suppress(HistoryError):
                record(place, "b", "c")
                code = 0
            os._exit(code)
        status = os.waitpid(pid, 0)[1]
        if not os.WIFSIGNALED(status):
            assert status == 0
            break
        killed += 1
        assert [rows(place, table) for table in tables] == before
    assert killed >= 10
    assert [len(rows(place, table)) for table in tables] == [2, 3, 4]


def test_the_first_audits_at_once(place: Place) -> None:
    """Also the tables are made once, whoever comes first."""
    children = []
    for number in range(4):
        pid = os.fork()
        if pid == 0:
            code = 1
            with contextlib.suppress(Exception):
                for _ in range(4):
                    record(place, "shared", f"own{number}", covers=lambda _life: False)
                code = 0
            os._exit(code)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    assert len(rows(place, "trueup_audit")) == 16
    assert len(rows(place, "trueup_finding")) == 5
    assert len(rows(place, "trueup_event")) == 5


def test_waiting_has_an_end(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    record(place, "a")
    monkeypatch.setattr(store, "WAIT", 1)
    engine = create_engine(place.url)
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f"SELECT pg_advisory_xact_lock({store._LOCK})"))
        started = time.monotonic()
        with pytest.raises(HistoryError, match="somebody else has the history locked"):
            record(place, "a")
        assert time.monotonic() - started < 20
    engine.dispose()
    assert record(place, "a").trend[-1].new == 0


def test_five_thousand_findings_take_under_a_second(place: Place) -> None:
    names = [f"r{number}" for number in range(5_000)]
    for part in (names, names, names[:2_500], names):
        started = time.process_time()
        record(place, *part)
        assert time.process_time() - started < 1


def test_the_environment_names_the_server(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What libpq knows from its own variables need not stand in the URL."""
    record(place, "a")
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", str(place.url.port))
    monkeypatch.setenv("PGUSER", "postgres")
    found = find_place(f"postgresql:///{place.url.database}", on_command_line=True)
    assert record(found, "a").trend[-1].new == 0
