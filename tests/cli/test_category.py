"""What code scanning keeps apart: the category that a run has of itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.main import run

TERRAFORM = (
    'variable "name" { default = "a" }\nresource "aws_s3_bucket" "b" { bucket = var.name }\n'
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for folder in ("envs/prod", "envs/d e v"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "main.tf").write_text(TERRAFORM)
    (tmp_path / "prod.tfvars").write_text('name = "p"\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scan(*words: str) -> str:
    """Scan, and say the category of the report."""
    assert run(["scan", *words, "--output", "sarif=out.sarif", "--no-cache"]) in (0, 1)
    [only] = json.loads(Path("out.sarif").read_bytes())["runs"]
    category: str = only["automationDetails"]["id"]
    return category


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ([], "trueup/policy/"),
        (["."], "trueup/policy/"),
        ([".", "envs/prod"], "trueup/policy/"),
        (["envs/prod"], "trueup/policy/envs/prod/"),
        (["./envs/prod/"], "trueup/policy/envs/prod/"),
        (["envs/prod", "envs/d e v"], "trueup/policy/envs/d%20e%20v+envs/prod/"),
        (["envs/prod", "--var-file", "prod.tfvars"], "trueup/policy/envs/prod/prod/"),
        (["--workspace", "eu"], "trueup/policy/eu/"),
        (["envs/prod", "--category", "mine"], "trueup/policy/mine/"),
        (["envs/prod", "--category", "/mine/"], "trueup/policy/mine/"),
        (["envs/prod", "--category", ""], "trueup/policy/"),
    ],
)
def test_the_category_of_a_scan(repository: Path, words: list[str], category: str) -> None:
    assert scan(*words) == category


def test_it_is_the_same_from_wherever_it_runs(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "envs" / "prod")
    assert scan() == "trueup/policy/envs/prod/"


def test_what_lies_outside_goes_by_its_name(repository: Path, tmp_path_factory: Any) -> None:
    found = set()
    for _ in "ab":
        outside = tmp_path_factory.mktemp("run")
        (outside / "prod.tf").write_text(TERRAFORM)
        found.add(scan(str(outside / "prod.tf")))
    assert found == {"trueup/policy/prod.tf/"}


def test_a_long_one_is_cut_and_stays_unique(repository: Path) -> None:
    found = set()
    for last in "ab":
        name = "x" * 250 + last
        (repository / name).mkdir()
        (repository / name / "main.tf").write_text(TERRAFORM)
        found.add(scan(name))
    assert len(found) == 2 and all(len(one) < 260 for one in found)
