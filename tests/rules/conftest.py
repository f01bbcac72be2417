"""The examples of the rules, loaded as a user's files would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.load.discover import discover
from scanner.model import Loaded, Rule
from scanner.project import find_project
from scanner.rulebook import load_rules

FILES = {
    "kubernetes": "manifest.yaml",
    "dockerfile": "Dockerfile",
    "github": ".github/workflows/ci.yml",
}
RULES = load_rules()


def load_example(rule: Rule, text: str, folder: Path) -> Loaded:
    """One example, in a folder of its own, through discovery and the loader of its kind."""
    from scanner.load.dockerfile import load_dockerfiles
    from scanner.load.terraform import load_terraform

    from scanner.load.kubernetes import load_kubernetes
    from scanner.load.workflow import load_workflows
    from scanner.terraform.options import TerraformOptions

    path = folder / FILES.get(rule.platform, "main.tf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    project = find_project(str(folder))
    inputs = discover([str(folder)], project, [])
    assert not inputs.diagnostics
    parts = [
        load_kubernetes(inputs.kubernetes, project),
        load_dockerfiles(inputs.dockerfiles, project),
        load_workflows(inputs.workflows, project),
        load_terraform(inputs.terraform, project, TerraformOptions(boundary=str(folder))),
    ]
    loaded = Loaded(
        tuple(r for part in parts for r in part.resources),
        tuple(d for part in parts for d in part.diagnostics),
    )
    assert loaded.resources, "the example holds nothing that a loader knows"
    errors = [d for d in loaded.diagnostics if d.level == "error"]
    assert not errors
    return loaded


def examples(kind: str) -> list[object]:
    """(rule, text) for each example of a kind, with a readable id."""
    return [
        pytest.param(rule, text, id=f"{rule.id}-{kind}{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind), 1)
    ]
