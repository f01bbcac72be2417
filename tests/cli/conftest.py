"""Running the command inside of the test process."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


HERE = Path(__file__).parent
BASELINE = """\
title: Baseline
select: {rules: ["*"]}
disable: [aws-s3-bucket-without-kms, google-storage-bucket-without-cmek]
"""


@pytest.fixture(scope="session")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small rulebook of rules of ours: what the command does with findings must not change
    with every rule that is added."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("rulebook")
    for name in (HERE / "rulebook.txt").read_text().split():
        (folder / "rules" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "rules" / name, folder / "rules" / name)
    (folder / "policies").mkdir()
    (folder / "policies" / "baseline.yaml").write_text(BASELINE)
    shutil.copy(root / "policies" / "strict.yaml", folder / "policies")
    return folder


@pytest.fixture
def trueup(
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    rulebook: Path,
) -> Callable[..., Outcome]:
    """``trueup("scan", ".")`` in an empty folder that is its own repository."""
    for module in ("rulebook", "policy"):
        monkeypatch.setattr(f"scanner.{module}.data_folder", lambda name: str(rulebook / name))
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name in list(os.environ):
        if name.startswith(("TF_VAR_", "AWS_")):
            monkeypatch.delenv(name)

    def call(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsysbinary.readouterr()
        return Outcome(code, captured.out.decode(), captured.err.decode())

    return call
