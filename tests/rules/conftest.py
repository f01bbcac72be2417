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
ORIGIN = "verdict by origin"
"""The property under which a test tells (rule, origin, outcome) for the matrix."""


def load_example(rule: Rule, text: str, folder: Path) -> Loaded:
    """One example, in a folder of its own, through discovery and the loader of its kind."""
    path = folder / FILES.get(rule.platform, "main.tf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    project = find_project(str(folder))
    inputs = discover([str(folder)], project, [])
    assert not inputs.diagnostics
    if rule.platform == "kubernetes":
        from scanner.load.kubernetes import load_kubernetes

        loaded = load_kubernetes(inputs.kubernetes, project)
    elif rule.platform == "dockerfile":
        from scanner.load.dockerfile import load_dockerfiles

        loaded = load_dockerfiles(inputs.dockerfiles, project)
    elif rule.platform == "github":
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The matrix rule x origin: how many examples have the code's verdict there."""
    rows: dict[str, dict[str, list[str]]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == ORIGIN and getattr(report, "when", "") == "call":
                    rule, origin, outcome = value
                    rows.setdefault(rule, {}).setdefault(origin, []).append(outcome)
    if not rows:
        return
    write = terminalreporter.write_line
    terminalreporter.section("rules by origin: examples judged as in code")
    width = max(map(len, rows))
    write(f"{'':{width}}   code   plan  state  live types")
    for rule, row in sorted(rows.items()):
        count = len(row.get("plan", ()))
        cells = [_cell(row.get(origin, [])) for origin in ("plan", "state")]
        (live,) = row.get("live", ["-"])
        write(f"{rule:{width}}  {count:>5}  {cells[0]:>5}  {cells[1]:>5}  {live:>5}")


def _cell(outcomes: list[str]) -> str:
    same = sum(outcome in ("same", "reviewed") for outcome in outcomes)
    return f"{same}/{len(outcomes)}"
