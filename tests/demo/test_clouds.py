"""The demo's clouds: seeded, they are what the states say; tampered with, what is written down."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

STATE_BUCKET = "parcelbox-terraform-state"
STATE_KEY = "env:/production/live/terraform.tfstate"
_GENERATED = re.compile(r"\b(?:sg|sgr|vpc|acl|rtb)-[0-9a-f]{17}\b|\bsgrule-\d+\b")


@pytest.fixture(scope="module")
def running(programs: dict[str, Any]) -> Iterator[Any]:
    """The clouds, seeded and not tampered with. moto is slow to start: once for this module."""
    with programs["run"].demo_clouds(tampered=False) as clouds:
        yield clouds


@pytest.fixture(scope="module")
def uploaded(running: Any) -> dict[str, Any]:
    """The state as the backend holds it."""
    answer = running.clouds.client("s3").get_object(Bucket=STATE_BUCKET, Key=STATE_KEY)
    state: dict[str, Any] = json.loads(answer["Body"].read())
    return state


def instances(state: dict[str, Any], type_name: str) -> list[dict[str, Any]]:
    return [
        instance["attributes"]
        for resource in state["resources"]
        if resource["type"] == type_name
        for instance in resource["instances"]
    ]


def test_the_provider_made_up_rule_ids_as_the_seeding_does(
    demo: Path, programs: dict[str, Any]
) -> None:
    state = json.loads((demo / "state" / "live.tfstate").read_text())
    rules = instances(state, "aws_security_group_rule")
    assert len(rules) == 2
    assert [rule["id"] for rule in rules] == [programs["seed"].rule_id(rule) for rule in rules]


def test_no_recorded_id_is_left(demo: Path, uploaded: dict[str, Any]) -> None:
    recorded = (demo / "state" / "live.tfstate").read_text()
    before, after = _GENERATED.findall(recorded), _GENERATED.findall(json.dumps(uploaded))
    assert len(before) == len(after) > 20
    assert not set(before) & set(after)


def test_groups_and_rules_live_are_those_of_the_state(
    running: Any, uploaded: dict[str, Any]
) -> None:
    ec2 = running.clouds.client("ec2")
    groups = {group["id"] for group in instances(uploaded, "aws_security_group")}
    live = ec2.describe_security_groups(GroupIds=sorted(groups))["SecurityGroups"]
    assert {group["GroupId"] for group in live} == groups
    inside = [{"Name": "group-id", "Values": sorted(groups)}]
    rules = ec2.describe_security_group_rules(Filters=inside)["SecurityGroupRules"]
    declared = [
        rule["id"]
        for way in ("ingress", "egress")
        for rule in instances(uploaded, f"aws_vpc_security_group_{way}_rule")
    ]
    assert set(declared) <= {rule["SecurityGroupRuleId"] for rule in rules}
    # The gateway's three, written inline, and the cache's three, in two resources.
    assert len(rules) == len(declared) + 3 + 3


def test_google_server_pages_and_refuses(running: Any) -> None:
    server = running.clouds.google
    bucket = f"{server}/storage/v1/b/parcelbox-database-backups"
    with urllib.request.urlopen(bucket, timeout=30) as answer:
        assert json.load(answer)["labels"]["goog-terraform-provisioned"] == "true"
    with urllib.request.urlopen(f"{server}/storage/v1/b?project=p", timeout=30) as answer:
        assert [item["name"] for item in json.load(answer)["items"]] == [
            "parcelbox-database-backups"
        ]
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        urllib.request.urlopen(f"{server}/storage/v1/b/other", timeout=30)
    refused.value.close()


def test_tampering_changes_what_it_says(running: Any, programs: dict[str, Any]) -> None:
    clouds = running.clouds
    made = programs["tampering"].tamper(clouds)
    assert set(made) == {"added_rule", "added_group"}
    s3, iam = clouds.client("s3"), clouds.client("iam")
    buckets = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    assert "parcelbox-scratch" in buckets and "parcelbox-production-exports" not in buckets
    assert s3.get_bucket_versioning(Bucket=STATE_BUCKET)["Status"] == "Suspended"
    block = s3.get_public_access_block(Bucket="parcelbox-production-artifacts")
    assert sorted(block["PublicAccessBlockConfiguration"].values()) == [False, False, True, True]
    role = iam.get_role_policy(RoleName="parcelbox-production-deploy", PolicyName="artifacts")
    assert role["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}
    ]
    gateway = clouds.group("parcelbox-production-gateway")["IpPermissions"]
    assert {"CidrIp": "0.0.0.0/0", "Description": "SSH from the offices"} in gateway[0]["IpRanges"]
    bucket = f"{clouds.google}/storage/v1/b/parcelbox-database-backups"
    with urllib.request.urlopen(bucket, timeout=30) as answer:
        live = json.load(answer)
    assert live["labels"]["data"] == "public"
    assert live["iamConfiguration"]["uniformBucketLevelAccess"] == {"enabled": False}
    assert live["iamConfiguration"]["publicAccessPrevention"] == "enforced"
