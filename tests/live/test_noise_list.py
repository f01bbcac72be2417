"""The noise that must not be drift, one case each; beside each a real change that must be found.

The list is that of `docs/drift.md` ("Never a difference"): an entry without a case, or a case
without an entry, fails. Each case is compared by the tables of the real types: what the code
declares, what the provider records, what live says; what every account has is read from the local
server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scanner.drift import Comparison, compare
from scanner.live import readable
from scanner.live.aws.kinds import reader_for, splits
from scanner.live.facade import Sessions, read_live
from scanner.live.google.ownership import GOOGLE_OWNED
from scanner.live.google.table import with_ids
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.outcome import DriftClass
from scanner.projection import LiveView

ACCOUNT, REGION = "123456789012", "eu-west-1"
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "drift.md"


@dataclass(frozen=True)
class Thing:
    """One resource in its three views; None: it is not in that one."""

    type: str
    declared: Mapping[str, Any] | None
    recorded: Mapping[str, Any] | None
    live: Mapping[str, Any] | None
    name: str = "x"

    @property
    def address(self) -> str:
        return f"{self.type}.{self.name}"


@dataclass(frozen=True)
class Case:
    """noise: all of it is in sync. change: what live says instead of the first thing when there
    is a real change, which is found as `found`, and nothing else."""

    noise: str
    things: tuple[Thing, ...]
    change: Mapping[str, Any]
    found: str
    of: int = 0


def same(type_: str, name: str = "x", /, **attributes: Any) -> Thing:
    """A thing that is alike in all three views."""
    return Thing(type_, attributes, attributes, attributes, name)


def spelled(type_: str, base: Mapping[str, Any], attribute: str, *values: Any) -> Thing:
    """A thing of which code, state and live have these values of one attribute."""
    code, state, there = ({**base, attribute: value} for value in values)
    return Thing(type_, code, state, there)


ROLE = {"name": "app", "id": "app"}
BUCKET = {"bucket": "logs", "id": "logs"}
DATABASE = {"identifier": "shop", "id": "shop"}
FUNCTION = {"function_name": "f", "id": "f"}
TOPIC = {
    "arn": "arn:aws:sns:eu-west-1:123456789012:t",
    "id": "arn:aws:sns:eu-west-1:123456789012:t",
}
QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/q"
KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
KEY_ARN = f"arn:aws:kms:eu-west-1:123456789012:key/{KEY}"
GROUP = {"id": "sg-1", "name": "web", "vpc_id": "vpc-1"}
DOOR = {
    "from_port": 443,
    "to_port": 443,
    "protocol": "tcp",
    "cidr_blocks": ["10.0.0.0/8"],
    "ipv6_cidr_blocks": [],
    "prefix_list_ids": [],
    "security_groups": [],
    "self": False,
    "description": "",
}
OPEN_DOOR = {**DOOR, "cidr_blocks": ["0.0.0.0/0"]}
ENTRY = {
    "rule_no": 10,
    "action": "allow",
    "protocol": "6",
    "from_port": 443,
    "to_port": 443,
    "cidr_block": "10.0.0.0/8",
    "ipv6_cidr_block": "",
    "icmp_type": 0,
    "icmp_code": 0,
}
PATH = {"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": {"AWS": ACCOUNT}}
WRITE = {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Principal": "*"}
ANYBODY = {**READ, "Principal": "*"}


def document(*statements: Any) -> str:
    import json

    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def policy(noise: str, declared: Any, live: Any, changed: Any) -> Case:
    """A case of a bucket policy."""
    base = {"bucket": "logs", "id": "logs"}
    thing = spelled("aws_s3_bucket_policy", base, "policy", declared, declared, live)
    return Case(noise, (thing,), {"policy": changed}, "policy")


def steering(noise: str, type_: str, base: Mapping[str, Any], **said: Any) -> Case:
    """Arguments that only steer an apply: the code says one thing, the state another or nothing,
    and live nothing."""
    declared = {**base, **said, "tags": {"team": "core"}}
    recorded = {**base, **dict.fromkeys(said), "tags": {"team": "core"}}
    thing = Thing(type_, declared, recorded, {**base, "tags": {"team": "core"}})
    return Case(noise, (thing,), {"tags": {"team": "other"}}, "tags")


def volatile(noise: str, type_: str, base: Mapping[str, Any], name: str, *values: Any) -> Case:
    """Values that change by themselves."""
    tags = {"tags": {"team": "core"}}
    there = {**base, **tags, name: values[1]}
    thing = Thing(type_, {**base, **tags}, {**base, **tags, name: values[0]}, there)
    return Case(noise, (thing,), {"tags": {"team": "other"}}, "tags")


def numbered(topic: str) -> Any:
    """A topic as it is read where the platform tells the number of its project."""
    return with_ids(f"projects/123456/topics/{topic}", {"123456": "p"})


CASES = [
    # ---- what only steers an apply
    steering("force_destroy", "aws_s3_bucket", BUCKET, force_destroy=True),
    steering("skip_final_snapshot", "aws_db_instance", DATABASE, skip_final_snapshot=True),
    steering("apply_immediately", "aws_db_instance", DATABASE, apply_immediately=True),
    steering("timeouts", "aws_db_instance", DATABASE, timeouts=[{"create": "60m"}]),
    steering("*_prefix", "aws_security_group", GROUP, name_prefix="we"),
    steering("filename", "aws_lambda_function", FUNCTION, filename="f.zip"),
    steering("publish", "aws_lambda_function", FUNCTION, publish=True),
    # ---- what changes by itself
    volatile("etag", "aws_cloudfront_distribution", {"id": "E1"}, "etag", "E1A", "E2B"),
    volatile(
        "latest_restorable_time",
        "aws_db_instance",
        DATABASE,
        "latest_restorable_time",
        "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z",
    ),
    volatile("status", "aws_db_instance", DATABASE, "status", "available", "backing-up"),
    volatile(
        "attachment_count",
        "aws_iam_policy",
        {"arn": "arn:aws:iam::123456789012:policy/p", "id": "arn:aws:iam::123456789012:policy/p"},
        "attachment_count",
        0,
        3,
    ),
    # ---- nothing, in several ways
    Case(
        "null against empty",
        (spelled("aws_iam_role", ROLE, "description", None, "", None),),
        {"description": "by hand"},
        "description",
    ),
    Case(
        "default_tags",
        (
            Thing(
                "aws_iam_role",
                {**ROLE, "tags": {"team": "core"}},
                {**ROLE, "tags": {"team": "core"}, "tags_all": {"team": "core", "owner": "p"}},
                {
                    **ROLE,
                    "tags": {"team": "core", "owner": "p"},
                    "tags_all": {"team": "core", "owner": "p"},
                },
            ),
        ),
        {"tags": {"team": "core", "owner": "q"}, "tags_all": {"team": "core", "owner": "q"}},
        "tags",
    ),
    Case(
        "aws:* tags",
        (
            spelled(
                "aws_iam_role",
                ROLE,
                "tags",
                {"team": "core"},
                {"team": "core"},
                {"team": "core", "aws:cloudformation:stack-name": "s"},
            ),
        ),
        {"tags": {"team": "core", "by": "hand"}},
        "tags",
    ),
    Case(
        "blocks the API fills in",
        (
            Thing(
                "aws_instance",
                {"id": "i-1"},
                {"id": "i-1", "metadata_options": [{"http_tokens": "required"}]},
                {"id": "i-1", "metadata_options": [{"http_tokens": "required"}]},
            ),
        ),
        {"metadata_options": [{"http_tokens": "optional"}]},
        "metadata_options.http_tokens",
    ),
    # ---- inside of a resource or beside it
    Case(
        "security group rules",
        (
            Thing(
                "aws_security_group", GROUP, {**GROUP, "ingress": []}, {**GROUP, "ingress": [DOOR]}
            ),
            same(
                "aws_vpc_security_group_ingress_rule",
                id="sgr-1",
                security_group_id="sg-1",
                ip_protocol="tcp",
                from_port=443,
                to_port=443,
                cidr_ipv4="10.0.0.0/8",
            ),
        ),
        {"cidr_ipv4": "0.0.0.0/0"},
        "cidr_ipv4",
        of=1,
    ),
    Case(
        "network ACLs",
        (
            Thing(
                "aws_network_acl",
                {"id": "acl-1", "vpc_id": "vpc-1"},
                {"id": "acl-1", "vpc_id": "vpc-1", "ingress": []},
                {"id": "acl-1", "vpc_id": "vpc-1", "ingress": [ENTRY]},
            ),
            same(
                "aws_network_acl_rule",
                id="nacl-1",
                network_acl_id="acl-1",
                rule_number=10,
                egress=False,
                protocol="6",
                rule_action="allow",
                cidr_block="10.0.0.0/8",
                from_port=443,
                to_port=443,
            ),
        ),
        {"cidr_block": "0.0.0.0/0"},
        "cidr_block",
        of=1,
    ),
    Case(
        "routes",
        (
            Thing(
                "aws_route_table",
                {"id": "rtb-1", "vpc_id": "vpc-1"},
                {"id": "rtb-1", "vpc_id": "vpc-1", "route": []},
                {"id": "rtb-1", "vpc_id": "vpc-1", "route": [PATH]},
            ),
            same(
                "aws_route",
                id="r-rtb-1",
                route_table_id="rtb-1",
                destination_cidr_block="0.0.0.0/0",
                gateway_id="igw-1",
            ),
        ),
        {"gateway_id": "igw-2"},
        "gateway_id",
        of=1,
    ),
    Case(
        "inline IAM policies",
        (
            Thing(
                "aws_iam_role",
                ROLE,
                {**ROLE, "inline_policy": []},
                {**ROLE, "inline_policy": [{"name": "p", "policy": document(WRITE)}]},
            ),
            same("aws_iam_role_policy", id="app:p", role="app", name="p", policy=document(WRITE)),
        ),
        {"policy": document(READ)},
        "policy",
        of=1,
    ),
    Case(
        "managed policy ARNs",
        (
            Thing(
                "aws_iam_role",
                ROLE,
                {**ROLE, "max_session_duration": 3600, "managed_policy_arns": []},
                {
                    **ROLE,
                    "max_session_duration": 3600,
                    "managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
                },
            ),
            same(
                "aws_iam_role_policy_attachment",
                id="app-1",
                role="app",
                policy_arn="arn:aws:iam::aws:policy/ReadOnlyAccess",
            ),
        ),
        {"max_session_duration": 43200},
        "max_session_duration",
    ),
    Case(
        "S3 sub-resources",
        (
            Thing(
                "aws_s3_bucket",
                BUCKET,
                {**BUCKET, "versioning": [{"enabled": False, "mfa_delete": False}]},
                {**BUCKET, "versioning": [{"enabled": True, "mfa_delete": False}]},
            ),
            same(
                "aws_s3_bucket_versioning",
                **BUCKET,
                versioning_configuration=[{"status": "Enabled"}],
            ),
        ),
        {"versioning_configuration": [{"status": "Suspended"}]},
        "versioning_configuration.status",
        of=1,
    ),
    # ---- names of one thing
    Case(
        "ARN against name or id",
        (
            spelled(
                "aws_ebs_volume",
                {"id": "vol-1"},
                "kms_key_id",
                KEY,
                KEY_ARN,
                KEY_ARN,
            ),
        ),
        {"kms_key_id": KEY_ARN.replace("1234abcd", "dcba4321")},
        "kms_key_id",
    ),
    Case(
        "alias against key",
        (
            Thing(
                "aws_ebs_volume",
                {"id": "vol-1", "kms_key_id": Unknown("aws_kms_alias.a.target_key_arn")},
                {"id": "vol-1", "kms_key_id": KEY_ARN},
                {"id": "vol-1", "kms_key_id": KEY_ARN},
            ),
        ),
        {"kms_key_id": KEY_ARN.replace("1234abcd", "dcba4321")},
        "kms_key_id",
    ),
    Case(
        '"8.0" against "8.0.45"',
        (spelled("aws_db_instance", DATABASE, "engine_version", "8.0", "8.0.45", "8.0.45"),),
        {"engine_version": "8.4.3"},
        "engine_version",
    ),
    Case(
        '"5432" against 5432',
        (spelled("aws_db_instance", DATABASE, "port", "5432", 5432, 5432),),
        {"port": 5433},
        "port",
    ),
    Case(
        "IPv6 spelling",
        (
            spelled(
                "aws_subnet",
                {"id": "subnet-1"},
                "ipv6_cidr_block",
                "2001:DB8:0:0:0:0:0:0/64",
                "2001:db8::/64",
                "2001:0db8::/64",
            ),
        ),
        {"ipv6_cidr_block": "2001:db8:0:1::/64"},
        "ipv6_cidr_block",
    ),
    Case(
        "PEM newlines",
        (
            spelled(
                "aws_acm_certificate",
                TOPIC,
                "certificate_body",
                "-----BEGIN CERTIFICATE-----\nMIIB\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\r\nMIIB\r\nAAAA\r\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\nAAAA\n-----END CERTIFICATE-----",
            ),
        ),
        {"certificate_body": "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----"},
        "certificate_body",
    ),
    Case(
        "rate(60 minutes) = rate(1 hour)",
        (
            spelled(
                "aws_cloudwatch_event_rule",
                {"name": "r", "id": "r"},
                "schedule_expression",
                "rate(60 minutes)",
                "rate(60 minutes)",
                "rate(1 hour)",
            ),
        ),
        {"schedule_expression": "rate(2 hours)"},
        "schedule_expression",
    ),
    # ---- Google Cloud
    Case(
        "self_link against name",
        (
            spelled(
                "google_compute_subnetwork",
                {"name": "s", "region": "europe-west1", "project": "p"},
                "network",
                "main",
                "https://www.googleapis.com/compute/v1/projects/p/global/networks/main",
                "projects/p/global/networks/main",
            ),
        ),
        {"network": "projects/p/global/networks/other"},
        "network",
    ),
    Case(
        "project number against id",
        (
            Thing(
                "google_pubsub_subscription",
                {"name": "s", "project": "p", "topic": "projects/p/topics/t"},
                {"name": "s", "project": "p", "topic": "projects/p/topics/t"},
                {"name": "s", "project": "p", "topic": numbered("t")},
            ),
        ),
        {"topic": numbered("other")},
        "topic",
    ),
    Case(
        "region against location",
        (
            spelled(
                "google_storage_bucket",
                {"name": "b"},
                "location",
                "eu",
                "EU",
                "EU",
            ),
        ),
        {"location": "US"},
        "location",
    ),
    Case(
        "80 = 80-80",
        (
            spelled(
                "google_compute_firewall",
                {"name": "f", "project": "p"},
                "allow",
                [{"protocol": "tcp", "ports": ["80"]}],
                [{"protocol": "tcp", "ports": ["80"]}],
                [{"protocol": "tcp", "ports": ["80-80"]}],
            ),
        ),
        {"allow": [{"protocol": "tcp", "ports": ["80-90"]}]},
        "allow",
    ),
    Case(
        "durations",
        (
            spelled(
                "google_pubsub_subscription",
                {"name": "s", "project": "p"},
                "message_retention_duration",
                "604800s",
                "604800s",
                "604800.000s",
            ),
        ),
        {"message_retention_duration": "86400s"},
        "message_retention_duration",
    ),
    Case(
        "trailing slash",
        (
            spelled(
                "google_pubsub_subscription",
                {"name": "s", "project": "p"},
                "push_config",
                [{"push_endpoint": "https://example.com/"}],
                [{"push_endpoint": "https://example.com"}],
                [{"push_endpoint": "https://example.com/"}],
            ),
        ),
        {"push_config": [{"push_endpoint": "https://example.net/"}]},
        "push_config.push_endpoint",
    ),
    # ---- policy documents
    policy(
        "a scalar is a list of one",
        document(READ),
        document({**READ, "Action": ["s3:GetObject"], "Resource": ["*"]}),
        document({**READ, "Action": ["s3:*"]}),
    ),
    policy(
        "actions, resources, principals and condition values are sets",
        document({**READ, "Action": ["s3:GetObject", "s3:ListBucket"]}),
        document({**READ, "Action": ["s3:ListBucket", "s3:GetObject"]}),
        document({**READ, "Action": ["s3:ListBucket", "s3:PutObject"]}),
    ),
    policy(
        "statements in any order",
        document(READ, WRITE),
        document(WRITE, READ),
        document(WRITE, ANYBODY),
    ),
    policy(
        "an account is its root",
        document(READ),
        document({**READ, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}),
        document({**READ, "Principal": {"AWS": "arn:aws:iam::210987654321:root"}}),
    ),
    policy(
        "the case of Effect",
        document(READ),
        document({**READ, "Effect": "allow"}),
        document({**READ, "Effect": "Deny"}),
    ),
    policy(
        "URL encoding",
        document(READ),
        document(READ).replace('"', "%22").replace(" ", "%20").replace("{", "%7B"),
        document(ANYBODY).replace('"', "%22").replace(" ", "%20").replace("{", "%7B"),
    ),
    # ---- sets
    Case(
        "sets by their identity",
        (
            spelled(
                "aws_db_parameter_group",
                {"name": "g", "id": "g", "family": "mysql8.0"},
                "parameter",
                [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}],
                [{"name": "b", "value": "2"}, {"name": "a", "value": "1"}],
                [{"name": "b", "value": "2"}, {"name": "a", "value": "1"}],
            ),
        ),
        {"parameter": [{"name": "b", "value": "1"}, {"name": "a", "value": "2"}]},
        "parameter",
    ),
    Case(
        "security group rules by protocol, ports and peer",
        (
            spelled(
                "aws_security_group",
                GROUP,
                "ingress",
                [{**DOOR, "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"]}],
                [{**DOOR, "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"]}],
                [{**DOOR, "cidr_blocks": ["192.168.0.0/16"]}, DOOR],
            ),
        ),
        {"ingress": [DOOR, OPEN_DOOR]},
        "ingress",
    ),
]


def resource(thing: Thing, origin: Origin, attributes: Mapping[str, Any]) -> Resource:
    projection = readable(thing.type)
    assert projection is not None
    reader = reader_for(thing.type)
    found = Resource(
        thing.type,
        thing.address,
        attributes,
        origin,
        LiveSource(thing.address),
        ".",
        id=attributes.get("id"),
        account="p" if reader is None else ACCOUNT,
        region=REGION if reader is not None and reader.regional else "",
    )
    # A live resource is known by its key alone.
    if origin is not Origin.LIVE:
        return found
    return replace(found, id=projection.key(replace(found, origin=Origin.STATE)))


def compared(things: tuple[Thing, ...]) -> Comparison:
    """All three views of these."""
    views: dict[Origin, list[Resource]] = {Origin.CODE: [], Origin.STATE: [], Origin.LIVE: []}
    for thing in things:
        views_of = (thing.declared, thing.recorded, thing.live)
        for origin, attributes in zip(views, views_of, strict=True):
            if attributes is not None:
                views[origin].append(resource(thing, origin, attributes))
    live = views[Origin.LIVE]
    projections = {
        thing.type: found for thing in things if (found := readable(thing.type)) is not None
    }
    return compare(
        views[Origin.CODE],
        views[Origin.STATE],
        LiveView(tuple(live), (), frozenset((one.account, one.region, one.type) for one in live)),
        projections,
        splits=(*splits(projections), *GOOGLE_OWNED),
    )


def problems(comparison: Comparison) -> list[str]:
    """``address attribute class`` of everything that is not in sync."""
    return [
        f"{one.address} {one.attribute} {one.drift.drift_class.value}"
        for one in comparison.findings
        if one.drift is not None and one.drift.drift_class is not DriftClass.IN_SYNC
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.noise)
def test_the_noise_is_in_sync(case: Case) -> None:
    done = compared(case.things)
    assert problems(done) == []
    assert {one.address for one in done.findings} == {thing.address for thing in case.things}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.noise)
def test_a_real_change_beside_it_is_found(case: Case) -> None:
    things = list(case.things)
    one = things[case.of]
    assert one.live is not None
    changed = {**one.live, **case.change}
    things[case.of] = Thing(one.type, one.declared, one.recorded, changed, one.name)
    found = problems(compared(tuple(things)))
    assert found == [f"{one.address} {case.found} drifted"]


# ---- what every account has


def role(iam: Any) -> str:
    iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    return "AWSServiceRoleForAutoScaling"


@dataclass(frozen=True)
class Everywhere:
    """What is there from the start, of which type; and how somebody makes another one."""

    noise: str
    type: str
    service: str
    mine: Any
    other: Any


def network(ec2: Any) -> str:
    return str(ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"])


def default_vpc(ec2: Any) -> str:
    (found,) = ec2.describe_vpcs(Filters=[{"Name": "isDefault", "Values": ["true"]}])["Vpcs"]
    return str(found["VpcId"])


def default_group(ec2: Any) -> str:
    where = [{"Name": "group-name", "Values": ["default"]}]
    return str(ec2.describe_security_groups(Filters=where)["SecurityGroups"][0]["GroupId"])


def group(ec2: Any) -> str:
    made = ec2.create_security_group(GroupName="g", Description="d", VpcId=default_vpc(ec2))
    return str(made["GroupId"])


def default_acl(ec2: Any) -> str:
    return str(ec2.describe_network_acls()["NetworkAcls"][0]["NetworkAclId"])


def acl(ec2: Any) -> str:
    return str(ec2.create_network_acl(VpcId=default_vpc(ec2))["NetworkAcl"]["NetworkAclId"])


def own_role(iam: Any) -> str:
    iam.create_role(RoleName="app", AssumeRolePolicyDocument=document())
    return "app"


def aws_alias(kms: Any) -> str:
    found = [one["AliasName"] for one in kms.list_aliases()["Aliases"]]
    return str(next(one for one in found if one.startswith("alias/aws/")))


def alias(kms: Any) -> str:
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)
    return "alias/mine"


EVERYWHERE = [
    Everywhere("the default VPC", "aws_vpc", "ec2", default_vpc, network),
    Everywhere("its security group", "aws_security_group", "ec2", default_group, group),
    Everywhere("its network ACL", "aws_network_acl", "ec2", default_acl, acl),
    Everywhere("service-linked roles", "aws_iam_role", "iam", role, own_role),
    Everywhere("aws/* KMS aliases", "aws_kms_alias", "kms", aws_alias, alias),
]


@pytest.mark.parametrize("case", EVERYWHERE, ids=lambda case: case.noise)
def test_what_every_account_has_is_no_surplus(aws: Any, session: Any, case: Everywhere) -> None:
    import boto3

    client = boto3.client(case.service, region_name=REGION)
    there, made = case.mine(client), case.other(client)
    # Reading needs something that is managed; this one is of no account's own.
    anything = Resource(
        "aws_iam_group", "aws_iam_group.g", {"name": "g"}, Origin.STATE, LiveSource(""), ".", id="g"
    )

    def unmanaged(strict: bool) -> set[str | None]:
        live = read_live(
            [anything], Sessions(aws=lambda _: session), types=[case.type], strict=strict
        )
        assert live.view.unread == ()
        done = compare(None, list(live.managed), live.view, live.projections)
        return {one.id for one in done.unmanaged if one.type == case.type}

    plain = unmanaged(strict=False)
    assert there not in plain and made in plain
    assert {there, made} <= unmanaged(strict=True)


# ---- what is shown


def test_a_sensitive_value_never_leaves_the_comparison() -> None:
    thing = Thing(
        "aws_lambda_function",
        None,
        {**FUNCTION, "environment": [{"variables": {"TOKEN": "hunter2"}}]},
        {**FUNCTION, "environment": [{"variables": {"TOKEN": "hunter3"}}]},
    )
    done = compare(
        None,
        [resource(thing, Origin.STATE, thing.recorded or {})],
        LiveView((resource(thing, Origin.LIVE, thing.live or {}),)),
        {thing.type: readable(thing.type)},  # type: ignore[dict-item]
    )
    (found,) = [one for one in done.findings if one.drift and one.attribute]
    assert found.attribute == "environment.variables"
    assert "hunter" not in repr((found.message, found.drift))
    assert "(sensitive, changed)" in found.message


# ---- the list


def listed() -> list[str]:
    """The entries of the documentation's list."""
    text = DOCUMENTATION.read_text().partition("Never a difference")[2].partition("\n\n")[2]
    bullets = " ".join(text.partition("\n\n")[0].split()).removeprefix("- ").split(" - ")
    return [entry.strip() for one in bullets for entry in one.partition(": ")[2].split("; ")]


def test_every_entry_of_the_list_has_one_case() -> None:
    cases = [*(case.noise for case in CASES), *(case.noise for case in EVERYWHERE)]
    assert sorted(listed()) == sorted(cases)
