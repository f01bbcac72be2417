"""The user's own Checkov policies, by the pack and by Checkov itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from checkov_proof import small_environment

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
POLICIES = {
    "__init__.py": "raise RuntimeError('never run')\n",
    "helper.py": "OWNERS = ('me',)\n",
    "resource.py": """
        from __future__ import annotations
        from checkov.common.models.enums import CheckCategories, CheckResult
        from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck
        from helper import OWNERS

        class Owner(BaseResourceCheck):
            def __init__(self) -> None:
                super().__init__(
                    name="Ensure every volume has an owner that we know",
                    id="CUSTOM_1",
                    categories=[CheckCategories.GENERAL_SECURITY],
                    supported_resources=["aws_ebs_volume"],
                )

            def scan_resource_conf(self, conf):
                self.evaluated_keys = ["tags"]
                tags = conf.get("tags", [{}])[0]
                known = isinstance(tags, dict) and tags.get("Owner") in OWNERS
                return CheckResult.PASSED if known else CheckResult.FAILED

        check = Owner()
        """,
    "patterns.py": """
        import re
        from checkov.common.bridgecrew.severities import BcSeverities, Severities
        from checkov.common.models.enums import CheckCategories, CheckResult
        from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

        class Named(BaseResourceCheck):
            def __init__(self):
                super().__init__(
                    "Ensure names are in snake case",
                    "ORG_NAMING_1",
                    [CheckCategories.CONVENTION],
                    ["aws_*", "google_*"],
                )
                self.severity = Severities[BcSeverities.HIGH]

            def scan_resource_conf(self, conf):
                name = conf["__address__"].rpartition(".")[2]
                fine = re.fullmatch("[a-z0-9_]+", name)
                return CheckResult.PASSED if fine else CheckResult.FAILED

        class Anything(BaseResourceCheck):
            def __init__(self):
                super().__init__("Anything", "ORG_ANY_1", [CheckCategories.CONVENTION], ["*"])

            def scan_resource_conf(self, conf):
                return CheckResult.PASSED

        class Placed(BaseResourceCheck):
            def __init__(self):
                super().__init__("Placed", "ORG_PLACE_1", [CheckCategories.CONVENTION], ["aws_*"])

            def scan_resource_conf(self, conf):
                fine = "/child/main.tf:" in self.entity_path
                return CheckResult.PASSED if fine else CheckResult.FAILED

        Named()
        Anything()
        Placed()
        """,
    "deep/__init__.py": "",
    "deep/others.py": """
        from checkov.common.models.enums import CheckCategories, CheckResult
        from checkov.terraform.checks.data.base_check import BaseDataCheck
        from checkov.terraform.checks.module.base_module_check import BaseModuleCheck
        from checkov.terraform.checks.provider.base_check import BaseProviderCheck
        from checkov.terraform.checks.resource.aws.EBSEncryption import EBSEncryption
        from checkov.terraform.checks.resource.base_resource_value_check import (
            BaseResourceValueCheck,
        )

        class Image(BaseDataCheck):
            def __init__(self):
                super().__init__(
                    name="Ensure images are ours", id="CUSTOM_2",
                    categories=[CheckCategories.SUPPLY_CHAIN], supported_data=["aws_ami"],
                )

            def scan_data_conf(self, conf):
                self.evaluated_keys = ["owners"]
                ours = conf.get("owners") == [["self"]]
                return CheckResult.PASSED if ours else CheckResult.FAILED

        class Key(BaseResourceValueCheck):
            def __init__(self):
                super().__init__(
                    name="Ensure volumes have a key", id="CUSTOM_3",
                    categories=[CheckCategories.ENCRYPTION], supported_resources=["aws_ebs_volume"],
                )

            def get_inspected_key(self):
                return "kms_key_id"

            def get_expected_value(self):
                return "ours"

        class Region(BaseProviderCheck):
            def __init__(self):
                super().__init__(
                    "Ensure the region", "CUSTOM_4", [CheckCategories.GENERAL_SECURITY], ["aws"]
                )

            def scan_provider_conf(self, conf):
                right = conf.get("region") == ["eu-west-1"]
                return CheckResult.PASSED if right else CheckResult.FAILED

        class Local(BaseModuleCheck):
            def __init__(self):
                super().__init__(
                    "Ensure modules are local", "CUSTOM_5", [CheckCategories.SUPPLY_CHAIN]
                )

            def scan_module_conf(self, conf):
                local = conf["source"][0].startswith("./")
                return CheckResult.PASSED if local else CheckResult.FAILED

        class SameIdAsCheckovsOwn(EBSEncryption):
            def scan_resource_conf(self, conf):
                return CheckResult.FAILED

        for one in (Image, Key, Region, Local, SameIdAsCheckovsOwn):
            one()
        """,
    "attribute.yaml": """
        metadata:
          id: "YAML_1"
          name: "Ensure volumes are large"
          category: "GENERAL_SECURITY"
          severity: "CRITICAL"
        definition:
          cond_type: attribute
          resource_types: [aws_ebs_volume]
          attribute: size
          operator: greater_than
          value: 5
        """,
    "all.yaml": """
        metadata:
          id: "YAML_ALL"
          name: "Ensure everything has tags"
          category: "CONVENTION"
        definition:
          cond_type: attribute
          resource_types: all
          attribute: tags
          operator: exists
        """,
    "replaced.yml": """
        metadata:
          id: "CKV2_AWS_2"
          name: "Ours instead of Checkov's"
          category: "ENCRYPTION"
        definition:
          cond_type: attribute
          resource_types: [aws_instance]
          attribute: ami
          operator: exists
        """,
    "connection.json": json.dumps(
        {
            "metadata": {"id": "YAML_2", "name": "Ensure a volume", "category": "CONVENTION"},
            "definition": {
                "and": [
                    {
                        "cond_type": "filter",
                        "attribute": "resource_type",
                        "value": ["aws_instance"],
                        "operator": "within",
                    },
                    {
                        "cond_type": "connection",
                        "resource_types": ["aws_volume_attachment"],
                        "connected_resource_types": ["aws_instance"],
                        "operator": "exists",
                    },
                ]
            },
        }
    ),
}
CODE = """
provider "aws" {
  region = "us-east-1"
}
data "aws_ami" "theirs" {
  owners = ["amazon"]
}
data "aws_ami" "ours" {
  owners = ["self"]
}
resource "aws_ebs_volume" "Camel" {
  availability_zone = "us-east-1a"
  encrypted         = true
  size              = 4
}
resource "aws_ebs_volume" "fine" {
  availability_zone = "us-east-1a"
  encrypted         = true
  size              = 40
  kms_key_id        = "ours"
  tags              = { Owner = "me" }
}
resource "aws_ebs_volume" "skipped" {
  # checkov:skip=CUSTOM_1,CUSTOM_3:it is meant
  availability_zone = "us-east-1a"
  encrypted         = true
}
module "local" {
  source = "./child"
}
module "far" {
  source = "git::https://example.com/far.git"
}
resource "null_resource" "x" {}
resource "aws_instance" "with" { ami = "ami-1" }
resource "aws_instance" "without" { ami = "ami-1" }
resource "aws_volume_attachment" "it" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.fine.id
  instance_id = aws_instance.with.id
}
"""
CHILD = """
resource "aws_ebs_volume" "inner" {
  for_each          = toset(["a", "b"])
  availability_zone = "us-east-1a"
  tags              = { Owner = each.key }
}
"""
FAILING = {
    ("CUSTOM_1", "aws_ebs_volume.Camel"),
    ("CUSTOM_2", "data.aws_ami.theirs"),
    ("CUSTOM_3", "aws_ebs_volume.Camel"),
    ("CUSTOM_4", "provider.aws"),
    ("CUSTOM_5", "module.far"),
    ("ORG_NAMING_1", "aws_ebs_volume.Camel"),
    ("ORG_PLACE_1", "aws_ebs_volume.Camel"),
    ("YAML_1", "aws_ebs_volume.Camel"),
    ("YAML_2", "aws_instance.without"),
    ("YAML_ALL", "null_resource.x"),
}
"""Some of what fails, by the check and the address."""


@pytest.fixture
def python() -> str:
    """The interpreter of an environment with all of Checkov."""
    path = os.environ.get("TRUEUP_CHECKOV_PYTHON")
    if not path:
        pytest.skip("no Checkov: TRUEUP_CHECKOV_PYTHON is not set; run `make proof`")
    return path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in POLICIES.items():
        (tmp_path / "policies" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policies" / name).write_text(textwrap.dedent(text))
    (tmp_path / "code" / "child").mkdir(parents=True)
    (tmp_path / "code" / "main.tf").write_text(CODE)
    (tmp_path / "code" / "child" / "main.tf").write_text(CHILD)
    return tmp_path


def trueup(folder: Path, python: str, *words: str) -> subprocess.CompletedProcess[str]:
    options = ("--external-checks-dir", "policies", "--checkov-python", python)
    return subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", *words, *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def failing(report: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (one["rule"], one["resource"]["address"])
        for one in report["results"]
        if one["kind"] == "fail"
    }


def test_they_run_unchanged(python: str, tree: Path) -> None:
    done = trueup(tree, python, "scan", "code", "--pack", "checkov", "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert failing(report) >= FAILING
    assert ("ORG_PLACE_1", "module.local.aws_ebs_volume.inner") not in failing(report)
    levels = {one["rule"]: one["severity"] for one in report["results"]}
    assert (levels["YAML_1"], levels["ORG_NAMING_1"]) == ("critical", "high")
    told = {one["code"] for one in report["diagnostics"] if one["code"].startswith("pack-")}
    # Two with an id of Checkov's own.
    assert told == {"pack-external-twice"}
    assert report["summary"]["complete"] is True
    assert not list((tree / "policies").rglob("__pycache__"))


def test_checkov_itself_says_the_same(python: str, tree: Path) -> None:
    done = trueup(tree, python, "packs", "verify", "checkov", "code")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not in the pack" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith("agreement 100.00%")


def test_the_small_environment_is_enough(python: str, tree: Path) -> None:
    small = small_environment(tree / "data")
    words = ("scan", "code", "--pack", "checkov", "--format", "json", "--all")
    reports = [trueup(tree, one, *words).stdout for one in (small, python)]
    assert "YAML_2" in reports[0]
    assert json.loads(reports[0])["results"] == json.loads(reports[1])["results"]


def test_a_broken_one_costs_itself(python: str, tree: Path) -> None:
    (tree / "policies" / "broken.yaml").write_text("metadata:\n  id: X\n definition: [\n")
    (tree / "policies" / "lacking.yaml").write_text("metadata:\n  id: X\ndefinition: {}\n")
    (tree / "policies" / "pod.yaml").write_text("kind: Pod\n")
    (tree / "policies" / "broken.py").write_text("import that_there_is_not\n")
    (tree / "code" / "main.tf").write_text('resource "null_resource" "x" {}\n')
    done = trueup(tree, python, "scan", "code", "--pack", "checkov", "--format", "json")
    report = json.loads(done.stdout)
    assert ("YAML_ALL", "null_resource.x") in failing(report)
    assert report["summary"]["complete"] is False
    told = {
        one["path"]: one["line"]
        for one in report["diagnostics"]
        if one["code"] == "pack-external-file"
    }
    assert told == {
        "policies/broken.py": 1,
        "policies/broken.yaml": 3,
        "policies/lacking.yaml": None,
    }
    (note,) = [one for one in report["diagnostics"] if one["code"] == "pack-external-unlisted"]
    assert note["path"] == "policies/pod.yaml"
