"""The recorded answers are still what the real tools answer.

Each oracle script runs in a copy, so that it may write its recordings there; what it writes is then
compared with what is committed. Recordings that hold random ids are left to their own checks.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def terraform() -> str:
    """The version of the AWS provider that Terraform finds."""
    version = os.environ.get("TRUEUP_AWS_PROVIDER_VERSION")
    if version is None or shutil.which("terraform") is None:
        pytest.skip("no Terraform with its AWS provider; run `make proof`")
    return version


@pytest.fixture
def provider(terraform: str) -> None:
    """A provider with the schema that the recordings are of."""
    if not terraform.startswith("5."):
        pytest.skip(f"the AWS provider here is {terraform}; the recordings are of 5.100.0")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tests' scripts and recordings in a place where they may be written."""
    for folder in ("oracles", "terraform/console", "hcl/recorded", "live", "support"):
        shutil.copytree(ROOT / "tests" / folder, tmp_path / "tests" / folder)
    return tmp_path / "tests"


def run(script: Path, *arguments: str) -> None:
    """A script that must succeed, with this repository's package."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout


def same(copy: Path, name: str) -> None:
    """A recording of JSON, as written now and as committed."""
    new, old = (json.loads((folder / name).read_text()) for folder in (copy, ROOT / "tests"))
    assert new == old


def test_console_answers(copy: Path, terraform: str) -> None:
    run(copy / "oracles" / "terraform_console.py")
    for name in ("answers", "planned", "functions"):
        same(copy, f"terraform/console/{name}.json")


def test_hcl_answers(copy: Path, terraform: str) -> None:
    modules = os.environ.get("TRUEUP_NODE_MODULES")
    if modules is None:
        pytest.skip("no hcl2json; run `make proof`")
    run(copy / "oracles" / "hcl_record.py", "--node-modules", modules)
    same(copy, "hcl/recorded/values.json")
    same(copy, "hcl/recorded/syntax.json")


def test_schema_of_the_live_types(copy: Path, provider: None) -> None:
    run(copy / "live" / "oracle" / "record.py")
    same(copy, "live/recorded/schema.json")


def test_the_drift_of_the_demo_is_what_terraform_sees(provider: None) -> None:
    run(ROOT / "tests" / "oracles" / "demo_state.py", "verify")


def test_the_roots_of_the_demo_plan(provider: None) -> None:
    run(ROOT / "tests" / "oracles" / "demo_state.py", "plan")


# Those that take the provider a minute or less; TRUEUP_ALL_FAMILIES=1 asks for every one.
FAMILIES = (
    "autoscaling",
    "backup",
    "dynamodb",
    "ecr",
    "efs",
    "filtering",
    "firehose",
    "kinesis",
    "kms",
    "network",
    "routing",
    "secrets",
)
EVERY = sorted(
    path.parent.name for path in (ROOT / "tests" / "live" / "oracle").glob("*/changes.py")
)


@pytest.mark.parametrize("family", EVERY if os.environ.get("TRUEUP_ALL_FAMILIES") else FAMILIES)
def test_live_families(copy: Path, provider: None, family: str) -> None:
    """The real provider applies a stack: nothing has drifted then, and each change is found."""
    recorded = copy / "live" / "recorded"
    for path in (recorded / "families").iterdir():
        path.unlink()
    run(copy / "live" / "oracle" / "family.py", family)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            str(ROOT / "tests" / "live" / "aws" / "test_families.py"),
            *("-k", "straight_after_apply or change_is_found"),
        ],
        cwd=ROOT,
        env={**os.environ, "TRUEUP_RECORDED": str(recorded), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
