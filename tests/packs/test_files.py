"""Dockerfiles and workflows from our side: their graphs, and their verdicts made comparable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.engine import finding_of
from scanner.errors import PackError
from scanner.load.dockerfile import load_dockerfiles
from scanner.load.workflow import load_workflows
from scanner.model import Kind, Level, Resource, Rule, RuleBody
from scanner.packs.checkov.agreement import Place
from scanner.packs.checkov.arms import Variants
from scanner.packs.checkov.catalogue import Catalogue, Check, GraphChecks
from scanner.packs.checkov.conf import Entity, entity_of, kind_of
from scanner.packs.checkov.graphs import dockerfile, terraform, workflow
from scanner.packs.checkov.graphs.asking import ask_graphs
from scanner.packs.checkov.graphs.graph import Graph, Looks
from scanner.packs.checkov.rules import rule_of
from scanner.packs.checkov.verdicts import run_pack
from scanner.packs.checkov.verify import framework_of
from scanner.packs.checkov.verify_files import (
    agreement_on,
    files_of,
    files_of_checkov,
    files_of_pack,
    own_files,
)
from scanner.project import Project

ALL = Looks(frozenset(), {}, frozenset({""}))
DOCKERFILE = "# a comment\nARG V=1\nFROM a:$V\nRUN b\nRUN c\n"
WORKFLOW = """\
name: CI
on: {push: {branches: [main]}}
jobs:
  a:
    steps:
      - run: x
      - uses: y/z@v1
  b:
    uses: ./c.yml
  c:
"""


def entity(resource: Resource) -> Entity | None:
    found = kind_of(resource)
    return entity_of(resource, *found) if found is not None else None


Load = Callable[[str, str], Resource]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """``load("Dockerfile", text)``, or any other name for a workflow."""

    def read(name: str, text: str) -> Resource:
        (tmp_path / name).write_text(text)
        project = Project(str(tmp_path), str(tmp_path))
        loader = load_dockerfiles if name == "Dockerfile" else load_workflows
        (resource,) = loader([str(tmp_path / name)], project).resources
        return resource

    return read


def graph_of(module: Any, *resources: Resource, looks: Looks = ALL) -> list[Graph]:
    return list(module.graphs_of(resources, entity, looks))


def test_each_instruction_is_a_node(load: Load) -> None:
    (graph,) = graph_of(dockerfile, load("Dockerfile", DOCKERFILE))
    nodes = [(one.content["resource_type"], one.content["value"], one.part) for one in graph.nodes]
    assert nodes == [
        ("ARG", "V=1", ("args", "V")),
        ("FROM", "a:1", ("stages", 0)),
        ("RUN", "b", ("stages", 0, "instructions", 0)),
        ("RUN", "c", ("stages", 0, "instructions", 1)),
    ]
    assert graph.edges == ()
    run = graph.nodes[2].content
    assert (run["block_name_"], run["id_"], run["source_"]) == ("RUN", "RUN", "Dockerfile")
    assert (run["content"], run["__startline__"]) == ("RUN b\n", 3)


def test_jobs_and_steps_are_nodes_with_edges(load: Load) -> None:
    (graph,) = graph_of(workflow, load("ci.yml", WORKFLOW))
    nodes = [(one.content["block_name_"], one.part) for one in graph.nodes]
    assert nodes == [
        ("jobs.a", ("jobs", "a")),
        ("jobs.a.steps.1", ("jobs", "a", "steps", 0)),
        ("jobs.a.steps.2", ("jobs", "a", "steps", 1)),
        ("jobs.b", ("jobs", "b")),
        ("permissions", ()),
        ("on", ("on",)),
    ]
    assert [one[:2] for one in graph.edges] == [(0, 1), (0, 2)]
    # As GitHub has it of a workflow that says nothing.
    assert graph.nodes[4].content["permissions"] == "write-all"


@pytest.mark.parametrize(
    ("written", "value"),
    [("permissions: read-all\n", "read-all"), ("permissions: 3\n", None), ("", "write-all")],
)
def test_permissions_are_those_of_the_workflow(load: Load, written: str, value: Any) -> None:
    (graph,) = graph_of(workflow, load("ci.yml", f"on: push\n{written}jobs: []\n"))
    found = {one.content["block_name_"]: one.content for one in graph.nodes}
    assert found.get("permissions", {}).get("permissions") == value
    assert found["on"]["on"] == "push"


def test_a_file_without_what_checks_look_at_is_not_asked_about(load: Load) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    assert graph_of(dockerfile, resource, looks=Looks(frozenset({"ENV"}))) == []
    assert graph_of(dockerfile, resource, looks=Looks(frozenset())) == []
    assert len(graph_of(dockerfile, resource, looks=Looks(frozenset({"RUN"})))) == 1
    assert graph_of(workflow, resource) == []
    assert graph_of(terraform, resource) == []


class Answering:
    """A session with a check of RUN in its catalogue, and an answer ready."""

    def __init__(self, said: list[Any]) -> None:
        graphs = {"dockerfile": GraphChecks({"CKV2_DOCKER_1": frozenset({"RUN"})}, {})}
        self.catalogue = Catalogue("3", {}, {}, graphs=graphs)
        self.said = said

    def judge(self, asks: Any) -> Any:
        for ask in asks:
            yield ask.key, self.said


@pytest.mark.parametrize(
    ("verdicts", "kept"),
    [
        (("PASSED", "PASSED"), ["PASSED"]),
        (("PASSED", "FAILED"), ["FAILED"]),
        (("CRASHED", "PASSED"), ["CRASHED"]),
        (("UNKNOWN", "PASSED"), ["UNKNOWN"]),
    ],
)
def test_a_file_passes_a_graph_check_once(
    load: Load, verdicts: tuple[str, str], kept: list[str]
) -> None:
    said = [["CKV2_DOCKER_1", verdict, 2 + n, []] for n, verdict in enumerate(verdicts)]
    session: Any = Answering(said)
    found = ask_graphs(session, [load("Dockerfile", DOCKERFILE)], entity, {"CKV2_DOCKER_1"}, [])
    assert [one[1] for _, _, one in found] == kept


@pytest.mark.parametrize("verdict", ["PASSED", "FAILED"])
def test_a_node_with_what_is_unknown_has_no_certain_verdict(load: Load, verdict: str) -> None:
    session: Any = Answering([["CKV2_OWN_1", verdict, 1, []], ["CKV2_OWN_1", "PASSED", 2, []]])
    resource = load("Dockerfile", "ARG B\nFROM $B\nRUN x\n")
    found = [one for _, _, one in ask_graphs(session, [resource], entity, {"CKV2_DOCKER_1"}, [])]
    assert found == [["CKV2_OWN_1", "UNKNOWN", []]]


@pytest.mark.parametrize("said", [[[[], "PASSED", 0, []]], [["A", "FAILED"]], [{}], ["FAILED"]])
def test_garbage_about_a_file_is_refused(load: Load, said: list[Any]) -> None:
    session: Any = Answering(said)
    with pytest.raises(PackError, match="no answer, at Dockerfile"):
        list(ask_graphs(session, [load("Dockerfile", DOCKERFILE)], entity, {"CKV2_DOCKER_1"}, []))


def test_a_file_with_conditionals_is_asked_about_once(load: Load) -> None:
    resource = load("Dockerfile", "ARG B\nFROM ${B:-a:1}\n")
    assert resource.attributes["stages"][0]["image"]["text"].arms
    assert Variants([resource]).asked == [resource]


def test_rules_are_of_their_platform_and_type() -> None:
    for place, id_, on, platform in (
        ("dockerfile/dockerfile", "CKV_DOCKER_2", "dockerfile", "dockerfile"),
        ("workflow/github_workflow", "CKV2_GHA_1", "github_workflow", "github"),
    ):
        rule = rule_of(Check(id_, "Ensure", "IAM", "", frozenset(), (place,)), None)
        assert (rule.on, rule.platform) == ((on,), platform)


def test_verdicts_are_found_at_their_instructions(
    load: Load, small_checkov: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner.packs.checkov.catalogue._FEWEST", 1)
    text = "ARG B\nARG C=d:1\nFROM $C\nFROM $B\nRUN bad\nRUN bad\nLABEL a=b\nUSER root\n"
    ran = run_pack([load("Dockerfile", text)], small_checkov, (), ())
    found = [
        (one.rule.id, one.kind, one.location.start_line, one.message)
        for one in ran.findings
        if one.rule.id.startswith("CKV_DOCKER")
    ]
    assert found == [
        ("CKV_DOCKER_1001", Kind.FAIL, 8, "Ensure not root"),
        ("CKV_DOCKER_1002", Kind.FAIL, 5, "Ensure nothing bad"),
        ("CKV_DOCKER_1002", Kind.FAIL, 6, "Ensure nothing bad"),
        ("CKV_DOCKER_1003", Kind.OPEN, 4, "Ensure a tag (undecided: ARG B has no default)"),
        # What is missing is missing in all of it.
        ("CKV_DOCKER_1004", Kind.FAIL, 3, "Ensure health"),
        (
            "CKV_DOCKER_1005",
            Kind.OPEN,
            7,
            "Ensure it crashes (undecided: Checkov's check failed with TypeError)",
        ),
    ]


# -- verdicts made comparable ---------------------------------------------------------------------


def record(file: Path, check: str, result: str, resource: str = "", line: int = 1) -> Any:
    return {
        "check_id": check,
        "check_result": {"result": result},
        "file_abs_path": str(file),
        "resource": resource,
        "file_line_range": [line, line],
    }


def rule(id_: str) -> Rule:
    body = RuleBody(check=lambda _: None)
    return Rule(id=id_, on=("dockerfile",), severity=Level.LOW, body=lambda: body)


def test_what_fails_is_compared_by_its_instruction(load: Load, tmp_path: Path) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    file = tmp_path / "Dockerfile"
    assert framework_of(resource) == "dockerfile"
    theirs = [
        # Checkov's line may be another one than ours.
        record(file, "A", "FAILED", "/Dockerfile.RUN", 9),
        record(file, "B", "PASSED", "/Dockerfile."),
        record(file, "C", "PASSED", "/Dockerfile.FROM", 3),
        record(file, "C", "FAILED", "/Dockerfile.RUN", 4),
        record(file, "elsewhere", "FAILED", "/Dockerfile.RUN", 4),
    ]
    own = [
        finding_of(rule("A"), resource, Kind.FAIL, ("stages", 0, "instructions", 0), "it is"),
        finding_of(rule("B"), resource, Kind.PASS, (), ""),
        finding_of(rule("C"), resource, Kind.FAIL, ("stages", 0), "it is"),
    ]
    checkov = files_of_checkov("dockerfile", theirs, {"A", "B", "C"})
    assert checkov == {
        ("A", Place(str(file), "RUN")): {"failed"},
        ("B", Place(str(file), "")): {"passed"},
        ("C", Place(str(file), "RUN")): {"failed"},
    }
    agreement = agreement_on(checkov, files_of_pack(own, str(tmp_path)), {str(file)})
    assert (agreement.equal, agreement.total) == (2, 4)
    assert {(one.check, one.place.address) for one in agreement.differences} == {
        ("C", "RUN"),
        ("C", "FROM"),
    }


def test_what_fails_in_a_workflow_is_compared_by_its_line(load: Load, tmp_path: Path) -> None:
    resource = load("ci.yml", WORKFLOW)
    file = tmp_path / "ci.yml"
    theirs = [
        record(file, "A", "FAILED", "jobs(a).steps[1]", 6),
        record(file, "A", "PASSED", "jobs(a).steps[2]", 7),
        record(file, "CKV2_B", "FAILED", "on(CI)", 0),
    ]
    own = [
        finding_of(rule("A"), resource, Kind.FAIL, ("jobs", "a", "steps", 0), "it is"),
        finding_of(rule("CKV2_B"), resource, Kind.FAIL, (), "it is"),
    ]
    checkov = files_of_checkov("github_actions", theirs, {"A", "CKV2_B"})
    pack = files_of_pack(own, str(tmp_path))
    assert checkov == pack
    assert set(pack) == {
        ("A", Place(str(file), "line 6")),
        ("CKV2_B", Place(str(file), "permissions")),
    }


def test_open_is_no_verdict_but_differs_from_one(load: Load, tmp_path: Path) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    file = tmp_path / "Dockerfile"
    own = [finding_of(rule("A"), resource, Kind.OPEN, ("stages", 0), "who knows")]
    pack = files_of_pack(own, str(tmp_path))
    assert agreement_on({}, pack, {str(file)}).total == 0
    for said in (record(file, "A", "PASSED"), record(file, "A", "FAILED", "/Dockerfile.FROM")):
        found = agreement_on(files_of_checkov("dockerfile", [said], {"A"}), pack, {str(file)})
        assert [one.pack for one in found.differences] == ["open"]


def test_files_that_only_one_reads_are_left_out(load: Load, tmp_path: Path) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    own = [finding_of(rule("A"), resource, Kind.PASS, (), "")]
    other = [record(tmp_path / "Other", "A", "FAILED", "/Other.RUN")]
    checkov = files_of_checkov("dockerfile", other, {"A"})
    read, mine = files_of(other), own_files(own, str(tmp_path))
    assert (read, mine) == ({str(tmp_path / "Other")}, {str(tmp_path / "Dockerfile")})
    assert agreement_on(checkov, files_of_pack(own, str(tmp_path)), read & mine).total == 0


def test_a_file_that_passes_is_held_against_what_fails(load: Load, tmp_path: Path) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    file = tmp_path / "Dockerfile"
    path = ("stages", 0, "instructions", 0)
    own = [
        finding_of(rule("A"), resource, Kind.FAIL, path, "it is"),
        finding_of(rule("B"), resource, Kind.PASS, (), ""),
        finding_of(rule("C"), resource, Kind.PASS, (), ""),
    ]
    theirs = [
        record(file, "A", "PASSED"),
        record(file, "B", "FAILED", "/Dockerfile.RUN"),
        record(file, "B", "FAILED", "/Dockerfile.ENV"),
        record(file, "C", "PASSED"),
    ]
    both = (
        files_of_checkov("dockerfile", theirs, {"A", "B", "C"}),
        files_of_pack(own, str(tmp_path)),
    )
    found = agreement_on(*both, {str(file)})
    assert (found.equal, found.total) == (1, 4)
    assert [(one.check, one.place.address, one.checkov, one.pack) for one in found.differences] == [
        ("A", "RUN", "passed", "failed"),
        ("B", "ENV", "failed", "passed"),
        ("B", "RUN", "failed", "passed"),
    ]


def test_what_checkov_skips_is_left_out_of_its_file(load: Load, tmp_path: Path) -> None:
    resource = load("Dockerfile", DOCKERFILE)
    file = tmp_path / "Dockerfile"
    path = ("stages", 0, "instructions", 0)
    own = [finding_of(rule(id_), resource, Kind.FAIL, path, "it is") for id_ in ("A", "B")]
    theirs = [
        record(file, "A", "SKIPPED", "/Dockerfile.RUN"),
        record(file, "A", "PASSED", "/Dockerfile.FROM"),
        record(file, "B", "FAILED", "/Dockerfile.RUN"),
    ]
    checkov = files_of_checkov("dockerfile", theirs, {"A", "B"})
    pack = files_of_pack(own, str(tmp_path))
    found = agreement_on(checkov, pack, {str(file)})
    assert (found.equal, found.total, found.checks) == (1, 1, 1)
