"""GitHub workflows as resources."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.load.workflow import load_workflows
from scanner.model import Diagnostic, DiagnosticLevel, Location
from scanner.project import Project

PATH = ".github/workflows/ci.yml"
TEXT = """\
name: CI
on:
  push:
    branches: [on, yes]
env:
  VERSION: 3.10
  OFF: off
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4  # trueup:ignore x why
      - run: |
          # trueup:ignore not a comment
          echo "${{ github.sha }}"
"""


def test_a_workflow(project: Project, write: Any) -> None:
    loaded = load_workflows([write(PATH, TEXT)], project)
    assert loaded.diagnostics == ()
    assert loaded.files == (PATH,)
    (resource,) = loaded.resources
    assert (resource.type, resource.address) == ("github_workflow", "workflow")
    assert resource.scope == PATH
    # Only true and false are booleans, so `on` is a key and `off` a text.
    assert list(resource.attributes) == ["name", "on", "env", "jobs"]
    assert resource.attributes["on"] == {"push": {"branches": ["on", "yes"]}}
    assert resource.attributes["env"]["OFF"] == "off"
    locate = resource.source.locate
    assert locate(()) == Location(PATH, 1, 1, 1, 9)
    assert locate(("on",)) == Location(PATH, 2, 1, 4, 24)
    assert locate(("jobs", "build", "steps", 0, "uses")) == Location(PATH, 12, 9, 12, 34)
    assert locate(("jobs", "build", "permissions")).start_line == 9
    assert [(c.line, c.text) for c in loaded.comments] == [(12, "trueup:ignore x why")]


@pytest.mark.parametrize(
    ("text", "code", "message", "line"),
    [
        ("on: push\non: pull_request\njobs: {}\n", "yaml-duplicate-key",
         "the key `on` is written twice and readers differ in which one counts; keep one", 2),
        ("on: push: x\n", "yaml-syntax",
         "not valid YAML: mapping values are not allowed in this context; correct it", 1),
        ("- on\n", "workflow-shape",
         "a workflow is a mapping with the keys `on` and `jobs`; write it or remove it", 1),
        ("", "workflow-shape",
         "a workflow is a mapping with the keys `on` and `jobs`; write it or remove it", 1),
    ],
)  # fmt: skip
def test_messages(
    project: Project, write: Any, text: str, code: str, message: str, line: int
) -> None:
    loaded = load_workflows([write(PATH, text)], project)
    assert loaded.diagnostics == (Diagnostic(DiagnosticLevel.ERROR, code, message, PATH, line),)
