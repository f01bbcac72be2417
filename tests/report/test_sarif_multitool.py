"""Microsoft's SARIF validator on what trueup writes, with the rules for GitHub turned on.

`SARIF_MULTITOOL` names its executable; without it, npm installs the package into a temporary
folder. The executable is called by itself: npm's wrapper hides what it says. Its exit code is 0
whatever it finds, so its log is read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import which
from types import SimpleNamespace
from typing import Any

import pytest

from scanner.report import render

pytestmark = pytest.mark.proof

PACKAGE = "@microsoft/sarif-multitool-linux"
VERSION = "5.7.0"
# GH1001 to GH1007 are off by default.
GITHUB_RULES = (
    "GH1001.ProvideRequiredLocationProperties",
    "GH1002.InlineThreadFlowLocations",
    "GH1003.ProvideRequiredRegionProperties",
    "GH1004.ReviewArraysThatExceedConfigurableDefaults",
    "GH1005.LocationsMustBeRelativeUrisOrFilePaths",
    "GH1006.ProvideCheckoutPath",
    "GH1007.ProvideFullyFormattedMessageStrings",
)
DISABLED = (
    "SARIF2005.ProvideToolProperties",  # wants informationUri: trueup has no public page yet
    "SARIF2006.UrisShouldBeReachable",  # asks the network
)


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> str:
    named = os.environ.get("SARIF_MULTITOOL")
    if named:
        return named
    if which("npm") is None or sys.platform != "linux":
        pytest.skip("the SARIF multitool needs Linux and npm, or SARIF_MULTITOOL set")
    folder = tmp_path_factory.mktemp("multitool")
    subprocess.run(
        ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund",
         "--loglevel=error", f"{PACKAGE}@{VERSION}"],
        check=True,
        timeout=300,
    )  # fmt: skip
    binary = folder / "node_modules" / PACKAGE / "Sarif.Multitool"
    binary.chmod(0o755)
    return str(binary)


def configuration() -> str:
    def rule(name: str, state: str) -> str:
        return (
            f'<Properties Key="{name}.Options"><Property Key="RuleEnabled" Value="{state}" '
            'Type="Driver.RuleEnabledState" /></Properties>'
        )

    rules = [rule(name, "Error") for name in GITHUB_RULES]
    rules += [rule(name, "Disabled") for name in DISABLED]
    return f'<?xml version="1.0" encoding="utf-8"?><Properties>{"".join(rules)}</Properties>'


def complaints(multitool: str, data: bytes, folder: Path, kinds: str) -> list[str]:
    """What the validator finds at the levels error and warning."""
    (folder / "trueup.sarif").write_bytes(data)
    (folder / "rules.xml").write_text(configuration())
    done = subprocess.run(
        [multitool, "validate", "trueup.sarif", "--rule-kind", kinds, "--level", "Error;Warning",
         "-c", "rules.xml", "-o", "found.sarif", "--log", "ForceOverwrite"],
        cwd=folder,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    [run] = json.loads((folder / "found.sarif").read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True
    return [f"{result['ruleId']} {describe(run, result)}" for result in run["results"]]


def describe(run: Any, result: Any) -> str:
    message = result["message"]
    if "text" in message:
        return str(message["text"])
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    text = str(rules[result["ruleId"]]["messageStrings"][message["id"]]["text"])
    for number, argument in enumerate(message.get("arguments", [])):
        text = text.replace(f"{{{number}}}", argument)
    return text


@pytest.mark.parametrize("builder", ["report", "scan", "drift"])
def test_the_file_for_github(
    make: SimpleNamespace, multitool: str, tmp_path: Path, builder: str
) -> None:
    data = render("sarif", getattr(make, builder)())
    assert complaints(multitool, data, tmp_path, "Sarif;Ghas") == []


@pytest.mark.parametrize("builder", ["scan", "drift"])
def test_the_audit_file(
    make: SimpleNamespace, multitool: str, tmp_path: Path, builder: str
) -> None:
    data = render("sarif-audit", getattr(make, builder)())
    assert complaints(multitool, data, tmp_path, "Sarif") == []


def test_the_validator_does_find_what_is_wrong(
    make: SimpleNamespace, multitool: str, tmp_path: Path
) -> None:
    """The proof is worth something only if a bad file fails it."""
    report = make.scan()
    bad = json.loads(render("sarif", replace(report, results=report.results[:1])))
    result = bad["runs"][0]["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    physical["artifactLocation"]["uri"] = "https://example.com/main.tf"
    del physical["region"]
    found = complaints(multitool, json.dumps(bad).encode(), tmp_path, "Sarif;Ghas")
    assert {line.split()[0] for line in found} >= {"GH1003", "GH1005"}
