"""Well-kept configurations, as a good team writes them, have no findings by the baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.engine import evaluate
from scanner.load.discover import discover
from scanner.model import Kind, Loaded
from scanner.policy import load_policy
from scanner.project import find_project
from scanner.terraform.options import TerraformOptions
from tests.rules.conftest import RULES

GOOD = Path(__file__).parent / "good"
FAMILIES = sorted(path.name for path in GOOD.iterdir() if path.is_dir())
BASELINE = load_policy("baseline", RULES)


def load(folder: Path) -> list[Loaded]:
    """Everything in a folder, by the loader of its kind."""
    from scanner.load.dockerfile import load_dockerfiles
    from scanner.load.kubernetes import load_kubernetes
    from scanner.load.terraform import load_terraform
    from scanner.load.workflow import load_workflows

    project = find_project(str(folder))
    inputs = discover([str(folder)], project, [])
    options = TerraformOptions(boundary=str(folder))
    return [
        Loaded(diagnostics=inputs.diagnostics),
        load_terraform(inputs.terraform, project, options),
        load_kubernetes(inputs.kubernetes, project),
        load_dockerfiles(inputs.dockerfiles, project),
        load_workflows(inputs.workflows, project),
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_well_kept_configuration_has_no_findings(family: str) -> None:
    loaded = load(GOOD / family)
    diagnostics = [d for part in loaded for d in part.diagnostics]
    assert diagnostics == []
    resources = [resource for part in loaded for resource in part.resources]
    assert len(resources) >= 5
    evaluation = evaluate(resources, BASELINE.rules, BASELINE.parameters)
    assert evaluation.diagnostics == ()
    found = [f for f in evaluation.findings if f.kind is not Kind.PASS]
    assert [(f.rule.id, f.kind.value, f.address, f.message) for f in found] == []
