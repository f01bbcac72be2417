"""The action with nothing stood in for: the real lock file, the real build, the real trueup."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.proof
def test_the_action_installs_and_scans(runner: Any) -> None:
    # A pull request that ships modules named like the tools must not get them imported.
    for name in ("pip", "venv", "json", "scanner", "importlib"):
        (runner.workspace / f"{name}.py").write_text("open('pwned', 'w')\n")
    stack = runner.workspace / "main.tf"
    stack.write_text('resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n')
    run = runner.run({"path": "main.tf", "pack": "checkov"}, python=sys.executable)
    assert not list(runner.folder.rglob("pwned"))
    assert run.outputs["exit-code"] == "1", run.log
    assert int(run.outputs["findings-count"]) >= 1
    sarif = json.loads(Path(run.outputs["sarif-file"]).read_text())
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif["runs"][0]["results"]
    }
    assert uris == {"main.tf"}
    # A check of Checkov's that no rule asks.
    assert any(result["ruleId"].startswith("CKV") for result in sarif["runs"][0]["results"])
    assert any(command.startswith("::error file=main.tf,line=2") for command in run.commands)
    assert "main.tf" in run.summary and "storage is not encrypted" in run.summary
    assert run.steps["Upload to code scanning"] == "success"
