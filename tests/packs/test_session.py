"""Workers kept for several runs: what is asked again, by whom, and that nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scanner.model import Location, Resource
from scanner.outcome import Choice
from scanner.packs.checkov import client
from scanner.packs.checkov import session as sessions
from scanner.packs.checkov.session import Ask, Session
from scanner.packs.checkov.verdicts import Ran, places_of, run_pack

Make = Callable[..., Resource]
Fake = Callable[..., str]
PLACES = ("resource/aws_db_instance", "resource/aws_db_parameter_group")


class Asked(NamedTuple):
    """A request as a worker met it. pid: the worker's."""

    pid: int
    request: dict[str, Any]


class Log:
    """What workers were asked, in their order."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "asked"

    def writing(self, then: str = "pass") -> str:
        """Python for a worker that writes down each request."""
        entry = "json.dumps([os.getpid(), request])"
        write = f"open({str(self.path)!r}, 'a').write({entry} + '\\n')"
        return f"{write}\n        {then}"

    @property
    def entries(self) -> list[Asked]:
        if not self.path.exists():
            return []
        return [Asked(*json.loads(line)) for line in self.path.read_text().splitlines()]

    @property
    def judged(self) -> list[Asked]:
        return [one for one in self.entries if one.request["do"] == "judge"]

    @property
    def pids(self) -> set[int]:
        return {one.pid for one in self.entries}


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path)


@pytest.fixture(autouse=True)
def nothing_stays(log: Log) -> Iterator[None]:
    """Neither a process nor a thread."""
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before
    for pid in log.pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.fixture
def databases(make_resource: Make) -> list[Resource]:
    return [make_resource("aws_db_instance", name, engine=name) for name in ("a", "b", "c")]


def run(session: Session, resources: Sequence[Resource]) -> Ran:
    return run_pack(resources, session, (), ())


def identities(ran: Ran) -> list[str]:
    return [one.identity for one in ran.findings]


def test_a_second_run_asks_only_what_is_new(
    databases: list[Resource], make_resource: Make, fake_python: Fake, log: Log
) -> None:
    python = fake_python(log.writing())
    changed = [*databases[:2], make_resource("aws_db_instance", "c", engine="changed")]
    with Session(python) as session:
        first, second = run(session, databases), run(session, changed)
    assert [one.request["name"] for one in log.judged] == ["a", "b", "c", "c"]
    assert len(log.pids) == 1
    assert identities(first) == identities(second)
    assert first.version == second.version == "3.3.30"
    # Of one run alone the answers are the same.
    assert identities(run_pack(changed, python, (), ())) == identities(second)


def test_a_path_is_never_used_twice(make_resource: Make, fake_python: Fake, log: Log) -> None:
    # Checks remember by it what they worked out.
    with Session(fake_python(log.writing())) as session:
        for engine in ("x", "y", "z"):
            run(session, [make_resource("aws_db_instance", "db", engine=engine)])
    assert len({one.request["path"] for one in log.judged}) == 3


def test_of_what_nobody_wants_to_know_nothing_is_asked(
    databases: list[Resource], fake_python: Fake, log: Log
) -> None:
    def without(pattern: str) -> Choice:
        return Choice(pattern, Location("x.yaml"), known=True)

    with Session(fake_python(log.writing())) as session:
        assert run_pack(databases, session, (), (), choices=[without("CKV_*")]).findings == ()
        assert not log.judged
        assert run_pack(databases, session, (), (), choices=[without("CKV_FAKE_*")]).findings
    assert len(log.judged) == 3


def test_modules_are_told_once(databases: list[Resource], fake_python: Fake, log: Log) -> None:
    with Session(fake_python(log.writing())) as session:
        run(session, databases)
    assert [one.request.get("modules") for one in log.judged] == [["a.module"], None, None]


def test_what_is_warm_is_told_beforehand(
    databases: list[Resource], fake_python: Fake, log: Log
) -> None:
    with Session(fake_python(log.writing(), warm=log.writing())) as session:
        session.start()
        session.warm([*places_of(databases), "resource/nothing"])
        session.warm(places_of(databases))
        assert identities(run(session, databases))
    told = [(one.request["do"], one.request.get("modules")) for one in log.entries]
    assert told[:2] == [("warm", []), ("warm", ["a.module"])]
    assert told[2:] == [("judge", None)] * 3


def test_all_of_it_may_be_warm(fake_python: Fake, log: Log) -> None:
    with Session(fake_python(warm=log.writing())) as session:
        session.warm()
        session.worker.ask({"do": "warm", "modules": []}, "the end")
    assert log.entries[0].request["modules"] == ["a.module"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"hello": "os._exit(7)"}, "exit code 7"),
        ({"hello": "{}"}, "does not say why"),
        ({"index": "None"}, "at the list of its checks"),
    ],
)
def test_what_goes_wrong_early_is_told_by_the_run(
    parts: dict[str, str], message: str, databases: list[Resource], fake_python: Fake
) -> None:
    with Session(fake_python(**parts)) as session:
        session.start()
        session.warm(places_of(databases))
        session.start()
        for _ in range(2):
            ran = run(session, databases)
            assert [one.code for one in ran.diagnostics] == ["pack-failed"]
            assert message in ran.diagnostics[0].message


def test_a_program_that_there_is_not_is_told_by_the_run(databases: list[Resource]) -> None:
    with Session("/nowhere/python") as session:
        session.start()
        (problem,) = run(session, databases).diagnostics
    assert "/nowhere/python: cannot be run" in problem.message


def test_a_worker_that_fails_costs_one_run(
    databases: list[Resource], make_resource: Make, fake_python: Fake, log: Log
) -> None:
    bad = make_resource("aws_db_instance", "bad", engine="bad")
    python = fake_python(log.writing("if request['name'] == 'bad': os._exit(7)"))
    with Session(python) as session:
        failed = run(session, [bad, *databases])
        after = run(session, databases)
    assert [one.code for one in failed.diagnostics] == ["pack-failed"]
    assert after.diagnostics == ()
    assert len(log.pids) == 2
    assert {one.resource.address for one in after.findings} == {one.address for one in databases}


@pytest.mark.parametrize("answer", ["1", "[['CKV_AWS_88', 'FAILED']]"])
def test_no_answer_is_not_remembered(
    answer: str, databases: list[Resource], fake_python: Fake, tmp_path: Path
) -> None:
    flag = tmp_path / "flag"
    flag.touch()
    python = fake_python(f"said = {answer} if os.path.exists({str(flag)!r}) else said")
    with Session(python) as session:
        assert [one.code for one in run(session, databases).diagnostics] == ["pack-failed"]
        flag.unlink()
        assert run(session, databases).diagnostics == ()


def test_a_worker_that_ended_meanwhile_is_replaced(
    databases: list[Resource], fake_python: Fake, log: Log
) -> None:
    with Session(fake_python(log.writing())) as session:
        run(session, databases[:1])
        (pid,) = log.pids
        os.kill(pid, signal.SIGKILL)
        while session.worker.is_there:
            time.sleep(0.01)
        ran = run(session, databases)
    assert ran.diagnostics == ()
    assert len(log.pids) == 2
    assert len({one.resource.address for one in ran.findings}) == 3


def test_a_worker_that_has_seen_enough_is_replaced(
    databases: list[Resource], fake_python: Fake, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_MOST_ASKED", 2)
    with Session(fake_python(log.writing())) as session:
        for one in databases:
            assert run(session, [one]).diagnostics == ()
    assert len(log.pids) > 1


def test_each_run_has_its_time(
    databases: list[Resource], fake_python: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("scanner.packs.checkov.client.time.monotonic", lambda: clock[0])
    with Session(fake_python()) as session:
        assert run(session, databases[:1]).diagnostics == ()
        clock[0] += 10_000
        assert run(session, databases).diagnostics == ()


def test_what_is_remembered_is_bounded(
    databases: list[Resource], fake_python: Fake, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_MOST_KEPT", 2)
    judge = log.writing('said = [["CKV_AWS_88", "FAILED", [request["name"]]]]')
    with Session(fake_python(judge)) as session:
        first = run(session, databases)
        second = run(session, databases[1:])
        third = run(session, databases)
    assert [one.request["name"] for one in log.judged][:4] == ["a", "b", "c", "a"]
    assert identities(first) == identities(third)
    assert len(identities(second)) == 2


# ---- several workers ---------------------------------------------------------------------------


@pytest.fixture
def many(make_resource: Make) -> list[Resource]:
    types = ("aws_db_instance", "aws_db_parameter_group")
    return [make_resource(types[n % 2], f"n{n}", engine=f"e{n}") for n in range(60)]


def test_who_waits_for_a_worker_starts_another(
    many: list[Resource], fake_python: Fake, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "WINDOW", 4)
    python = fake_python(log.writing("time.sleep(0.002)"))
    with Session(python, most=3, patience=0.004) as session:
        ran = run(session, many)
    assert len(log.pids) in (2, 3)
    # In the order of the resources, whoever answered first.
    assert identities(ran) == identities(run_pack(many, fake_python(), (), ()))
    assert sorted(one.request["name"] for one in log.judged) == sorted(f"n{n}" for n in range(60))
    # Each worker is told of a type's modules when it first meets it.
    met: set[tuple[int, str]] = set()
    for pid, request in log.judged:
        assert ("modules" in request) is ((pid, request["type"]) not in met)
        met.add((pid, request["type"]))


@pytest.mark.parametrize("options", [{"most": 1, "patience": 0.0}, {"most": 3}])
def test_one_is_enough(
    options: dict[str, Any],
    many: list[Resource],
    fake_python: Fake,
    log: Log,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "WINDOW", 4)
    with Session(fake_python(log.writing()), **options) as session:
        run(session, many)
    assert len(log.pids) == 1


def test_types_stay_with_a_worker(fake_python: Fake, log: Log) -> None:
    asks = [
        Ask(str(n).encode(), f"resource/t{n % 4}", ("m",), "it", request(f"t{n % 4}"))
        for n in range(40)
    ]
    with Session(fake_python(log.writing()), most=2, patience=0.0) as session:
        session.start()
        session._add()
        assert len(list(session.judge(asks))) == 40
    by_type: dict[str, set[int]] = {}
    for pid, one in log.judged:
        by_type.setdefault(one["type"], set()).add(pid)
    assert all(len(pids) == 1 for pids in by_type.values())
    assert len(log.pids) == 2


def test_one_of_several_that_fails(
    many: list[Resource], fake_python: Fake, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "WINDOW", 4)
    python = fake_python(
        log.writing("os._exit(7) if request['name'] == 'n50' else time.sleep(.002)")
    )
    with Session(python, most=2, patience=0.004) as session:
        ran = run(session, many)
    (problem,) = ran.diagnostics
    assert problem.code == "pack-failed"
    assert "aws_db_instance.n50" in problem.message
    judged = {one.resource.address for one in ran.findings}
    assert "aws_db_instance.n0" in judged
    assert "aws_db_instance.n50" not in judged


# ---- what stays behind -------------------------------------------------------------------------


def request(type_: str) -> dict[str, Any]:
    return {"do": "judge", "kind": "resource", "type": type_, "name": "a", "path": "a", "conf": {}}


def test_who_goes_away_early_takes_the_workers_along(fake_python: Fake, log: Log) -> None:
    asks = [Ask(str(n).encode(), PLACES[0], (), "it", request("x")) for n in range(3)]
    with Session(fake_python(log.writing())) as session:
        answers = session.judge(asks)
        next(answers)
        answers.close()  # type: ignore[attr-defined]  # it is a generator
        (pid,) = log.pids
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        # And what it had not taken is not taken for an answer of the next.
        said = dict(session.judge([Ask(b"new", PLACES[0], (), "it", request("y"))]))
    assert list(said) == [b"new"]


def test_an_error_while_it_is_asked_ends_it(fake_python: Fake, log: Log) -> None:
    def asks() -> Iterator[Ask]:
        yield Ask(b"1", PLACES[0], (), "it", request("x"))
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Session(fake_python(log.writing("time.sleep(60)"))) as session,
    ):
        list(session.judge(asks()))


def test_closed_twice_and_used_again(
    databases: list[Resource], fake_python: Fake, log: Log
) -> None:
    session = Session(fake_python(log.writing()))
    for _ in range(2):
        assert run(session, databases).diagnostics == ()
        session.close()
        session.close()
    assert len(log.judged) == 6


def test_a_session_that_is_not_used_starts_nothing() -> None:
    with Session("/nowhere/python"):
        pass


def test_a_worker_that_hangs_is_ended(
    databases: list[Resource], fake_python: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = partial(client.Worker, answer_seconds=2.0)
    monkeypatch.setattr(sessions, "Worker", make)
    with Session(fake_python("time.sleep(60)")) as session:
        (problem,) = run(session, databases).diagnostics
    assert "did not answer within 2 s, at aws_db_instance.a" in problem.message
