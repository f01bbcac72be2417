"""`docs/formats.md`: every format and column is there, and its pipelines are ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scanner.report import FORMATS
from scanner.report.csv_report import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "formats.md").read_text()
SNIPPETS = re.findall(r"^```yml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
SCHEMAS = {
    "on: pull_request": "vendor.github-workflows",
    "# azure-pipelines.yml": "vendor.azure-pipelines",
    "# .gitlab-ci.yml": "vendor.gitlab-ci",
}


def test_every_format_has_a_row() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|.*\|.*\|.*\|$", TEXT, re.MULTILINE)[: len(FORMATS)] == [
        *FORMATS
    ]


def test_every_column_is_described() -> None:
    table = TEXT.partition("| Columns | |")[2]
    rows = re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(COLUMNS)


def test_there_is_a_snippet_for_each_service() -> None:
    assert len(SNIPPETS) == len(SCHEMAS)


@pytest.mark.parametrize("sign", SCHEMAS)
def test_a_snippet_is_a_pipeline(sign: str, tmp_path: Path) -> None:
    (text,) = [one for one in SNIPPETS if sign in one]
    path = tmp_path / "pipeline.yml"
    path.write_text(text)
    tool = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run(
        [str(tool), "--builtin-schema", SCHEMAS[sign], str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in re.findall(r"--(?:output|format)[ =]([a-z-]+)", text):
        assert name in FORMATS
