"""What was not read is never clean, and one failure costs one answer."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from scanner.live.aws.kinds import operations, reader_for, supported_types
from scanner.live.facade import Sessions, default_sessions, read_live
from scanner.live.notread import NotRead
from scanner.live.permissions import permissions
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.projection import LiveView

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
FAULTS = [
    ("AccessDenied", 403),
    ("UnauthorizedOperation", 403),
    ("Throttling", 400),
    ("SlowDown", 503),
    ("InternalError", 500),
    ("ExpiredToken", 400),
    ("RequestTimeTooSkewed", 403),
    ("truncate", 200),
]


def managed(type_name: str, **attributes: Any) -> Resource:
    return Resource(
        type_name,
        f"{type_name}.one",
        attributes,
        Origin.STATE,
        LiveSource(""),
        ".",
        id=attributes.get("id"),
    )


@pytest.fixture
def aws(pointed: Any) -> Any:
    """Nothing here changes what is there, so it is not emptied: EC2 takes a second for that."""
    return pointed


@pytest.fixture(scope="module")
def world(aws_process: Any, clients: dict[str, Any]) -> list[Resource]:
    """A bucket with a policy, a role with a policy, a group with rules; all managed."""
    aws_process.reset()
    s3, iam, ec2 = clients["s3"], clients["iam"], clients["ec2"]
    s3.create_bucket(Bucket="one", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    allow = [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
    document = json.dumps({"Version": "2012-10-17", "Statement": allow})
    s3.put_bucket_policy(Bucket="one", Policy=document)
    iam.create_role(RoleName="one", AssumeRolePolicyDocument=TRUST)
    iam.put_role_policy(RoleName="one", PolicyName="own", PolicyDocument=document)
    arn = iam.create_policy(PolicyName="reader", PolicyDocument=document)["Policy"]["Arn"]
    group = ec2.create_security_group(GroupName="one", Description="d")["GroupId"]
    rule = ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 1,
                "ToPort": 1,
                "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
            }
        ],
    )["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return [
        managed("aws_s3_bucket", bucket="one"),
        managed("aws_s3_bucket_policy", bucket="one"),
        managed("aws_s3_bucket_versioning", bucket="one"),
        managed("aws_iam_role", name="one"),
        managed("aws_iam_role_policy", role="one", name="own"),
        managed("aws_iam_policy", arn=arn),
        managed("aws_security_group", id=group),
        managed("aws_vpc_security_group_ingress_rule", id=rule, security_group_id=group),
    ]


def look(session: Any, world: list[Resource]) -> LiveView:
    return read_live(world, Sessions(aws=lambda resource: session), unmanaged=False).view


def known(view: LiveView) -> set[tuple[str, str]]:
    """(type, attribute) of everything that was read."""
    return {
        (one.type, name)
        for one in view.resources
        for name, value in one.attributes.items()
        if not isinstance(value, Unknown)
    }


def accounted(view: LiveView, world: list[Resource]) -> None:
    """Every managed resource is there, or its absence is explained. Nothing here was deleted."""
    found = {one.type for one in view.resources}
    explained = {one.type for one in view.unread}
    for resource in world:
        assert resource.type in found | explained, resource.type
    for one in view.unread:
        assert one.reason.startswith("not read: ")
        assert "\n" not in one.reason and len(one.reason) < 200


def test_without_a_fault_everything_is_read(session: Any, world: list[Resource]) -> None:
    view = look(session, world)
    assert len(view.resources) == len(world) and view.unread == ()
    assert view.listed >= {("123456789012", "eu-west-1", "aws_security_group")}
    assert not any(
        isinstance(value, Unknown) for one in view.resources for value in one.attributes.values()
    )


@pytest.mark.parametrize(("code", "status"), FAULTS)
def test_everything_fails(
    aws: Any, session: Any, world: list[Resource], code: str, status: int
) -> None:
    session.identity()
    aws.fault("^(?!GetCallerIdentity)", code=code, status=status)
    view = look(session, world)
    assert view.resources == ()
    accounted(view, world)
    denied = code in ("AccessDenied", "UnauthorizedOperation")
    assert {one.denied for one in view.unread} == {denied}
    s3_settings = {"aws_s3_bucket_policy", "aws_s3_bucket_versioning"}
    assert {one[2] for one in view.listed} <= s3_settings
    assert s3_settings <= {one.type for one in view.unread if one.id == "one"}


CALLS = {
    "GET /?": set(),  # the list of buckets; each is found by name
    r"\?location": {("aws_s3_bucket", "region")},
    r"\?tagging": {("aws_s3_bucket", "tags"), ("aws_s3_bucket", "tags_all")},
    r"\?accelerate": {("aws_s3_bucket", "acceleration_status")},
    r"\?acl": {("aws_s3_bucket", "acl"), ("aws_s3_bucket", "grant")},
    r"\?cors": {("aws_s3_bucket", "cors_rule")},
    r"\?encryption": {("aws_s3_bucket", "server_side_encryption_configuration")},
    r"\?lifecycle": {("aws_s3_bucket", "lifecycle_rule")},
    r"\?logging": {("aws_s3_bucket", "logging")},
    r"\?object-lock": {
        ("aws_s3_bucket", "object_lock_configuration"),
        ("aws_s3_bucket", "object_lock_enabled"),
    },
    r"\?requestPayment": {("aws_s3_bucket", "request_payer")},
    r"\?policy": {("aws_s3_bucket", "policy"), ("aws_s3_bucket_policy", "*")},
    r"\?replication": {("aws_s3_bucket", "replication_configuration")},
    r"\?versioning": {("aws_s3_bucket", "versioning"), ("aws_s3_bucket_versioning", "*")},
    r"\?website": {("aws_s3_bucket", "website")},
    "GetAccountAuthorizationDetails": {
        ("aws_iam_role", "*"),
        ("aws_iam_role_policy", "*"),
        ("aws_iam_policy", "*"),
    },
    "ListRoles": {("aws_iam_role", "description"), ("aws_iam_role", "max_session_duration")},
    "GetPolicy$": {
        ("aws_iam_policy", name) for name in ("description", "policy_id", "tags", "tags_all")
    },
    "DescribeSecurityGroups$": {("aws_security_group", "*")},
    "DescribeSecurityGroupRules$": {("aws_vpc_security_group_ingress_rule", "*")},
}


@pytest.mark.parametrize("label", CALLS)
def test_one_denied_call_costs_only_what_it_would_have_read(
    aws: Any, session: Any, world: list[Resource], label: str
) -> None:
    whole = {
        (reader.type, name)
        for reader in map(reader_for, (one.type for one in world))
        if reader is not None
        for part in reader.parts
        for name in part.attributes
    }
    pattern = r"^GET /\?" if label == "GET /?" else label
    aws.fault(pattern, code="AccessDenied", status=403)
    view = look(session, world)
    accounted(view, world)
    lost = whole - known(view)
    expected = {
        (type_name, name)
        for type_name, name in whole
        if (type_name, name) in CALLS[label] or (type_name, "*") in CALLS[label]
    }
    assert lost == expected
    if label == "GET /?":
        assert ("aws_s3_bucket", None) in {(one.type, one.id) for one in view.unread}


def test_a_silent_server_is_unread(
    aws: Any, open_session: Callable[..., Any], world: list[Resource]
) -> None:
    session = open_session("aws_s3_bucket", read_timeout=1)
    session.identity()
    aws.fault(r"\?tagging", code="", latency=2)
    (bucket,) = look(session, world[:1]).resources
    assert bucket.attributes["tags"].reason == "not read: s3:GetBucketTagging: ReadTimeoutError"
    assert bucket.attributes["policy"]


def test_throttling_that_passes_is_waited_for(
    aws: Any, open_session: Callable[..., Any], world: list[Resource]
) -> None:
    aws.fault("DescribeSecurityGroups$", code="RequestLimitExceeded", status=503, times=1)
    view = look(open_session("aws_security_group", attempts=3), world[6:7])
    assert [one.type for one in view.resources] == ["aws_security_group"]


@pytest.mark.parametrize("seed", range(5))
def test_random_faults_are_accounted_for(
    aws: Any, session: Any, world: list[Resource], seed: int
) -> None:
    session.identity()
    chance = random.Random(seed)
    for label in CALLS:
        if chance.random() < 0.4:
            code, status = chance.choice(FAULTS)
            aws.fault(label.replace("GET /?", r"^GET /\?"), code=code, status=status)
    accounted(look(session, world), world)


def test_a_list_without_its_end_is_unread(stack: Any, replayed: Callable[[Any], Any]) -> None:
    """IsTruncated without a marker: botocore's own paginator would stop as if it were the end."""
    answers = {
        key: {
            **one,
            "body": one["body"].replace(
                "<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>"
            ),
        }
        for key, one in stack.answers.items()
    }
    view = read_live(stack.resources(), Sessions(aws=lambda resource: replayed(answers))).view
    reasons = {one.type: one.reason for one in view.unread}
    assert "cut short after 1 pages" in reasons["aws_iam_role"]
    assert not {one.type for one in view.resources} & {"aws_iam_role", "aws_iam_policy"}


def test_an_answer_without_its_ids_is_unread(stack: Any, replayed: Callable[[Any], Any]) -> None:
    answers = {
        key: {**one, "body": one["body"].replace("groupId>", "other>")}
        for key, one in stack.answers.items()
    }
    view = read_live(stack.resources(), Sessions(aws=lambda resource: replayed(answers))).view
    assert "aws_security_group" in {one.type for one in view.unread}


def test_only_declared_operations_arrive(aws: Any, session: Any, world: list[Resource]) -> None:
    aws.forget()
    look(session, world)
    actions = {one.label for one in aws.log if not one.label.startswith("GET ")}
    declared = {one.name for one in operations(supported_types())} | {"GetCallerIdentity"}
    assert actions <= declared
    assert all(one.label.startswith("GET ") for one in aws.log if one.service == "s3")


def test_calls_are_shared(aws: Any, session: Any, world: list[Resource]) -> None:
    """Policies and versioning are read once, although two types ask for each."""
    aws.forget()
    look(session, world)
    labels = [one.label for one in aws.log]
    assert labels.count("GET /one?policy") == labels.count("GET /one?versioning") == 1
    # Once for roles and once for policies.
    assert labels.count("GetAccountAuthorizationDetails") == 2


def test_a_session_that_cannot_be_opened_costs_its_resources_only(
    world: list[Resource], session: Any
) -> None:
    from scanner.errors import LiveError

    def factory(resource: Resource) -> Any:
        if resource.provider:
            raise LiveError("AWS: no credentials found")
        return session

    other = [
        replace(one, provider="aws.other") if one.type.startswith("aws_iam") else one
        for one in world
    ]
    view = read_live(other, Sessions(aws=factory), unmanaged=False).view
    assert sorted({one.type for one in view.unread}) == [
        "aws_iam_policy",
        "aws_iam_role",
        "aws_iam_role_policy",
    ]
    assert len(view.resources) == len(world) - 3
    accounted(view, world)


def test_default_sessions_and_places(aws: Any, world: list[Resource]) -> None:
    types = [one.type for one in world]
    live = read_live(world, default_sessions(types), types=["aws_gamelift_fleet"])
    assert {one.region for one in live.managed if one.type == "aws_iam_role"} == {""}
    assert {one.region for one in live.managed if "security_group" in one.type} == {"eu-west-1"}
    assert {one.account for one in live.managed} == {"123456789012"}
    assert live.view.unread == ()


def test_unsupported_types_are_counted() -> None:
    resources = [managed("aws_gamelift_fleet"), managed("random_id")]
    live = read_live(resources, Sessions())
    assert live.unsupported == {"aws_gamelift_fleet": 1}
    assert live.view == LiveView()


def test_a_platform_that_is_not_asked_is_unread(world: list[Resource]) -> None:
    live = read_live(world, Sessions())
    assert {one.type for one in live.view.unread} == {one.type for one in world}


def test_permissions_are_the_guards_list(session: Any) -> None:
    from scanner.live.aws.guard import Guard
    from scanner.live.aws.trail import LOOKUP

    for types in (supported_types(), ("aws_iam_role",), ("aws_s3_bucket", "aws_security_group")):
        # Besides what the readers send: who changed something, as `default_sessions` allows it.
        declared = (*operations(types), LOOKUP)
        granted = set(permissions(types).aws["Statement"][0]["Action"])
        guard = Guard(declared)
        actions = {action for one in declared for action in one.iam_actions}
        assert granted == actions | {"sts:GetCallerIdentity"}
        assert guard.allowed == {one.pair for one in declared} | {
            ("sts", "GetCallerIdentity"),
            ("sts", "AssumeRole"),
        }


def test_permissions_of_states_and_roles() -> None:
    found = permissions(
        ["google_storage_bucket", "aws_gamelift_fleet", "aws_iam_policy"],
        state_objects=[("states", "a.tfstate")],
        roles=["arn:aws:iam::1:role/r"],
    )
    assert found.google == (
        "storage.buckets.get",
        "storage.buckets.getIamPolicy",
        "storage.buckets.list",
    )
    assert found.unsupported == ("aws_gamelift_fleet",)
    assert [one["Resource"] for one in found.aws["Statement"]] == [
        ["*"],
        ["arn:aws:s3:::states/a.tfstate"],
        ["arn:aws:iam::1:role/r"],
    ]
    assert permissions([]).aws == {}


def test_once_the_time_is_over_nothing_is_asked(
    aws: Any, session: Any, world: list[Resource]
) -> None:
    session.identity()
    before = len(aws.log)
    sessions = Sessions(aws=lambda resource: session)
    view = read_live(world, sessions, deadline=time.monotonic() - 1).view
    assert len(aws.log) == before
    assert view.resources == ()
    accounted(view, world)
    reasons = {one.reason for one in view.unread}
    assert reasons == {"not read: the time given with --timeout was over"}
    assert not any(one.denied for one in view.unread)
    assert len(read_live(world, sessions, deadline=time.monotonic() + 600).view.unread) == 0


@pytest.mark.parametrize("after", [1, 3, 6, 9, 12])
def test_the_time_may_be_over_at_any_request(
    aws: Any,
    session: Any,
    world: list[Resource],
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    session.identity()
    begun: list[float | None] = []

    def check(deadline: float | None) -> None:
        begun.append(deadline)
        if len(begun) > after:
            raise NotRead("the time given with --timeout was over")

    monkeypatch.setattr("scanner.live.aws.api.check", check)
    sessions = Sessions(aws=lambda resource: session)
    view = read_live(world, sessions, unmanaged=False, deadline=1.0).view
    accounted(view, world)
    assert set(begun) == {1.0}
    unknown = {
        value.reason
        for one in view.resources
        for value in one.attributes.values()
        if isinstance(value, Unknown)
    }
    said = {one.reason for one in view.unread} | unknown
    assert said == {"not read: the time given with --timeout was over"}
