"""What a hostile tree and a broken worker must not do to a run with a pack."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import PackError
from scanner.model import Kind, Origin, Resource
from scanner.packs.checkov import catalogue as catalogues
from scanner.packs.checkov import client
from scanner.packs.checkov.conf import entity_of, kind_of
from scanner.packs.checkov.graphs import terraform
from scanner.packs.checkov.graphs.graph import Graph, Looks, Node
from scanner.packs.checkov.session import Session
from scanner.packs.checkov.verdicts import Ran, run_pack

Make = Callable[..., Resource]
Fake = Callable[..., str]


@pytest.fixture
def database(make_resource: Make) -> Resource:
    return make_resource("aws_db_instance", "db", storage_encrypted=False)


def run(python: str, *resources: Resource, **options: Any) -> Ran:
    return run_pack(resources, python, (), (), **options)


def of_all(text: str) -> str:
    """An index in which all checks are told as a text says, where `id` is theirs."""
    return f"{{**INDEX, 'checks': {{id: {text} for id in CHECKS}}}}"


# ---- a worker that answers wrongly ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"judge": "said, lacking = [], True"}, "leaves out what CKV_AWS_16 and 3 more has to say"),
        ({"judge": "said[2:], lacking = [], True"}, "leaves out what CKV_FAKE_0 and 1 more has"),
        ({"judge": "said[0][1] = 'FINE'"}, "what is no answer, at aws_db_instance.db"),
        ({"judge": "tell({'said': []})"}, "(leaves out what|answers what it was not asked)"),
        ({"hello": "{'protocol': 1, 'checkov': '3.1\\x1b[2J', 'root': '/'}"}, "at its start"),
        ({"hello": "{'protocol': 1, 'checkov': '3.1', 'root': '/\\0'}"}, "at its start"),
        ({"index": of_all("[1, 'IAM', '', []]")}, "at the list of its checks"),
        ({"index": of_all("['a', ['IAM'], '', []]")}, "at the list of its checks"),
        ({"index": of_all("['a', 'IAM', '', [[]]]")}, "at the list of its checks"),
        (
            {"index": "{**INDEX, 'checks': {**CHECKS, 'A\\n::error::': CHECKS['CKV_AWS_16']}}"},
            "at the list of its checks",
        ),
        ({"index": "{**INDEX, 'failed': {'a': 1}}"}, "at the list of its checks"),
    ],
)
def test_a_wrong_answer_costs_the_pack(
    parts: dict[str, str], message: str, database: Resource, fake_python: Fake, tmp_path: Path
) -> None:
    import re

    ran = run(fake_python(**parts), database, cache=str(tmp_path / "cache"))
    (problem,) = ran.diagnostics
    assert problem.code == "pack-failed"
    assert re.search(message, problem.message), problem.message
    assert problem.message.isprintable()


def test_what_checks_are_called_does_no_harm(database: Resource, fake_python: Fake) -> None:
    index = of_all("['Ensure\\r\\n::error::it\\x1b[2J ' + 'x' * 9000, 'IAM', 'javascript:a()', []]")
    ran = run(fake_python(index=index, failed={"a\x1b]0;b\n": "c\x07"}), database)
    for rule in ran.rules:
        assert rule.title.isprintable()
        assert rule.title.startswith("Ensure ::error::it [2J x")
        assert len(rule.title) <= 1000
        assert all(link.startswith("https://") for link in rule.body().references)
    assert all(one.message.isprintable() for one in (*ran.diagnostics, *ran.findings))


def test_an_import_that_fails_early_is_no_silence(database: Resource, fake_python: Fake) -> None:
    python = fake_python(warm="if request['modules']: tell({'error': 'ImportError'}); continue")
    with Session(python) as session:
        session.start()
        session.warm()
        ran = run_pack([database], session, (), ())
    (problem,) = ran.diagnostics
    assert problem.message.endswith("the import of its checks fails: ImportError")


# ---- a worker that does not end ------------------------------------------------------------------


def test_what_the_interpreter_started_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "wrapper"
    path.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/pid\nwait\n")
    path.chmod(0o755)
    started = time.monotonic()
    worker = client.Worker(str(path), answer_seconds=2)
    with worker, pytest.raises(PackError, match="did not answer"):
        worker.hello()
    assert time.monotonic() - started < 30
    child = int((tmp_path / "pid").read_text())
    # Whoever adopted it may not have waited for it yet.
    status = Path(f"/proc/{child}/stat")
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    os.kill(child, 9)
    pytest.fail("what the wrapper started runs on")


def test_a_flood_is_not_read_ahead(fake_python: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_AHEAD", 1 << 16)
    python = fake_python("\n        while True: tell({'said': 'x' * 1000})")
    with client.Worker(python) as worker:
        worker.send({"do": "judge"}, "it")
        before = -1
        while worker._flow.read != before:
            before = worker._flow.read
            time.sleep(0.3)
        # It waits for us, and is ended all the same.
        assert worker.is_there
        assert before <= (1 << 16) + 2000


def test_answers_are_bounded(
    database: Resource, make_resource: Make, fake_python: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 1 << 20)
    python = fake_python("said[0][2] = ['x' * 300_000]")
    many = [make_resource("aws_db_instance", f"n{n}", engine=str(n)) for n in range(6)]
    ran = run(python, *many)
    (problem,) = ran.diagnostics
    assert "it answers with more than 1 MB" in problem.message


# ---- the list of checks that is kept -------------------------------------------------------------


def test_another_worker_makes_another_list(
    database: Resource, fake_python: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = str(tmp_path / "cache")
    run(fake_python(), database, cache=cache)
    assert run(fake_python(index="None"), database, cache=cache).diagnostics == ()
    monkeypatch.setattr(catalogues, "_sources", lambda: "another")
    assert run(fake_python(index="None"), database, cache=cache).diagnostics


def test_the_workers_code_is_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(catalogues.__file__).parent
    (tmp_path / "worker").mkdir()
    for path in (here / "worker").glob("*.py"):
        (tmp_path / "worker" / path.name).write_bytes(path.read_bytes())
    known = catalogues._sources()
    monkeypatch.setattr(catalogues, "__file__", str(tmp_path / "catalogue.py"))
    assert catalogues._sources() == known
    (tmp_path / "worker" / "families.py").write_text("")
    assert catalogues._sources() != known


def test_what_does_not_import_is_tried_again(
    database: Resource, fake_python: Fake, tmp_path: Path
) -> None:
    cache = str(tmp_path / "cache")
    first = run(fake_python(failed={"checkov.x": "ImportError"}), database, cache=cache)
    assert [one.code for one in first.diagnostics] == ["pack-check-missing"]
    assert run(fake_python(), database, cache=cache).diagnostics == ()


# ---- hostile trees -------------------------------------------------------------------------------


def entity(resource: Resource) -> Any:
    kind = kind_of(resource)
    return None if kind is None else entity_of(resource, *kind)


class Mentioning:
    """A source of a block that depends on all of another."""

    def locate(self, _path: Any) -> Any:
        from scanner.model import Location

        return Location("main.tf")

    def mentions(self, name: str) -> tuple[tuple[str, ...], ...]:
        return (("aws_kms_key", "k"),) if name == "depends_on" else ()


def instances(type_: str, name: str, count: int) -> list[Resource]:
    return [
        Resource(type_, f"{type_}.{name}[{n}]", {}, Origin.CODE, Mentioning(), ".")
        for n in range(count)
    ]


def test_a_dense_graph_is_refused(monkeypatch: pytest.MonkeyPatch, fake_python: Fake) -> None:
    from scanner.packs.checkov.graphs import asking

    for module in (terraform, asking):
        monkeypatch.setattr(module, "MOST_EDGES", 1000)
    resources = [*instances("aws_kms_key", "k", 50), *instances("aws_s3_bucket", "b", 50)]
    looks = Looks(frozenset({"aws_kms_key", "aws_s3_bucket"}))
    (graph,) = terraform.graphs_of(resources, entity, looks)
    assert len(graph.edges) == 1001
    index = (
        "{**INDEX, 'checks': {**CHECKS, 'CKV2_A_1': CHECKS['CKV_AWS_16']}, 'graphs': {'terraform':"
        " {'sees': {'CKV2_A_1': ['aws_s3_bucket', 'aws_kms_key']}, 'modules': {}}}}"
    )
    ran = run(fake_python(index=index), *resources)
    (problem,) = ran.diagnostics
    assert problem.code == "pack-resource"
    assert problem.message.endswith("there are more than 1,000 connections in it")


def test_neighbours_are_found_once(make_resource: Make) -> None:
    resource = make_resource("aws_s3_bucket", "b")
    node = Node(resource, entity(resource), {"resource_type": "aws_s3_bucket"})
    edges = [(0, n, "a") for n in range(1, 2000)]

    class Counted(tuple[Any, ...]):
        __slots__ = ()
        walks = 0

        def __iter__(self) -> Any:
            Counted.walks += 1
            return super().__iter__()

    graph = Graph("it", (node,) * 2000, Counted(edges))
    for index in range(2000):
        assert graph.maybe_absent(index, frozenset(), None) is None
        assert graph.unknown_at(index, frozenset()) is None
    assert Counted.walks == 1


def test_a_job_of_many_steps_names_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from scanner import identity

    asked = []
    name = identity._own_name

    def counted(step: Any, index: int) -> str:
        asked.append(index)
        return name(step, index)

    monkeypatch.setattr(identity, "_own_name", counted)
    steps: list[Any] = [{"name": "a"}, {"run": "x"}, {"uses": "b/c@v1"}, {"id": "a"}] * 500
    attributes = {"jobs": {"build": {"steps": steps}}}
    workflow = Resource("github_workflow", "w", attributes, Origin.CODE, Mentioning(), ".")
    places = [identity.place(workflow, ("jobs", "build", "steps", n))[0] for n in range(len(steps))]
    assert places[:5] == ["build/a", "build/1", "build/b/c", "build/a#2", "build/a#3"]
    assert places[-1] == "build/a#1000"
    assert len(asked) == len(steps)


def test_an_equal_list_elsewhere_has_names_of_its_own() -> None:
    from scanner import identity

    for name in ("a", "b"):
        attributes: dict[str, Any] = {"jobs": {"j": {"steps": [{"name": name}]}}}
        workflow = Resource("github_workflow", "w", attributes, Origin.CODE, Mentioning(), ".")
        assert identity.place(workflow, ("jobs", "j", "steps", 0)) == (f"j/{name}", "")
        assert identity.place(workflow, ("jobs", "j", "steps", 7)) == ("j/7", "")


def test_what_failed_is_not_taken_for_mended(make_resource: Make, fake_python: Fake) -> None:
    # What was answered stands, and no finding is made of what was not.
    good, bad = (make_resource("aws_db_instance", one, engine=one) for one in ("good", "bad"))
    python = fake_python("if request['name'] == 'bad': said[1:], lacking = [], True")
    ran = run(python, good, replace(bad, environment="x"))
    assert [one.code for one in ran.diagnostics] == ["pack-failed"]
    assert {one.resource.address for one in ran.findings} == {"aws_db_instance.good"}
    assert not [one for one in ran.findings if one.kind is Kind.OPEN]


def test_terraforms_own_resource_is_one(make_resource: Make) -> None:
    assert kind_of(make_resource("terraform_data", "a")) == ("resource", "terraform_data")
    assert kind_of(make_resource("terraform_variable", "a")) is None
