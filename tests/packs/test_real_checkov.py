"""The pack by Checkov itself, in the environment that `make test` installs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import Worker

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def python() -> str:
    """Checkov's interpreter."""
    folder = ROOT / ".venv-pack" / "trueup" / "packs" / "checkov"
    found = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not found.exists():
        pytest.skip(f"{found} is not there: `make test` installs it")
    return str(found)


@pytest.fixture(scope="module")
def catalogue(python: str) -> Catalogue:
    with Worker(python) as worker:
        return catalogue_of(worker, None)


def test_every_check_can_be_asked(catalogue: Catalogue) -> None:
    assert catalogue.failed == {}
    kinds = {place.partition("/")[0] for place in catalogue.modules}
    assert {"resource", "data", "provider", "module"} <= kinds
    assert len(catalogue.checks) > 900
    assert all(check.name and check.category for check in catalogue.checks.values())


def scan(python: str, folder: Path, *words: str) -> dict[tuple[str, str], str]:
    """(check, address) -> what it says, of a folder, by the pack alone."""
    command = [sys.executable, "-m", "scanner.cli.main", "scan", str(folder)]
    options = ["--pack", "checkov:all", "--checkov-python", python, "--format", "json", "--all"]
    done = subprocess.run(
        [*command, *options, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return {
        (result["rule"], instance["address"]): instance["kind"]
        for result in orjson.loads(done.stdout)["results"]
        for instance in result["instances"]
        if result["rule"].startswith(("CKV_", "CKV2_"))
    }


TERRAFORM = """
variable "size" {}
provider "aws" { access_key = "AKIAIOSFODNN7EXAMPLE" }
resource "aws_ebs_volume" "open" {
  availability_zone = "eu-west-1a"
  size              = var.size
}
resource "aws_ebs_volume" "safe" {
  availability_zone = "eu-west-1a"
  encrypted         = true
}
module "foreign" { source = "git::https://example.com/network.git" }
"""


def test_terraform(python: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    said = scan(python, tmp_path, "--allow-incomplete")
    assert said["CKV_AWS_3", "aws_ebs_volume.open"] == "fail"
    assert said["CKV_AWS_3", "aws_ebs_volume.safe"] == "pass"
    assert said["CKV_AWS_41", "provider.aws"] == "fail"
    assert said["CKV_TF_1", "module.foreign"] == "fail"
