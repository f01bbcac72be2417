"""Comma-separated values: read back by `csv`, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import Diagnostic, DiagnosticLevel, Level, Location
from scanner.outcome import (
    Compliance,
    Control,
    ControlResult,
    Framework,
    Gone,
    Past,
    Report,
    Standing,
)
from scanner.report import render
from scanner.report.csv_report import COLUMNS, MAX_CELL, _cell


def rows(report: Report) -> list[dict[str, str]]:
    data = render("csv", report)
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")  # no line break within a field either
    found = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    assert tuple(found[0]) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in found)
    for row in found:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    return [dict(zip(COLUMNS, row, strict=True)) for row in found[1:]]


def test_a_line_for_each_instance(make: SimpleNamespace) -> None:
    found = [row for row in rows(make.scan()) if row["rule"] == "aws-db-instance-unencrypted"]
    assert [(row["kind"], row["address"]) for row in found] == [
        ("fail", 'module.rds["a"].aws_db_instance.db'),
        ("suppressed", 'module.rds["b"].aws_db_instance.db'),
        ("fail", "aws_db_instance.far"),
        ("suppressed", "aws_db_instance.ignored"),
        ("open", "aws_db_instance.open"),
        ("open", "aws_db_instance.open2"),
        ("pass", "aws_db_instance.fine"),
    ]
    first = found[0]
    assert {key: value for key, value in first.items() if value} == {
        "kind": "fail",
        "severity": "high",
        "rule": "aws-db-instance-unencrypted",
        "title": "An unencrypted RDS instance leaves its disks readable.",
        "message": "storage is not encrypted",
        "address": 'module.rds["a"].aws_db_instance.db',
        "attribute": "storage_encrypted",
        "resource_type": "aws_db_instance",
        "origin": "code",
        "path": "modules/rds/main.tf",
        "line": "2",
        "column": "2",
        "end_line": "2",
        "end_column": "27",
        "environments": "production; staging",
        "gating": "yes",
        "fix": "Set storage_encrypted = true.",
        "cwe": "CWE-311",
        "aliases": "CKV_AWS_16; AVD-AWS-0080",
        "identity": 'aws-db-instance-unencrypted|.|module.rds["a"].aws_db_instance.db|'
        "storage_encrypted",
        "fingerprint": first["fingerprint"],
    }
    ignored = found[3]
    assert [ignored[name] for name in COLUMNS if name.startswith("suppress")] == [
        "inline", "ann", "test data only", "2030-01-01",
    ]  # fmt: skip


def test_an_incomplete_run_has_its_errors(make: SimpleNamespace) -> None:
    found = [row for row in rows(make.scan()) if row["kind"] == "error"]
    assert [(row["rule"], row["path"], row["line"]) for row in found] == [
        ("hcl-syntax", "bad.tf", "12"), ("no-input", "", ""),
    ]  # fmt: skip
    (only,) = rows(make.report(complete=False))
    assert only["kind"] == "error" and "not everything in scope" in only["message"]
    assert rows(make.report()) == []


def test_drift_has_its_three_views(make: SimpleNamespace) -> None:
    acl, policy, stray, secret = rows(make.drift())
    assert [acl[name] for name in ("declared", "recorded", "live")] == [
        '"private"', '"private"', '"public-read"',
    ]  # fmt: skip
    assert (acl["drift_class"], acl["effect"]) == ("drifted", "worsened")
    assert acl["broken_rules"] == "aws-s3-bucket-public"
    assert acl["revert"] == "terraform apply -target=aws_s3_bucket.logs"
    assert policy["declared"] == "(unknown: aws_iam_role.x.arn is not known)"
    assert policy["recorded"] == "" and stray["path"] == "" and stray["line"] == ""
    assert {secret[name] for name in ("declared", "recorded", "live")} == {"(sensitive, changed)"}


def test_the_past_and_what_has_gone(make: SimpleNamespace) -> None:
    old = make.result(
        make.rule("a-b"),
        Location("main.tf", 1),
        past=Past(Standing.REOPENED, "2026-01-02T00:00:00Z", "2026-02-03T00:00:00Z"),
    )
    gone = Gone("c-d", Level.LOW, "x.y", "z", "c-d|.|x.y|z", "was bad", Location("main.tf", 3))
    found = rows(make.report([old], gone=(gone,), since="main"))
    assert [(row["kind"], row["standing"], row["first_seen"]) for row in found] == [
        ("fail", "reopened", "2026-01-02T00:00:00Z"), ("gone", "resolved", ""),
    ]  # fmt: skip
    assert (found[1]["path"], found[1]["line"]) == ("main.tf", "3")


def test_controls(make: SimpleNamespace) -> None:
    control = Control("2.3.1", "Encrypted", ("a-b",))
    framework = Framework("CIS AWS", "3.0", "x", (control,))
    compliance = Compliance(framework, (ControlResult(control, "fail", 1),))
    result = make.result(make.rule("a-b"), Location("main.tf", 1))
    (row,) = rows(make.report([result], compliance=(compliance,)))
    assert row["controls"] == "CIS AWS 3.0 2.3.1"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0"),
        ("＝1", "'＝1"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (7, "7"),
        ('say "x", y', 'say "x", y'),
    ],
)
def test_formulas_are_text(text: object, written: str) -> None:
    assert _cell(text) == written


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("=+-@\t\r\n ;,\"'a\0\x1b\u202e") | st.characters(), max_size=20))
def test_any_text_is_one_harmless_field(text: str) -> None:
    cell = _cell(text)
    assert cell.isprintable()
    assert cell[:1] not in ("=", "+", "-", "@") and cell.lstrip()[:1] not in ("=", "+", "-", "@")


def test_long_values_fit_a_cell() -> None:
    assert len(_cell("x" * 100_000)) <= MAX_CELL
    assert len(_cell("=" * 100_000)) <= MAX_CELL


def test_what_has_no_instances_has_a_line(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("main.tf", 1), instances=())
    error = Diagnostic(DiagnosticLevel.NOTE, "x", "only a note")
    (row,) = rows(make.report([result], diagnostics=[error]))
    assert (row["kind"], row["address"]) == ("fail", "aws_db_instance.db")
