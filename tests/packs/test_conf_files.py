"""The conf contract of Dockerfiles and workflows, held to what Checkov itself has (recorded)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.load.compose import load_compose
from scanner.load.dockerfile import load_dockerfiles
from scanner.load.workflow import load_workflows
from scanner.model import Resource
from scanner.packs.checkov.conf import Entity, entity_of, kind_of, path_of, reported_at
from scanner.project import Project

HERE = Path(__file__).parent / "recorded"
RECORDED = json.loads((HERE / "files.json").read_text())
OURS = ("__path__", "__unknown__")


def load(path: Path) -> Resource:
    project = Project(str(path.parent), str(path.parent))
    read = load_dockerfiles if path.name == "Dockerfile" else load_workflows
    (resource,) = read([str(path)], project).resources
    return resource


def entity(resource: Resource) -> Entity:
    found = kind_of(resource)
    assert found is not None
    return entity_of(resource, *found)


def without(value: Any, *names: str) -> Any:
    if isinstance(value, dict):
        return {key: without(item, *names) for key, item in value.items() if key not in names}
    return [without(item, *names) for item in value] if isinstance(value, list) else value


@pytest.fixture
def dockerfile(tmp_path: Path) -> Any:
    """``dockerfile(text)`` is the Dockerfile of that text."""

    def make(text: str) -> Resource:
        (tmp_path / "Dockerfile").write_text(text)
        return load(tmp_path / "Dockerfile")

    return make


@pytest.fixture
def workflow(tmp_path: Path) -> Any:
    """``workflow(text)`` is the workflow of that text."""

    def make(text: str) -> Resource:
        (tmp_path / "ci.yml").write_text(text)
        return load(tmp_path / "ci.yml")

    return make


def test_a_dockerfile_is_as_checkov_has_it() -> None:
    found = entity(load(HERE / "files" / "Dockerfile"))
    wanted = RECORDED["dockerfile"]
    # Its last line has no end there.
    wanted["ENTRYPOINT"][0]["content"] += "\n"
    assert without(found.conf, *OURS) == wanted
    assert list(found.conf) == list(wanted)
    assert (found.kind, found.type) == ("dockerfile", "dockerfile")


def test_a_workflow_is_as_checkov_has_it() -> None:
    found = entity(load(HERE / "files" / ".github" / "workflows" / "ci.yml"))
    wanted = RECORDED["github_workflow"]
    # It counts up to whatever follows a mapping.
    ends = ("__endline__",)
    assert json.dumps(without(found.conf, *ends)) == json.dumps(without(wanted, *ends))
    assert found.conf["jobs"]["build"]["steps"][0]["__endline__"] == 15
    assert wanted["jobs"]["build"]["steps"][0]["__endline__"] == 18
    # A check of Checkov's takes the mark for the end of what is written.
    assert list(found.conf)[-2:] == ["__startline__", "__endline__"]
    assert (found.kind, found.type) == ("workflow", "github_workflow")


def test_an_instruction_is_told_by_its_path(dockerfile: Any) -> None:
    resource = dockerfile("ARG A=1\nFROM a\nRUN x\nFROM b\nUSER c\nONBUILD RUN y\n")
    conf = entity(resource).conf
    paths = {name: [one["__path__"] for one in found] for name, found in conf.items()}
    assert paths == {
        "ARG": [["args", "A"]],
        "FROM": [["stages", 0], ["stages", 1]],
        "RUN": [["stages", 0, "instructions", 0]],
        "USER": [["stages", 1, "instructions", 0]],
        "ONBUILD": [["stages", 1, "instructions", 1]],
    }
    for name, found in conf.items():
        for one in found:
            path = path_of(resource, one["__path__"])
            assert list(path) == one["__path__"]
            assert resource.source.locate(path).start_line == one["startline"] + 1
            assert reported_at(resource, path) == name


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("ARG BASE=alpine:3\nFROM $BASE AS one", "FROM", "alpine:3 AS one"),
        ("ARG V=3\nFROM --platform=$P alpine:${V}", "FROM", "--platform=$P alpine:3"),
        ("FROM scratch\nENV D=opt\nWORKDIR $D/x", "WORKDIR", "opt/x"),
        ("FROM scratch\nENV U=root\nUSER $U", "USER", "root"),
        ("FROM scratch\nARG P=22\nEXPOSE 80 ${P}/tcp", "EXPOSE", "80 22/tcp"),
        ("FROM scratch\nENV A=1\nRUN echo $A", "RUN", "echo $A"),
        ('FROM scratch\nWORKDIR "/a"', "WORKDIR", '"/a"'),
    ],
)
def test_variables_are_replaced_where_docker_replaces_them(
    dockerfile: Any, text: str, name: str, value: str
) -> None:
    found = entity(dockerfile(text + "\n"))
    assert found.conf[name][-1]["value"] == value
    assert "__unknown__" not in found.conf[name][-1]
    assert not found.unknown


@pytest.mark.parametrize(
    ("text", "name", "value", "reason"),
    [
        ("ARG B\nFROM $B", "FROM", "$B", "ARG B has no default"),
        ("ARG T\nARG R=x\nFROM $R/a:${T}", "FROM", "x/a:${T}", "ARG T has no default"),
        ("FROM a\nUSER $U", "USER", "$U", "$U is not set here; the base image may set it"),
    ],
)
def test_what_is_unknown_stays_as_written(
    dockerfile: Any, text: str, name: str, value: str, reason: str
) -> None:
    found = entity(dockerfile(text + "\n"))
    (one,) = found.conf[name]
    assert (one["value"], one["__unknown__"]) == (value, True)
    assert found.unknown == {name: reason}


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("RUN <<EOF\napt update\n  b\nEOF", "apt update && b"),
        ("RUN --network=none <<-'X'\n\ta\n\tX", "--network=none a"),
        ("RUN bash <<EOF\na\nEOF", "bash && a"),
        ("RUN cat <<EOF >/x\nUSER root\nEOF", "cat <<EOF >/x"),
        ("COPY <<EOF /x\nUSER root\nEOF", "<<EOF /x"),
    ],
)
def test_a_here_document_is_what_a_shell_runs(dockerfile: Any, run: str, value: str) -> None:
    conf = entity(dockerfile(f"FROM a\n{run}\nLABEL x=y\n")).conf
    name = run.split()[0]
    assert conf[name][0]["value"] == value
    assert set(conf) == {"FROM", name, "LABEL"}
    # What follows is where it is.
    assert conf["LABEL"][0]["startline"] == 1 + len(run.splitlines())
    assert conf[name][0]["endline"] == len(run.splitlines())


def test_an_instruction_goes_on_after_an_empty_line(dockerfile: Any) -> None:
    conf = entity(dockerfile("FROM a\nRUN apt-get update && \\\n\n # why\n  install x\n")).conf
    (run,) = conf["RUN"]
    assert run["value"] == "apt-get update &&   install x"
    assert run["content"] == "RUN apt-get update && \\\n  install x\n"
    assert (run["startline"], run["endline"]) == (1, 4)


def test_carriage_returns_are_no_content(dockerfile: Any) -> None:
    conf = entity(dockerfile("FROM a\r\nRUN b \\\r\n c\r\nUSER d\r\n")).conf
    assert conf["RUN"][0]["content"] == "RUN b \\\n c\n"
    assert conf["USER"][0]["value"] == "d"


@pytest.mark.parametrize(
    ("written", "value"), [("no", False), ("Yes", True), ('"no"', "no"), ("on", "on")]
)
def test_words_are_as_in_the_yaml_that_checkov_reads(
    workflow: Any, written: str, value: Any
) -> None:
    conf = entity(workflow(f"on: push\nenv:\n  A: {written}\n")).conf
    assert conf["env"]["A"] == value
    assert conf["on"] == "push"


def test_the_deepest_workflow_that_is_read_can_be_sent(workflow: Any) -> None:
    text = "on: push\nx: " + "[" * 197 + "{a: b}" + "]" * 197 + "\n"
    conf = entity(workflow(text)).conf
    assert json.loads(json.dumps(conf)) == conf


def test_a_large_file_takes_no_longer_per_line(dockerfile: Any, workflow: Any) -> None:
    def seconds(resource: Resource) -> float:
        start = time.process_time()
        entity(resource)
        return time.process_time() - start

    docker = [dockerfile("FROM a\n" + "RUN b\n" * lines) for lines in (2_000, 20_000)]
    steps = [
        workflow("on: x\njobs:\n a:\n  steps:\n" + "   - run: b\n" * n) for n in (2_000, 20_000)
    ]
    for small, large in (docker, steps):
        assert seconds(large) < 30 * max(seconds(small), 0.01)


@given(st.lists(st.sampled_from(["stages", "instructions", 0, 1, -1, 9, True, None, "x"])))
@settings(max_examples=200)
def test_a_path_that_a_worker_names_is_one_that_there_is(keys: list[Any]) -> None:
    resource = load(HERE / "files" / "Dockerfile")
    value: Any = resource.attributes
    for step in path_of(resource, keys):
        value = value[step]
    assert isinstance(reported_at(resource, path_of(resource, keys)), str)


LINES = st.lists(
    st.sampled_from(
        ["RUN x", "RUN a && \\", "  b \\", "# c", "", "USER $U", "RUN <<EOF", "EOF", "copy a b",
         "FROM ${X:-y}:$Z AS q", "ONBUILD ADD a b", "CMD", "\\", "# escape=`", "é \U0001f600", "\t",
         "LABEL a='", "ARG X=1", "EXPOSE ${A"]
    ) | st.text(max_size=8),
    max_size=12,
)  # fmt: skip


@given(LINES)
@settings(max_examples=200)
def test_any_dockerfile_can_be_sent_and_found_again(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    text = "\n".join(["FROM a", *lines]) + "\n"
    (folder / "Dockerfile").write_bytes(text.encode("utf-8", "replace"))
    project = Project(str(folder), str(folder))
    for resource in load_dockerfiles([str(folder / "Dockerfile")], project).resources:
        conf = entity(resource).conf
        assert json.loads(json.dumps(conf)) == conf
        for name, found in conf.items():
            starts = [one["startline"] for one in found]
            assert starts == sorted(set(starts))
            for one in found:
                assert one["instruction"] == name
                assert 0 <= one["startline"] <= one["endline"] <= text.count("\n")
                assert list(path_of(resource, one["__path__"])) == one["__path__"]


def test_a_compose_service_is_neither(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  a: {build: .}\n")
    project = Project(str(tmp_path), str(tmp_path))
    (service,) = load_compose([str(tmp_path / "compose.yaml")], project).resources
    found = kind_of(service)
    assert found is None or found[0] not in ("dockerfile", "workflow")


def test_what_only_a_report_names_is_not_judged(make_resource: Any) -> None:
    assert kind_of(make_resource("dockerfile")) is None
    assert kind_of(make_resource("github_workflow")) is None
