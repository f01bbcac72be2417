"""What CI services get of a part of the demonstration stack, compared to the byte.

After a change that is meant, write the files anew and read the difference before committing it:
``TRUEUP_WRITE_SNAPSHOTS=1 python -m pytest tests/demo/test_formats.py``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scanner.version import __version__

SNAPSHOTS = Path(__file__).parent / "fixtures"
FILES = {
    "github": "github.txt",
    "junit": "junit.xml",
    "gitlab-codequality": "gl-code-quality-report.json",
    "gitlab-sast": "gl-sast-report.json",
    "sonarqube": "sonarqube.json",
    "csv": "findings.csv",
}
# Few rules, so that a new one changes nothing here.
POLICY = """\
title: Three rules
select:
  rules:
    - google-storage-bucket-public-access-not-prevented
    - google-storage-bucket-acl-access
    - google-storage-bucket-without-versioning
"""
# What is another in each run, or in each version.
CHANGING = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "2026-01-02T03:04:05"),
    (r'time="[0-9.]+"', 'time="0.125"'),
    (rf'(trueup\.version" value=|"version": )"{re.escape(__version__)}"', r'\1"VERSION"'),
)


@pytest.fixture(scope="module")
def written(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a scan of the old backups, in a repository of their own."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / ".git").mkdir()
    shutil.copytree(demo / "infrastructure" / "backups_legacy", folder / "backups_legacy")
    (folder / "policy.yaml").write_text(POLICY)
    outputs = [f"--output={name}={folder / 'out' / file}" for name, file in FILES.items()]
    done = subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", "scan", "backups_legacy", "--no-cache",
         "--policy=policy.yaml", *outputs],
        cwd=folder,
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr == b"", done.stderr
    return folder / "out"


@pytest.mark.parametrize("file", FILES.values())
def test_the_report_is_what_it_was(written: Path, file: str) -> None:
    text = (written / file).read_bytes().decode()
    if file.endswith(".json"):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    for pattern, instead in CHANGING:
        text = re.sub(pattern, instead, text)
    snapshot = SNAPSHOTS / file
    if os.environ.get("TRUEUP_WRITE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        snapshot.write_bytes(text.encode())
    assert text == snapshot.read_bytes().decode()
