"""The proof that nothing but declared reads is sent: every test of this run is watched, and a
write would be seen."""

from __future__ import annotations

from typing import Any

import pytest
from request_log import RequestLog, allowed, declared

from scanner.live.aws.guard import DATA_AND_SECRETS
from scanner.live.facade import Sessions, read_live
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource


def ours(source: str, **names: Any) -> Any:
    """What a function of `scanner` would give that is written like this."""
    scope = {"__name__": "scanner.live.aws.unguarded", **names}
    exec(source, scope)
    return scope["made"]


def test_a_write_through_a_session_of_ours_would_be_seen(aws: Any, request_log: RequestLog) -> None:
    client = ours("import boto3\nmade = boto3.client('iam', region_name='eu-west-1')")
    client.create_user(UserName="somebody")
    client.list_users()
    sent = request_log.taken()
    assert sent == [("iam", "CreateUser"), ("iam", "ListUsers")]
    assert not allowed(sent[0])


def test_reads_of_ours_are_in_the_log_and_the_set_up_is_not(
    aws: Any, admin: Any, session: Any, request_log: RequestLog
) -> None:
    admin("iam").create_user(UserName="somebody")
    assert request_log.taken() == []
    user = Resource("aws_iam_user", "aws_iam_user.u", {"name": "somebody"}, Origin.STATE,
                    LiveSource(""), ".", id="somebody")  # fmt: skip
    live = read_live([user], Sessions(aws=lambda _: session))
    assert [one.id for one in live.view.resources] == ["somebody"]
    sent = request_log.taken()
    assert ("iam", "GetAccountAuthorizationDetails") in sent
    assert {request.service for request in aws.log} <= {"iam", "sts"}
    assert len(sent) <= len(aws.log)
    assert all(map(allowed, sent))


def test_replayed_answers_are_watched_too(replayed: Any, request_log: RequestLog) -> None:
    session = replayed({})
    with pytest.raises(AssertionError, match="nothing recorded for"):
        session.client("iam").list_roles()
    assert request_log.taken() == [("iam", "ListRoles")]


def test_what_hands_out_data_is_never_allowed() -> None:
    assert len(declared()) > 100
    for service, names in DATA_AND_SECRETS.items():
        for name in names:
            assert not allowed((service, name))
    assert not allowed(("iam", "CreateUser"))
