"""action.yml and the workflows under the linters of their kind, and our own stricter rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [ROOT / "action.yml", *WORKFLOWS]


def lint(*command: str | Path) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_a_workflow() -> None:
    assert WORKFLOWS


def test_zizmor() -> None:
    lint(SCRIPTS / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", *FILES)


@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-actions", FILES[:1]), ("vendor.github-workflows", WORKFLOWS)],
)
def test_schema(schema: str, files: list[Path]) -> None:
    lint(SCRIPTS / "check-jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    for reference in re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(), re.MULTILINE):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", reference), reference
