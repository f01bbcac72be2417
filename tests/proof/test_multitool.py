"""Our SARIF under Microsoft's validator, with the rules that GitHub's ingestion stands for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
# Wants tool.driver.informationUri, the address of a home page, which trueup does not have.
NO_HOME_PAGE = "SARIF2005"
# Arrays that exceed a limit; its limit of runs is 5, from before GitHub took more.
MANY = "GH1004"
GITHUB_RUNS = 20
RULES = Path(__file__).with_name("multitool.xml")


def validate(multitool: str, sarif: Path) -> list[dict[str, Any]]:
    """What the validator says of a file; its exit code says nothing."""
    verdict = sarif.with_suffix(".validated.sarif")
    options = {
        "--rule-kind": "Sarif;Ghas",
        "--level": "Error;Warning",
        "-c": str(RULES),
        "-o": str(verdict),
        "--log": "ForceOverwrite",
    }
    command = [
        multitool,
        "validate",
        str(sarif),
        *(word for pair in options.items() for word in pair),
    ]
    subprocess.run(command, check=False, capture_output=True, timeout=300)
    (run,) = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"]
    return [found for found in run["results"] if not is_excused(found)]


def is_excused(found: dict[str, Any]) -> bool:
    """What GitHub takes, whatever the validator says."""
    if found["ruleId"] == NO_HOME_PAGE:
        return True
    what, count = [*found["message"].get("arguments", []), "", ""][:2]
    return found["ruleId"] == MANY and what == "runs" and int(count) <= GITHUB_RUNS


def scan(sarif: Path, *words: str) -> dict[str, Any]:
    """Scan from the repository's root into a SARIF file."""
    command = [sys.executable, "-m", "scanner.cli.main", "scan", f"--output=sarif={sarif}", *words]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stderr
    return dict(json.loads(sarif.read_text()))


def test_the_report_of_the_demo(multitool: str, tmp_path: Path) -> None:
    sarif = tmp_path / "demo.sarif"
    assert scan(sarif, "fixtures/demo")["runs"][0]["results"]
    assert validate(multitool, sarif) == []


def test_the_report_of_make_demo(multitool: str, tmp_path: Path) -> None:
    sarif = tmp_path / "trueup.sarif"
    done = subprocess.run(
        [sys.executable, str(ROOT / "fixtures" / "demo" / "demonstrate.py"), str(sarif)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    runs = json.loads(sarif.read_text())["runs"]
    # Code scanning refuses two runs of one tool in one category.
    named = [(run["tool"]["driver"]["name"], run["automationDetails"]["id"]) for run in runs]
    assert len(set(named)) == len(named) == 7
    found = {name: 0 for name, _ in named}
    for run in runs:
        found[run["tool"]["driver"]["name"]] += len(run["results"])
    assert min(found.values()) > 0
    assert validate(multitool, sarif) == []


def test_a_report_without_findings(multitool: str, tmp_path: Path) -> None:
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "main.tf").write_text('variable "a" {\n  type = string\n}\n')
    sarif = tmp_path / "clean.sarif"
    assert scan(sarif, str(tmp_path / "clean"))["runs"][0]["results"] == []
    assert validate(multitool, sarif) == []


def test_the_validator_would_say(multitool: str, tmp_path: Path) -> None:
    """A report with what GitHub refuses is refused: the rules above are really on."""
    sarif = tmp_path / "bad.sarif"
    place = {"physicalLocation": {"artifactLocation": {"uri": "https://example.com/main.tf"}}}
    result = {"ruleId": "x", "message": {"text": "Bad."}, "locations": [place]}
    driver = {"name": "trueup", "rules": [{"id": "x"}]}
    runs = [{"tool": {"driver": driver}, "results": [result]}]
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    sarif.write_text(json.dumps({"$schema": schema, "version": "2.1.0", "runs": runs}))
    said = {found["ruleId"] for found in validate(multitool, sarif)}
    assert {"GH1003", "GH1005"} <= {rule.partition("/")[0] for rule in said}
