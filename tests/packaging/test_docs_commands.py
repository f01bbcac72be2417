"""The commands of the documents run, page after page, in a repository like the one they speak of.

What compares with a platform, or installs from an index, is run elsewhere: by `make demo`, by the
tests of drift and of the packs. Here its options are checked (test_docs.py).
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from scanner.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^\s*```console\n(.*?)^\s*```", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

CODE = """\
variable "size" { default = "t3.micro" }
variable "name" { default = "shop" }
locals { tags = { Owner = var.name } }

resource "aws_s3_bucket" "logs" { bucket = "${var.name}-logs" }

resource "aws_instance" "web" {
  count         = 1
  ami           = "ami-12345678"
  instance_type = var.size
  tags          = local.tags
}

resource "aws_db_instance" "orders" {
  engine            = "postgres"
  storage_encrypted = false
}
"""
CONFIGURATION = """\
environments:
  - {name: staging, root: infrastructure, var_files: [staging.tfvars]}
  - {name: production, root: infrastructure, var_files: [production.tfvars]}
"""
DRIFT = {"schema": "trueup/1", "command": "drift", "summary": {"complete": True}, "results": []}
FILES = {
    "infrastructure/main.tf": CODE,
    "infrastructure/live/main.tf": CODE,
    "k8s/api.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\n",
    "manifests/api.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: api}\n",
    "staging.tfvars": 'size = "t3.small"\n',
    "production.tfvars": 'size = "t3.large"\n',
    ".trueup.yaml": CONFIGURATION,
    "drift.json": json.dumps(DRIFT),
}


def lines(page: Path) -> list[str]:
    """The command lines of a page."""
    found = [row.strip() for text in FENCE.findall(page.read_text()) for row in text.splitlines()]
    return [row[2:] for row in found if row.startswith("$ ")]


def words_of(line: str) -> list[str]:
    """What trueup is given; empty for what is not run here."""
    words = shlex.split(line.rpartition(" | ")[2], comments=True)
    if not words or words[0].rpartition("/")[2] != "trueup":
        return []
    elsewhere = {"drift", "packs", "history", "--live", "--pack"} & set(words)
    return [] if elsewhere else words[1:]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a branch and a tag, as the documents name them."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    sarif = ROOT / "tests" / "load" / "sarif" / "recorded" / "trivy-image.sarif"
    shutil.copy(sarif, tmp_path / "trivy.sarif")
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for command in (
        ["init", "-q"],
        ["add", "."],
        [*author, "commit", "-q", "-m", "one"],
        ["tag", "v1.4.0"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ):
        subprocess.run(["git", *command], check=True, timeout=60)
    return tmp_path


class _Piped(io.StringIO):
    """Standard input as a pipe gives it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data.decode())
        self.buffer = io.BytesIO(data)


def given(line: str) -> bytes:
    """What the command before the bar prints."""
    if line.startswith("terraform show"):
        return (ROOT / "tests" / "load" / "recorded" / "create.json").read_bytes()
    if line.startswith("echo "):
        return (shlex.split(line.rpartition(" | ")[0])[1] + "\n").encode()
    return b""


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(map(words_of, lines(page)))], ids=lambda p: p.name
)
def test_the_commands_of_a_page_run(
    page: Path,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for line in lines(page):
        words = words_of(line)
        if not words:
            continue
        monkeypatch.setattr("sys.stdin", _Piped(given(line)))
        code = run(words)
        out, err = capfdbinary.readouterr()
        assert code in (0, 1), (line, code, err.decode("utf-8", "replace"))
        assert out, line
        for place in re.findall(r"--output \w[\w-]*=(\S+)", line):
            assert os.path.getsize(place) > 0, line


def test_most_commands_are_run() -> None:
    every = [line for page in PAGES for line in lines(page) if "trueup " in line]
    ran = [line for line in every if words_of(line)]
    assert len(ran) > 40 and len(ran) > len(every) * 0.45
