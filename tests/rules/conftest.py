"""The examples of the rules, loaded as a user's files would be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scanner.load.discover import discover
from scanner.model import Loaded
from scanner.project import find_project
from scanner.rulebook import load_rules

FILES = {
    "kubernetes": "manifest.yaml",
    "dockerfile": "Dockerfile",
    "github": ".github/workflows/ci.yml",
}
RULES = load_rules()


@cache
def load_example(platform: str, text: str) -> Loaded:
    """One example, in a folder of its own, through discovery and the loader of its kind.

    Loaded once for all the tests that look at it: what a loader gives cannot be changed.
    """
    with TemporaryDirectory() as folder:
        return _load(platform, text, Path(folder).resolve())


def _load(platform: str, text: str, folder: Path) -> Loaded:
    path = folder / FILES.get(platform, "main.tf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    project = find_project(str(folder))
    inputs = discover([str(folder)], project, [])
    assert not inputs.diagnostics
    if platform == "kubernetes":
        from scanner.load.kubernetes import load_kubernetes

        loaded = load_kubernetes(inputs.kubernetes, project)
    elif platform == "dockerfile":
        from scanner.load.dockerfile import load_dockerfiles

        loaded = load_dockerfiles(inputs.dockerfiles, project)
    elif platform == "github":
        from scanner.load.workflow import load_workflows

        loaded = load_workflows(inputs.workflows, project)
    else:
        from scanner.load.terraform import load_terraform
        from scanner.terraform.options import TerraformOptions

        options = TerraformOptions(boundary=str(folder))
        loaded = load_terraform(inputs.terraform, project, options)
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
