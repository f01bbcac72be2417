"""Frameworks: controls mapped to rules, and how each came out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scanner.compliance import comply
from scanner.errors import ConfigurationError
from scanner.policy import load_policy
from scanner.rulebook import load_rules

Trueup = Callable[..., Any]
RULES = load_rules()
SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "report.schema.json").read_text()
)
POLICY = """\
title: House rules
framework: {name: House rules, version: "2", source: the wiki}
controls:
  "1.1":
    title: Databases are encrypted
    rules: [aws-db-instance-unencrypted]
  "1.2":
    title: Volumes are encrypted
    rules: [CKV_AWS_3]
  "1.10":
    title: Databases are private
    rules: [aws-db-instance-public]
  "2":
    title: Somebody looks at the logs
    manual: people are not in the configuration
  "3":
    title: Buckets are private
    rules: [aws-s3-bucket-public-a*]
"""
CODE = """\
resource "aws_db_instance" "a" {
  publicly_accessible = var.public
}
variable "public" {}
resource "aws_ebs_volume" "v" {
  # trueup:ignore aws-ebs-volume-unencrypted scratch space
  encrypted = false
}
"""


def scan(trueup: Trueup, tmp_path: Path, *words: str, policy: str = POLICY) -> Any:
    (tmp_path / "house.yaml").write_text(policy)
    (tmp_path / "main.tf").write_text(CODE)
    return trueup("scan", ".", "--policy", "house.yaml", *words)


def test_each_control_comes_out(trueup: Trueup, tmp_path: Path) -> None:
    report = scan(trueup, tmp_path, "--format", "json").report
    jsonschema.validate(report, SCHEMA)
    (found,) = report["compliance"]
    assert found["framework"] == {"name": "House rules", "version": "2", "source": "the wiki"}
    assert [(c["id"], c["status"]) for c in found["controls"]] == [
        ("1.1", "fail"),
        ("1.2", "waived"),
        ("1.10", "open"),
        ("2", "manual"),
        ("3", "not-applicable"),
    ]
    assert found["controls"][1]["rules"] == ["aws-ebs-volume-unencrypted"]
    assert found["controls"][3]["manual"] == "people are not in the configuration"
    assert {r["rule"] for r in report["results"]} == {
        "aws-db-instance-unencrypted",
        "aws-ebs-volume-unencrypted",
        "aws-db-instance-public",
    }


def test_the_text_says_it_line_by_line(trueup: Trueup, tmp_path: Path) -> None:
    out = scan(trueup, tmp_path).out
    start = out.index("House rules 2")
    assert out[start : out.index("controls:") + 80].splitlines()[:7] == [
        "House rules 2",
        "  fail           1.1 Databases are encrypted (1 failed)",
        "  waived         1.2 Volumes are encrypted (1 waived)",
        "  open           1.10 Databases are private (1 open)",
        "  manual         2 Somebody looks at the logs",
        "  not applicable 3 Buckets are private",
        "  controls: 1 fail, 1 open, 1 waived, 1 not applicable, 1 manual",
    ]


def test_policies_show_says_what_is_mapped(trueup: Trueup, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(POLICY)
    out = trueup("policies", "show", "house.yaml").out
    assert "House rules 2: 4 of 5 controls mapped, 1 manual\n" in out
    assert "1.2  Volumes are encrypted\n    aws-ebs-volume-unencrypted" in out
    assert "manual: people are not" in out


def test_a_policy_that_extends_a_framework_reports_on_it(trueup: Trueup, tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(
        "title: More\nextends: [house.yaml]\ndisable: [aws-db-instance-public]\n"
    )
    scan(trueup, tmp_path)
    report = trueup("scan", ".", "--policy", "more.yaml", "--format", "json").report
    statuses = {c["id"]: c["status"] for c in report["compliance"][0]["controls"]}
    assert statuses["1.1"] == "fail"
    assert statuses["1.10"] == "not-applicable"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("    rules: [CKV_AWS_3]\n", ""), "control 1.2 wants either rules or manual"),
        (
            ("    manual: people", "    rules: [aws-*]\n    manual: people"),
            "control 2 wants either",
        ),
        (("[CKV_AWS_3]", "[CKV_AWS_3000]"), "no rule is called 'CKV_AWS_3000'"),
        (('framework: {name: House rules, version: "2", source: the wiki}\n', ""), "a framework"),
        ((", source: the wiki", ""), "source"),
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert change[0] in POLICY
    path = tmp_path / "house.yaml"
    path.write_text(POLICY.replace(*change))
    with pytest.raises(ConfigurationError, match=message) as refused:
        load_policy(str(path), RULES)
    assert "house.yaml:" in str(refused.value)


def test_nothing_is_reported_without_a_framework() -> None:
    assert comply((), ()) == ()
