"""Who changed it: CloudTrail's answers, and what is said where there are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from scanner.live.aws.guard import Guard
from scanner.live.aws.trail import LOOKUP, Trail, changes_in, tool_of
from scanner.live.facade import Sessions, audit_history
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource
from scanner.projection import Change

GROUP = Resource(
    "aws_security_group",
    "aws_security_group.web",
    {"id": "sg-0123", "name": "web"},
    Origin.STATE,
    LiveSource(""),
    ".",
    id="sg-0123",
    region="eu-west-1",
)
ALICE = "arn:aws:sts::123456789012:assumed-role/admin/alice"


def event(name: str, read_only: str = "false", **details: Any) -> dict[str, Any]:
    """constructed: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/
    cloudtrail-event-reference-record-contents.html"""
    record = {
        "eventName": name,
        "userIdentity": {"type": "AssumedRole", "arn": ALICE},
        "userAgent": "aws-cli/2.15.30 Python/3.11.8 Linux/6.1 exe/x86_64",
        **details,
    }
    return {
        "EventId": "e",
        "EventName": name,
        "ReadOnly": read_only,
        "EventTime": 1767225600.0,
        "Username": "alice",
        "CloudTrailEvent": json.dumps(record),
    }


def key(value: str) -> str:
    asked = {
        "LookupAttributes": [{"AttributeKey": "ResourceName", "AttributeValue": value}],
        "MaxResults": 50,
    }
    return f"cloudtrail LookupEvents {json.dumps(asked)}"


def answer(*events: dict[str, Any]) -> dict[str, str]:
    body = json.dumps({"Events": events})
    return {"status": "200 OK", "type": "application/x-amz-json-1.1", "body": body}


IDENTITY = {
    "sts Action=GetCallerIdentity&Version=2011-06-15": {
        "status": "200 OK",
        "type": "text/xml",
        "body": '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
        "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U</UserId>"
        "<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
    }
}


@pytest.fixture
def ask(
    environment: None, load: Callable[[str], Any]
) -> Callable[[dict[str, Any]], tuple[Change, ...]]:
    """What a trail says of the group, from given answers."""
    from scanner.live.aws.session import AwsSessions, Limits

    def ask(answers: dict[str, Any]) -> tuple[Change, ...]:
        opened = AwsSessions([LOOKUP], (), Limits(attempts=1)).open(region="eu-west-1")
        load("support/replay.py").Replay({**IDENTITY, **answers}).attach(opened)
        found = audit_history(Sessions(aws=lambda _: opened))(GROUP)
        return tuple(found)

    return ask


def test_who_when_and_with_what(ask: Any) -> None:
    found = ask(
        {
            key("sg-0123"): answer(
                event("DescribeSecurityGroups", "true"),
                event("AuthorizeSecurityGroupIngress", errorCode="Client.UnauthorizedOperation"),
                event("AuthorizeSecurityGroupIngress"),
            )
        }
    )
    assert found == (
        Change(ALICE, "2026-01-01T00:00:00Z", "aws-cli", "AuthorizeSecurityGroupIngress"),
    )


def test_a_name_is_tried_where_the_id_is_unknown(ask: Any) -> None:
    found = ask({key("sg-0123"): answer(), key("web"): answer(event("CreateSecurityGroup"))})
    assert [one.event for one in found] == ["CreateSecurityGroup"]


@pytest.mark.parametrize("code", ["AccessDeniedException", "ThrottlingException", "Boom"])
def test_what_cannot_be_looked_up_is_silent(ask: Any, code: str) -> None:
    failure = {
        "status": "400 Bad Request",
        "type": "application/x-amz-json-1.1",
        "body": json.dumps({"__type": code, "message": "no"}),
    }
    assert ask({key("sg-0123"): failure, key("web"): failure}) == ()


def test_strange_records_cost_themselves() -> None:
    events = [
        {"EventName": "PutThing", "CloudTrailEvent": "{", "Username": "bob"},
        {"EventName": "PutThing", "CloudTrailEvent": "[]"},
        {"EventName": "PutThing", "CloudTrailEvent": '{"userIdentity": {"type": "Root"}}'},
    ]
    assert [one.actor for one in changes_in(events)] == ["bob", "", "Root"]


@pytest.mark.parametrize(
    ("agent", "tool"),
    [
        ("APN/1.0 HashiCorp/1.0 Terraform/1.9.0 (+https://www.terraform.io)", "Terraform"),
        ("aws-cli/2.15.30 Python/3.11.8", "aws-cli"),
        ("console.amazonaws.com", "console"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "console"),
        ("Boto3/1.34.0 md/Botocore#1.34.0", "boto3"),
        ("autoscaling.amazonaws.com", "autoscaling.amazonaws.com"),
        ("", ""),
    ],
)
def test_tools(agent: str, tool: str) -> None:
    assert tool_of(agent) == tool


def test_the_guard_allows_the_lookup_only_where_it_is_wanted() -> None:
    from scanner.errors import RefusedCallError

    Guard([LOOKUP]).check(*LOOKUP.pair, {})
    with pytest.raises(RefusedCallError):
        Guard([]).check(*LOOKUP.pair, {})


@pytest.mark.parametrize("code", ["AccessDenied", "ThrottlingException", "InternalFailure"])
def test_a_trail_gives_up_at_the_first_failure(code: str) -> None:
    """Forty resources are not asked for, each with its attempts, where one was not answered."""

    class Session:
        region = "eu-west-1"
        asked = 0

        def identity(self) -> Any:
            from scanner.live.aws.session import Identity

            return Identity("123456789012", "arn:aws:iam::123456789012:user/u", "aws")

        def client(self, service: str, region: str) -> Any:
            from botocore.exceptions import ClientError

            self.asked += 1
            raise ClientError({"Error": {"Code": code}}, "LookupEvents")

    session = Session()
    trail = Trail(session)  # type: ignore[arg-type]
    assert [trail.changes(GROUP), trail.changes(GROUP)] == [(), ()]
    assert session.asked == 1
