"""`trueup packs verify` run as a user runs it, and what it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def trueup(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def agreement(line: str) -> tuple[float, int]:
    """Percent, and of how many."""
    found = re.search(r"agreement (\d+\.\d\d)% \((\d+) of (\d+)\)", line)
    assert found, line
    return float(found[1]), int(found[3])


def small_environment(data: Path) -> str:
    """The interpreter of what `trueup packs install checkov` makes in a data directory."""
    from scanner.packs.checkov.environment import INSTALL

    made = subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", *INSTALL.split()[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert made.returncode == 0, made.stderr
    return str(data / "trueup" / "packs" / "checkov" / "bin" / "python")
