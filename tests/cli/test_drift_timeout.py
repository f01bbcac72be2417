"""`trueup drift --timeout`: what was not read in time is unread."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]


def test_the_readers_get_the_end_of_it(trueup: Trueup, cloud: Cloud) -> None:
    before = time.monotonic()
    assert trueup("drift", "--timeout", "90").code == 0
    assert before + 90 <= cloud.asked[-1]["deadline"] <= time.monotonic() + 90
    assert trueup("drift").code == 0
    assert cloud.asked[-1]["deadline"] is None


def test_what_is_left_is_unread_and_the_run_incomplete(trueup: Trueup, cloud: Cloud) -> None:
    reason = "not read: the time given with --timeout was over"
    cloud.unread = [Unread("aws_s3_bucket", None, reason)]
    outcome = trueup("drift", "--timeout", "0.5", "--format", "json")
    assert outcome.code == 3
    bucket = outcome.report["coverage"]["types"]["aws_s3_bucket"]
    assert (bucket["unread"], bucket["compared"]) == (3, 0)
    assert bucket["reason"] == "the time given with --timeout was over"
    assert not [one for one in outcome.report["results"] if one["kind"] == "fail"]


def test_nobody_is_asked_who_it_was_when_the_time_is_over(
    trueup: Trueup, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("scanner.live.audit_history", lambda _: lambda one: asked.append(one) or ())
    cloud["app aws_iam_role"]["description"] = "by hand"
    trueup("drift", "--timeout", "0.000001")
    assert asked == []
    trueup("drift", "--timeout", "60")
    assert len(asked) == 1


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_no_time_is_wrong_usage(trueup: Trueup, cloud: Cloud, seconds: str) -> None:
    outcome = trueup("drift", "--timeout", seconds)
    assert outcome.code == 2
    assert "--timeout" in outcome.err
