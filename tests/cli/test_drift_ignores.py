"""`drift: ignore:` of the configuration, on the recorded platform."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]


def configure(*entries: str) -> None:
    rows = "".join(f"    - {{{entry}}}\n" for entry in entries)
    Path(".trueup.yaml").write_text("drift:\n  ignore:\n" + rows)


def said(report: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    return {
        (one["instances"][0]["address"], one["attribute"], one["kind"]) for one in report["results"]
    }


def notes(report: dict[str, Any], code: str = "drift-ignore") -> list[tuple[str, int]]:
    return [
        (d["code"], d["line"])
        for d in report["diagnostics"]
        if d["code"].startswith(code) and d["level"] == "note"
    ]


def test_what_was_just_applied_is_clean(trueup: Trueup, cloud: Cloud) -> None:
    outcome = trueup("drift", "--var", "endpoint=x", "--format", "json")
    assert outcome.code == 0, outcome.out
    assert outcome.report["results"] == []
    assert outcome.report["coverage"]["limits"] == []


def test_an_ignored_attribute_does_not_count_and_is_not_lost(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    cloud["app aws_iam_role"]["path"] = "/other/"
    configure(
        "type: aws_iam_*, attribute: descr*, reason: a wiki writes it, owner: web, "
        "until: 2999-01-01"
    )
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 1
    report = outcome.report
    assert said(report) == {
        ("aws_iam_role.app", "description", "suppressed"),
        ("aws_iam_role.app", "path", "fail"),
    }
    (suppressed,) = [one for one in report["results"] if one["kind"] == "suppressed"]
    assert suppressed["suppression"] == {
        "source": "drift-ignore",
        "by": "web",
        "reason": "a wiki writes it",
        "until": "2999-01-01",
        "location": suppressed["suppression"]["location"],
    }
    assert suppressed["suppression"]["location"]["path"] == ".trueup.yaml"
    assert suppressed["suppression"]["location"]["start_line"] == 3
    assert report["coverage"]["attributes"]["ignored"] == 1
    assert notes(report) == []
    assert "a wiki writes it" in trueup("drift", "--all").out
    assert "description" not in trueup("drift").out


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("address: aws_iam_role.app", {"aws_s3_bucket.east"}),
        ("type: aws_s3_bucket", {"aws_iam_role.app"}),
        ("id: logs-*", {"aws_iam_role.app"}),
        ("address: '*', class: drifted", set[str]()),
        ("address: '*', class: missing", {"aws_iam_role.app", "aws_s3_bucket.east"}),
        ("attribute: tags", {"aws_iam_role.app"}),
        ("attribute: tags.By*", {"aws_iam_role.app"}),
        ("attribute: tags.Other", {"aws_iam_role.app", "aws_s3_bucket.east"}),
        ("attribute: tag", {"aws_iam_role.app", "aws_s3_bucket.east"}),
    ],
)
def test_what_an_entry_gives_must_match(
    trueup: Trueup, cloud: Cloud, entry: str, left: set[str]
) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    tags = cloud["logs-east aws_s3_bucket"]["tags"]
    tags["ByHand"] = "1"
    configure(f"{entry}, reason: known")
    report = trueup("drift", "--format", "json").report
    assert {address for address, _, kind in said(report) if kind == "fail"} == left


def test_a_key_of_a_map_is_ignored_and_the_others_are_not(trueup: Trueup, cloud: Cloud) -> None:
    cloud["logs-east aws_s3_bucket"]["tags"].update({"LastScan": "today", "Owner": "bob"})
    configure("attribute: tags.LastScan, reason: the scanner writes it")
    (result,) = trueup("drift", "--format", "json").report["results"]
    assert result["kind"] == "fail"
    assert "LastScan" not in result["drift"]["live"] and result["drift"]["live"]["Owner"] == "bob"
    del cloud["logs-east aws_s3_bucket"]["tags"]["Owner"]
    (result,) = trueup("drift", "--format", "json").report["results"]
    assert result["kind"] == "suppressed"
    assert result["drift"]["live"]["LastScan"] == "today"


def test_unmanaged_ones_by_type_and_id(trueup: Trueup, cloud: Cloud) -> None:
    for name in ("scratch-1", "scratch-2", "other"):
        cloud.add("aws_s3_bucket", name, bucket=name)
    configure("class: unmanaged, type: aws_s3_bucket, id: scratch-?, reason: played with")
    report = trueup("drift", "--format", "json").report
    assert said(report) == {
        ("aws_s3_bucket.scratch-1", None, "suppressed"),
        ("aws_s3_bucket.scratch-2", None, "suppressed"),
        ("aws_s3_bucket.other", None, "fail"),
    }
    report = trueup("drift", "--no-unmanaged", "--format", "json").report
    assert notes(report) == []
    assert report["coverage"]["limits"] == [
        "resources that nobody manages were not looked for (--no-unmanaged)"
    ]


def test_what_was_deleted_can_be_ignored(trueup: Trueup, cloud: Cloud) -> None:
    cloud.delete("logs-east aws_s3_bucket")
    configure("address: aws_s3_bucket.east, class: missing, reason: it moves")
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 0
    assert said(outcome.report) == {("aws_s3_bucket.east", None, "suppressed")}


def test_expired_and_unused_ones_are_reported(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    configure(
        "type: aws_iam_role, attribute: description, reason: old, until: 2020-01-31",
        "type: aws_sqs_queue, reason: there is none",
        # In sync today, but there: of use.
        "type: aws_iam_role, attribute: path, reason: moves at times",
    )
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 1
    assert notes(outcome.report) == [("drift-ignore-expired", 3), ("drift-ignore-unused", 4)]
    assert "2020-01-31" in outcome.out


def test_what_could_not_be_read_stays_unread(trueup: Trueup, cloud: Cloud) -> None:
    cloud.unread.append(Unread("aws_iam_role", None, "not read: denied", True))
    configure("type: aws_iam_role, reason: whatever")
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 3
    assert said(outcome.report) == {("aws_iam_role.app", None, "open")}
    assert notes(outcome.report) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reason: all of it", "says nothing of what it ignores"),
        ("type: x", "lacks 'reason'"),
        ("type: x, reason: ' '", "does not look like"),
        ("type: x, reason: r, class: in_sync", "write one of drifted"),
        ("type: x, reason: r, until: soon", "does not look like"),
        ("kind: x, reason: r", "unknown key 'kind'"),
    ],
)
def test_wrong_entries_name_their_line(
    trueup: Trueup, cloud: Cloud, text: str, message: str
) -> None:
    configure("type: a, reason: fine", text)
    outcome = trueup("drift")
    assert outcome.code == 2
    assert ".trueup.yaml:4: " in outcome.err
    assert message in outcome.err
