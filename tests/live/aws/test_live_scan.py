"""`trueup scan --live aws`: the rules on everything that an account holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.main import run

SSH = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


@pytest.fixture
def scan(
    aws: Any, capsysbinary: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, dict[str, Any]]]:
    """``scan("--region", "eu-west-1")``: exit code and report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def scan(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = run(["scan", "--live", "aws", "--format", "json", *arguments])
        out = capsysbinary.readouterr().out
        return code, json.loads(out) if out else {}

    return scan


@pytest.fixture
def bad(aws: Any, admin: Callable[[str], Any]) -> str:
    """A bucket for everybody, and a group that lets the internet in; the group's id."""
    where = {"LocationConstraint": "eu-west-1"}
    admin("s3").create_bucket(Bucket="open-data", CreateBucketConfiguration=where)
    admin("s3").put_bucket_acl(Bucket="open-data", ACL="public-read")
    group = admin("ec2").create_security_group(GroupName="x", Description="d")["GroupId"]
    admin("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[SSH])
    aws.forget()
    return str(group)


def fails(report: dict[str, Any]) -> dict[str, str]:
    """Rule -> address."""
    return {
        one["rule"]: one["instances"][0]["address"]
        for one in report["results"]
        if one["kind"] == "fail"
    }


TYPES = ("aws_s3_bucket", "aws_s3_bucket_public_access_block", "aws_security_group")
CHOSEN = [argument for name in TYPES for argument in ("--type", name)]


def test_what_is_live_is_judged_by_the_same_rules(scan: Any, bad: str, aws: Any) -> None:
    code, report = scan(*CHOSEN)
    found = fails(report)
    assert code == 1
    assert found["aws-s3-bucket-public-acl"] == "aws_s3_bucket.open-data"
    where = f"aws_security_group.eu-west-1/{bad}"
    assert found["aws-security-group-open-administration"] == where
    assert report["coverage"]["types"]["aws_s3_bucket"]["compared"] == 1
    # Read-only: nothing but what the readers of these types declare.
    from scanner.live.aws.kinds import operations

    declared = {one.name for one in operations(TYPES)} | {"GetCallerIdentity"}
    asked = {one.label for one in aws.log if not one.label.startswith(("GET", "HEAD"))}
    assert asked <= declared


def test_a_type_that_was_not_read_leaves_rules_undecided(scan: Any, bad: str, aws: Any) -> None:
    """Versioning of its own is another type: left out, the bucket may have it or not."""
    aws.fault("publicAccessBlock", service="s3")
    code, report = scan(*CHOSEN)
    assert code == 1
    unread = [one for one in report["diagnostics"] if one["code"] == "live-denied"]
    assert "aws_s3_bucket_public_access_block" in unread[0]["message"]
    for one in report["results"]:
        assert "public-access-block" not in one["rule"] or one["kind"] != "fail", one["rule"]


def test_regions(scan: Any, bad: str, aws: Any, admin: Callable[[str], Any]) -> None:
    chosen = ("--type", "aws_security_group")
    code, report = scan(*chosen, "--region", "eu-central-1")
    assert code == 0 and fails(report) == {}
    code, report = scan(*chosen, "--region", "eu-central-1", "--region", "eu-west-1")
    assert code == 1 and bad in fails(report)["aws-security-group-open-administration"]


def test_all_regions_are_asked_for(scan: Any, bad: str, aws: Any) -> None:
    aws.fault("DescribeRegions")
    code, _ = scan("--type", "aws_security_group", "--region", "all")
    assert code == 3


def test_usage(scan: Any, capsysbinary: Any) -> None:
    assert run(["scan", ".", "--live", "aws"]) == 2
    assert b"leave PATHS out" in capsysbinary.readouterr().err
    assert run(["scan", "--live", "aws", "--type", "aws_nothing"]) == 2
    assert b"no live reader" in capsysbinary.readouterr().err


def test_what_no_reader_reads_is_said(scan: Any, aws: Any) -> None:
    _, report = scan(*CHOSEN)
    (note,) = [one for one in report["diagnostics"] if one["code"] == "live-unsupported"]
    assert note["level"] == "note" and "cannot be read live" in note["message"]


def test_what_a_baseline_knows_does_not_count(
    scan: Any, bad: str, admin: Callable[[str], Any]
) -> None:
    chosen = ("--type", "aws_security_group", "--region", "eu-west-1")
    code, report = scan(*chosen)
    assert code == 1
    Path("known.json").write_text(json.dumps(report))
    code, report = scan(*chosen, "--baseline", "known.json")
    assert code == 0
    assert fails(report) == {}
    assert {one["suppression"]["source"] for one in report["results"]} == {"baseline"}
    another = admin("ec2").create_security_group(GroupName="y", Description="d")["GroupId"]
    admin("ec2").authorize_security_group_ingress(GroupId=another, IpPermissions=[SSH])
    admin("ec2").delete_security_group(GroupId=bad)
    code, report = scan(*chosen, "--baseline", "known.json")
    assert code == 1
    assert all(another in address for address in fails(report).values())
    gone = [d["message"] for d in report["diagnostics"] if d["code"] == "baseline-absent"]
    assert gone and all(bad in message for message in gone)


def test_a_history_keeps_what_is_live(
    scan: Any, bad: str, aws: Any, admin: Callable[[str], Any], tmp_path: Path, capsysbinary: Any
) -> None:
    def audit(*words: str) -> tuple[int, int]:
        scan(*words, "--history", "audits.sqlite")
        assert run(["history", "--history", "audits.sqlite", "--format", "json"]) == 0
        last = json.loads(capsysbinary.readouterr().out)["audits"][-1]
        return last["new"], last["resolved"]

    first = audit(*CHOSEN)
    assert first[0] > 1
    admin("ec2").revoke_security_group_ingress(GroupId=bad, IpPermissions=[SSH])
    aws.forget()
    # What is not read resolves nothing.
    assert audit("--type", "aws_s3_bucket")[1] == 0
    new, resolved = audit(*CHOSEN)
    assert new == 0
    assert resolved >= 1
    assert audit(*CHOSEN) == (0, 0)
