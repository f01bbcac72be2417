"""What a whole run of `trueup drift` writes, in each format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from scanner.cli.options import FORMATS
from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
TESTS = Path(__file__).parents[1]
SECRET = "hunter2-canary"


@pytest.fixture
def drifted(cloud: Cloud) -> Cloud:
    """A bit of every class that there can be with code, state and live."""
    cloud["app aws_iam_role"]["description"] = "by hand | `x`"
    cloud["logs-a aws_s3_bucket_versioning"]["versioning_configuration"][0]["status"] = "Suspended"
    cloud.delete("logs-b.c aws_s3_bucket")
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    cloud.unread = [Unread("aws_security_group", None, "not read: denied", True)]
    Path("more.tf").write_text('resource "aws_s3_bucket" "new" {\n  bucket = "new"\n}\n')
    Path(".trueup.yaml").write_text(
        "drift: {ignore: [{type: aws_vpc_*, attribute: cidr_ipv4, reason: known}]}\n"
    )
    cloud["sgr-"]["cidr_ipv4"] = "10.0.0.0/8"
    return cloud


def test_every_format_is_written_and_sound(trueup: Trueup, drifted: Cloud) -> None:
    formats = ("json", "sarif", "sarif-audit", "markdown", "markdown-comment")
    outputs = [word for name in formats for word in ("--output", f"{name}=out/{name}")]
    outcome = trueup("drift", "--all", *outputs)
    assert outcome.code == 1, outcome.err
    found = {name: Path("out", name).read_bytes() for name in formats}
    report = json.loads(found["json"])
    schema = json.loads((TESTS.parent / "docs" / "report.schema.json").read_text())
    assert [e.message for e in Draft202012Validator(schema).iter_errors(report)] == []
    classes = {name: n for name, n in report["summary"]["by_class"].items() if n}
    assert classes == {
        "in_sync": 2,
        "drifted": 3,
        "missing": 1,
        "undeployed": 1,
        "unmanaged": 1,
        "unread": 1,
    }
    standard = json.loads((TESTS / "report/fixtures/sarif-2.1.0-rtm.5.json").read_text())
    logs = {name: json.loads(found[name]) for name in ("sarif", "sarif-audit")}
    for log in logs.values():
        assert [e.message for e in Draft4Validator(standard).iter_errors(log)] == []
        assert [run["tool"]["driver"]["name"] for run in log["runs"]] == ["trueup", "trueup drift"]
        (invocation,) = log["runs"][1]["invocations"]
        assert invocation["executionSuccessful"] is False
    rules = [one["ruleId"] for one in logs["sarif"]["runs"][1]["results"]]
    assert sorted(rules) == [
        "drift-drifted",
        "drift-drifted",
        "drift-missing",
        "drift-undeployed",
        "drift-unmanaged",
    ]
    audited = logs["sarif-audit"]["runs"][1]["results"]
    assert len(audited) == 9
    (suppressed,) = [one for one in audited if one["suppressions"]]
    assert suppressed["suppressions"][0]["justification"] == "known"
    assert suppressed["suppressions"][0]["kind"] == "external"
    for name in ("markdown", "markdown-comment"):
        text = found[name].decode()
        assert "<code>aws_s3_bucket.stray</code>" in text
        assert "&#34;by hand &#124; &#96;x&#96;&#34;" in text
        assert "10.0.0.0/8" not in text


def test_text_is_quiet_about_what_is_fine(trueup: Trueup, drifted: Cloud) -> None:
    text = trueup("drift").out
    assert "aws_s3_bucket.east" not in text and "cidr_ipv4" not in text
    assert 'aws_s3_bucket.logs["b.c"]  main.tf:43  logs-b.c\n  missing ' in text
    assert "unmanaged (1): exists, but neither the code nor the state knows it\n" in text
    assert "undeployed (1): declared, but not created yet\n" in text
    assert "coverage: 7 of 10 resources compared (70.0 %)" in text
    assert "  aws_security_group  1 denied: denied\n" in text
    assert "  state: terraform.tfstate, workspace default, serial 10\n" in text
    everything = trueup("drift", "--all").out
    assert "in sync: 2 resources\n" in everything
    assert "suppressed: drift-ignore: known\n" in everything


def test_secrets_are_nowhere(trueup: Trueup, cloud: Cloud) -> None:
    state = json.loads(cloud.state)
    for resource in state["resources"]:
        for instance in resource["instances"]:
            if resource["type"] == "aws_iam_role":
                instance["attributes"]["description"] = SECRET + "-recorded"
                instance["sensitive_attributes"] = [[{"type": "get_attr", "value": "description"}]]
    Path("terraform.tfstate").write_text(json.dumps(state))
    cloud["app aws_iam_role"]["description"] = SECRET + "-live"
    for name in FORMATS:
        outcome = trueup("drift", "--format", name, "--all")
        assert SECRET not in outcome.out + outcome.err
        assert outcome.code == 1
        assert name == "sarif" or "description" in outcome.out
