"""`trueup drift` as a user meets it where no cloud is needed: what is refused, and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]


def state(**attributes: Any) -> str:
    instance = {"schema_version": 0, "attributes": {"id": "1", **attributes}}
    resource = {
        "mode": "managed",
        "type": "terraform_data",
        "name": "a",
        "provider": 'provider["terraform.io/builtin/terraform"]',
        "instances": [instance],
    }
    return json.dumps({"version": 4, "serial": 7, "lineage": "x", "resources": [resource]})


@pytest.fixture(autouse=True)
def without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "nowhere")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "Error: nowhere: not a folder"),
        ((), "Error: .: neither Terraform code nor manifests there, and no --state"),
        (("--workspace", "../x"), "is no workspace's name"),
    ],
)
def test_wrong_usage(trueup: Trueup, arguments: tuple[str, ...], message: str) -> None:
    if arguments[:1] == ("--workspace",):
        Path("main.tf").write_text('resource "terraform_data" "a" {}\n')
    outcome = trueup("drift", *arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("", "terraform.tfstate"),
        ('backend "s3" {\n bucket = "b"\n key = "k"\n}', "s3://b/k"),
        (
            'backend "s3" {\n bucket = "b"\n key = "k"\n endpoint = "http://127.0.0.1"\n}',
            "--allow-endpoint",
        ),
        ('backend "http" {\n address = "http://127.0.0.1"\n}', "--allow-endpoint http://127"),
        ('backend "pg" {}', "terraform state pull"),
        ('backend "local" {\n path = "/etc/passwd"\n}', "names a state outside of"),
    ],
)
def test_a_state_that_cannot_be_had_is_one_line(trueup: Trueup, backend: str, message: str) -> None:
    Path("main.tf").write_text(f'terraform {{\n{backend}\n}}\nresource "terraform_data" "a" {{}}\n')
    outcome = trueup("drift")
    assert outcome.code == 3
    assert outcome.err.startswith("Error: ")
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 3}', "\x00\xff"])
def test_a_state_that_is_none_is_named(trueup: Trueup, content: str) -> None:
    Path("bad.tfstate").write_text(content)
    outcome = trueup("drift", "--state", "bad.tfstate")
    assert outcome.code == 3
    assert outcome.err.startswith("Error: bad.tfstate")
    assert outcome.err.count("\n") == 1


def test_what_lives_in_the_state_alone_needs_no_cloud(trueup: Trueup) -> None:
    Path("main.tf").write_text('resource "terraform_data" "a" {}\n')
    Path("terraform.tfstate").write_text(state())
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 0
    assert outcome.report["summary"]["complete"]


def test_created_and_destroyed_are_undeployed(trueup: Trueup) -> None:
    Path("main.tf").write_text('resource "terraform_data" "new" {}\n')
    Path("terraform.tfstate").write_text(state())
    report = trueup("drift", "--format", "json").report
    found = {(r["drift"]["class"], r["resource"]["address"]) for r in report["results"]}
    assert found == {("undeployed", "terraform_data.new"), ("undeployed", "terraform_data.a")}


def test_without_credentials_nothing_is_clean(trueup: Trueup) -> None:
    Path("main.tf").write_text('resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n')
    outcome = trueup("drift", "--no-state", "--region", "eu-central-1", "--format", "json")
    assert outcome.code == 3
    report = outcome.report
    assert not report["summary"]["complete"]
    assert report["coverage"]["types"]["aws_s3_bucket"]["unread"] == 1
    assert any("no credentials found" in d["message"] for d in report["diagnostics"])
