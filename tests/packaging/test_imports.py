"""What starting trueup may load: no cloud SDK, no Kubernetes client, no python-hcl2, no Checkov."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STACK = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'
SDKS = frozenset(
    {
        "boto3",
        "botocore",
        "google",
        "kubernetes",
        "hcl2",
        "lark",
        "checkov",
        "requests",
        "urllib3",
        "sqlalchemy",
        "psycopg",
    }
)
# Small for one import, large for a command that answers in tens of milliseconds.
HEAVY = frozenset(
    {
        "asyncio",
        "attr",
        "attrs",
        "multiprocessing",
        "rich",
        "sarif_om",
        "subprocess",
        "typing_inspect",
    }
)

PROBE = """\
import sys
before = set(sys.modules)
try:
    {program}
except SystemExit as stop:
    code = stop.code or 0
else:
    code = 0
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print("LOADED", code, *sorted(loaded), file=sys.stderr)
"""


def loaded_by(program: str, cwd: Path) -> tuple[int, set[str]]:
    """The exit code of a program and the top-level modules that it loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(program=program)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    last = done.stderr.splitlines()[-1] if done.stderr else ""
    assert last.startswith("LOADED "), done.stderr
    _, code, *names = last.split()
    return int(code), set(names)


def command(*words: str) -> str:
    """A program that runs trueup as its console script does."""
    return f"from scanner.cli.main import main; main({list(words)!r})"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("import scanner", 0),
        (command("--help"), 0),
        (command("--version"), 0),
        (command("rules", "list"), 0),
        (command("scan", "main.tf", "--no-cache"), 1),
        (command("scan", ".", "--no-cache"), 1),
        (command("scan", "main.tf", "--no-cache", "--format", "json"), 1),
    ],
    ids=["import", "help", "version", "rules", "scan-file", "scan-folder", "scan-json"],
)
def test_no_sdk_is_loaded(tmp_path: Path, program: str, expected: int) -> None:
    (tmp_path / "main.tf").write_text(STACK)
    code, names = loaded_by(program, tmp_path)
    assert code == expected
    assert "scanner" in names
    assert not names & SDKS


@pytest.mark.parametrize(
    "program",
    ["import scanner", command("--help"), command("scan", "main.tf", "--no-cache")],
    ids=["import", "help", "scan-file"],
)
def test_starting_is_light(tmp_path: Path, program: str) -> None:
    (tmp_path / "main.tf").write_text(STACK)
    _, names = loaded_by(program, tmp_path)
    assert not names & HEAVY


def test_the_vocabulary_of_rules_needs_little(tmp_path: Path) -> None:
    _, names = loaded_by("import scanner", tmp_path)
    assert not names & {"click", "yaml", "orjson", "json", "subprocess", "hashlib"}


def test_the_probe_sees_an_import(tmp_path: Path) -> None:
    _, names = loaded_by("import botocore, rich", tmp_path)
    assert {"botocore", "rich"} <= names
