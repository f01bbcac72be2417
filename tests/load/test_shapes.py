"""The views on workloads and Dockerfiles, over what their loaders give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scanner.decisions import Decisions
from scanner.load.dockerfile import load_dockerfiles
from scanner.load.kubernetes import load_kubernetes
from scanner.model import Resource
from scanner.project import Project
from scanner.relations import Index
from scanner.shapes import (
    SERVING,
    WORKLOADS,
    commands,
    containers,
    final_stage,
    instructions,
    matches,
    pod_labels,
    pod_spec,
    program,
    stages,
)
from scanner.views import View

POD = """
metadata:
  labels: {app: web}
spec:
  hostNetwork: true
  initContainers:
    - name: migrate
    - name: sidecar
      restartPolicy: Always
  containers:
    - name: app
    - name: proxy
  ephemeralContainers:
    - name: debug
"""


def view(resource: Resource) -> View:
    return View(resource, Decisions(), Index([resource]), {})


def nested(text: str, depth: int) -> str:
    return text.replace("\n", "\n" + "  " * depth)


def workload(project: Project, write: Any, kind: str) -> View:
    """A workload of the kind with the pod above."""
    version = {"Pod": "v1", "ReplicationController": "v1", "Job": "batch/v1",
               "CronJob": "batch/v1"}.get(kind, "apps/v1")  # fmt: skip
    head = f"apiVersion: {version}\nkind: {kind}\n"
    if kind == "Pod":
        text = head + POD
    elif kind == "CronJob":
        text = head + "spec:\n  jobTemplate:\n    spec:\n      template:" + nested(POD, 4) + "\n"
    else:
        text = head + "spec:\n  template:" + nested(POD, 2) + "\n"
    loaded = load_kubernetes([write(f"{kind}.yaml", text)], project)
    assert loaded.diagnostics == ()
    (resource,) = loaded.resources
    return view(resource)


@pytest.mark.parametrize("kind", WORKLOADS)
def test_every_spelling_of_a_workload(project: Project, write: Any, kind: str) -> None:
    seen = workload(project, write, kind)
    names = [container.get("name") for container in containers(seen)]
    assert names == ["app", "proxy", "migrate", "sidecar", "debug"]
    serving = [container.get("name") for container in containers(seen, serving=True)]
    assert serving == ["app", "proxy", "sidecar"]
    assert pod_spec(seen).get("hostNetwork") is True
    assert pod_labels(seen).get(("app",)) == "web"
    first = next(containers(seen))
    violation = first.fail("image", "x")
    assert violation.path[-3:] == ("containers", 0, "image")
    line = seen.resource.source.locate(violation.path).start_line
    lines = Path(project.root, f"{kind}.yaml").read_text().split("\n")
    assert lines[line - 1].strip() == "- name: app"


def test_kinds() -> None:
    assert set(SERVING) < set(WORKLOADS)
    assert set(WORKLOADS) - set(SERVING) == {"Job", "CronJob"}


@pytest.mark.parametrize("policy", ["Never", "OnFailure"])
def test_a_pod_that_ends_serves_nothing(project: Project, write: Any, policy: str) -> None:
    text = f"apiVersion: v1\nkind: Pod\nspec:\n  restartPolicy: {policy}\n  containers: [{{}}]\n"
    (resource,) = load_kubernetes([write("k.yaml", text)], project).resources
    assert list(containers(view(resource), serving=True)) == []
    assert len(list(containers(view(resource)))) == 1


@pytest.mark.parametrize(
    "spec", ["", "spec:", "spec: x", "spec: {template: []}", "spec: {template: {spec: null}}",
             "spec: {template: {spec: {containers: null}}}"],
)  # fmt: skip
def test_a_workload_without_containers(project: Project, write: Any, spec: str) -> None:
    text = f"apiVersion: apps/v1\nkind: Deployment\n{spec}\n"
    (resource,) = load_kubernetes([write("k.yaml", text)], project).resources
    assert list(containers(view(resource))) == []
    assert pod_spec(view(resource)).get("hostNetwork") is None
    assert pod_labels(view(resource)).get(("app",)) is None


DOCKERFILE = """\
FROM golang:1.23 AS build
RUN go build
FROM alpine
ENV A=$X
RUN /usr/bin/apt-get update && sudo -E apt-get install -y x | sudo tee y
USER app
ENV B=1
RUN ["sh", "-c", "apt-get clean"]
"""


def dockerfile(project: Project, write: Any, text: str = DOCKERFILE) -> View:
    (resource,) = load_dockerfiles([write("Dockerfile", text)], project).resources
    return view(resource)


def test_stages_and_instructions_come_in_their_order(project: Project, write: Any) -> None:
    seen = dockerfile(project, write)
    assert [stage.get("index") for stage in stages(seen)] == [0, 1]
    (final,) = final_stage(seen)
    assert final.get("image.name") == "alpine"
    # The first ENV has an unknown value, and still comes first.
    names = [instruction.get("instruction") for instruction in instructions(final)]
    assert names == ["ENV", "RUN", "USER", "ENV", "RUN"]
    assert len(list(instructions(final, "ENV", "USER"))) == 3


def test_commands_of_a_stage(project: Project, write: Any) -> None:
    (final,) = final_stage(dockerfile(project, write))
    assert [program(command) for command in commands(final)] == [
        "apt-get", "apt-get", "tee", "apt-get",
    ]  # fmt: skip
    found = list(commands(final, "apt-get", "apt"))
    assert [command.get("words")[-1] for command in found] == ["update", "x", "clean"]
    line = final.resource.source.locate(found[0].fail("words", "x").path).start_line
    assert line == 5
    (run,) = list(instructions(final, "RUN"))[1:]
    assert [program(command) for command in commands(run)] == ["apt-get"]


def test_no_program(project: Project, write: Any) -> None:
    (final,) = final_stage(dockerfile(project, write, "FROM a\nRUN X=1; sudo -v; sudo\n"))
    assert [program(command) for command in commands(final)] == ["", "sudo", "sudo"]


def test_matches() -> None:
    pattern = re.compile("b$")
    assert matches(pattern, "ab")
    assert not matches(pattern, "ba")
    assert not matches(pattern, None)
    assert not matches(pattern, ["b"])
