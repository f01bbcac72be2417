"""`trueup drift --types`: no root, credentials or network."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from scanner.cli.drift_types import depth_of
from scanner.live import readable_types
from scanner.projection import Attribute, AttributeKind, Projection
from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing is asked for this")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_every_type_is_listed_with_both_counts_and_every_reason(trueup: Trueup) -> None:
    found = trueup("drift", "--types", "--format", "json").report
    assert found["schema"] == "trueup-types/1"
    rows = {row["type"]: row for row in found["types"]}
    assert {"aws_s3_bucket", "aws_security_group", "aws_iam_role", "google_storage_bucket"} <= set(
        rows
    )
    assert set(rows) == {one.type for one in readable_types()}
    for row in rows.values():
        assert row["compared"] and row["provider"]
        assert 0 < row["arguments"]["compared"] <= row["arguments"]["settable"]
        assert all(one["reason"] for one in row["not_compared"])
        kinds = {one["kind"] for one in row["compared"]}
        assert kinds <= {"settable", "computed", "sensitive"}
        paths = [one["path"] for one in (*row["compared"], *row["not_compared"])]
        assert len(set(paths)) == len(paths)
    bucket = rows["aws_s3_bucket"]
    missed = {one["path"]: one["reason"] for one in bucket["not_compared"]}
    assert missed["force_destroy"] == "steers Terraform during apply, and is nowhere live"
    assert missed["timeouts"] == "how long Terraform waits"
    assert {"path": "tags", "kind": "settable", "default": {}} in bucket["compared"]


def test_text_is_an_overview(trueup: Trueup) -> None:
    lines = trueup("drift", "--types").out.splitlines()
    assert len(lines) == len(readable_types()) + 2
    (row,) = [line for line in lines if line.startswith("aws_s3_bucket ")]
    assert len(row.split()) == 6 and row.endswith(" %")
    assert lines[-1].startswith(f"{len(readable_types())} types, ")


def test_text_tells_all_of_one_type(trueup: Trueup) -> None:
    outcome = trueup("drift", "--types", "--type", "aws_s3_bucket_ver*")
    lines = outcome.out.splitlines()
    assert lines[0].startswith("aws_s3_bucket_versioning  ")
    row = ["versioning_configuration.mfa_delete", "settable", "default", '"Disabled"']
    assert row in [line.split() for line in lines]
    assert (
        "    expected_bucket_owner  a precondition of requests, not a property of the bucket"
        in (lines)
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--types", "--type", "aws_s3_buckt"), "did you mean aws_s3_bucket?"),
        (("--types", "--type", "x"), "`trueup drift --types` lists them"),
        (("--type", "aws_s3_bucket"), "--type goes with --types"),
        (("--types", "--format", "sarif"), "prints text or json"),
    ],
)
def test_wrong_usage(trueup: Trueup, arguments: tuple[str, ...], message: str) -> None:
    outcome = trueup("drift", *arguments)
    assert outcome.code == 2
    assert message in outcome.err


def test_arguments_are_counted_as_the_schema_has_them() -> None:
    # aws_s3_bucket_versioning 5.100.0: bucket, expected_bucket_owner, mfa and the block, in which
    # are status and mfa_delete; the optional id counts as the platform's.
    rows = (
        Attribute("bucket"),
        Attribute("versioning_configuration.status"),
        Attribute("mfa", kind=AttributeKind.WRITE_ONLY),
    )
    reasons = {"expected_bucket_owner": "a precondition"}
    one = depth_of(Projection("aws_s3_bucket_versioning", rows, lambda _: None, reasons))
    assert (one.settable, one.covered, one.nowhere) == (5, 2, 1)
    assert one.percent == 50.0
    assert dict(one.missed) == {
        "mfa": "is sent, and can never be read back",
        "expected_bucket_owner": "a precondition",
        "versioning_configuration.mfa_delete": "not read yet",
    }
    whole = depth_of(
        Projection("aws_s3_bucket_versioning", (Attribute("versioning_configuration"),), str, {})
    )
    assert (whole.settable, whole.covered) == (4, 1)


def test_a_type_without_a_schema_counts_nothing() -> None:
    one = depth_of(Projection("aws_no_such_thing", (Attribute("name"),), lambda _: None, {}))
    assert (one.settable, one.covered, one.percent, one.provider) == (0, 0, 100.0, None)
