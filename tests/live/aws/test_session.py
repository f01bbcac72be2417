"""Opening a session: what can be wrong is one line that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.errors import LiveError


def test_no_credentials(open_session: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(LiveError, match="no credentials found; set AWS_PROFILE"):
        open_session()


def test_no_region(open_session: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(LiveError, match="no region; give --region"):
        open_session()
    assert open_session(region="us-east-1").region == "us-east-1"


def test_no_such_profile(open_session: Callable[..., Any]) -> None:
    with pytest.raises(LiveError, match="nobody"):
        open_session(profile="nobody")


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId"])
def test_credentials_that_are_refused(
    aws: Any, open_session: Callable[..., Any], code: str
) -> None:
    aws.fault("GetCallerIdentity", code=code)
    with pytest.raises(LiveError, match=f"{code}.*renew the credentials"):
        open_session().identity()


def test_an_endpoint_that_is_not_there(
    open_session: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(LiveError, match="cannot reach sts"):
        open_session().identity()


def test_an_endpoint_of_one_service(
    aws: Any, open_session: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", aws.url)
    assert open_session().identity().partition == "aws"


def test_clients_are_made_once(open_session: Callable[..., Any]) -> None:
    session = open_session()
    assert session.client("s3") is session.client("s3")
    assert session.client("s3", "us-east-1") is not session.client("s3")
