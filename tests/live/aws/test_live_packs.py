"""`trueup scan --live aws --pack`: another scanner's checks on everything that an account holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkov_workers import write_fake

from scanner.cli.main import run

SAYS = """said = [
    ["CKV_FAKE_3", "FAILED", ["bucket"]],
    ["CKV_FAKE_0", "FAILED", ["force_destroy"], ["force_destroy"], []],
    ["CKV_FAKE_1", "PASSED", ["lifecycle"], ["lifecycle"], []],
    ["CKV_FAKE_2", "PASSED", ["request_payer"], [], ["request_payer"]]]"""


@pytest.fixture
def scan(
    aws: Any,
    admin: Callable[[str], Any],
    capsysbinary: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Scans an account with a bucket by what a worker says: exit code and report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TRUEUP_CHECKOV_PYTHON", raising=False)
    where = {"LocationConstraint": "eu-west-1"}
    admin("s3").create_bucket(Bucket="data", CreateBucketConfiguration=where)
    aws.forget()

    def scan(judge: str, *words: str) -> tuple[int, dict[str, Any]]:
        text = judge.replace("\n", "\n        ")
        write_fake(tmp_path / "fake", judge=text, types=["resource/aws_s3_bucket"])
        pack = ("--pack", "checkov", "--checkov-python", "fake")
        live = ("scan", "--live", "aws", "--type", "aws_s3_bucket", "--format", "json", "--all")
        code = run([*live, *pack, *words])
        out = capsysbinary.readouterr().out
        return code, json.loads(out) if out else {}

    return scan


def test_what_was_not_read_is_open(scan: Any) -> None:
    code, report = scan(SAYS)
    said = {
        one["rule"]: (one["kind"], one["attribute"], one["message"])
        for one in report["results"]
        if one["rule"].startswith("CKV_")
    }
    assert code in (1, 3)
    assert said == {
        "CKV_FAKE_3": ("fail", "bucket", "Ensure CKV_FAKE_3"),
        "CKV_FAKE_0": (
            "open",
            "force_destroy",
            "Ensure CKV_FAKE_0 (undecided: force_destroy is not read from what is live)",
        ),
        # CKV_FAKE_1 judges code alone.
        "CKV_FAKE_2": (
            "open",
            "request_payer",
            "Ensure CKV_FAKE_2 (undecided: the check asks whether request_payer is set, and the "
            "platform may have set it)",
        ),
    }


@pytest.mark.parametrize(
    "answer",
    [
        '["CKV_AWS_88", "FAILED", [], ["nowhere"], []]',
        '["CKV_AWS_88", "FAILED", [], [], ["nowhere"]]',
        '["CKV_AWS_88", "FAILED", [], [{}], []]',
        '["CKV_AWS_88", "FAILED", [], "force_destroy", []]',
        '["CKV_AWS_88", "FAILED", [], []]',
    ],
)
def test_a_worker_that_says_what_it_was_not_told(scan: Any, answer: str) -> None:
    code, report = scan(f"said = [{answer}]", "--fail-on", "never")
    assert code == 3
    problems = [one["code"] for one in report["diagnostics"] if one["level"] == "error"]
    assert "pack-failed" in problems


def test_it_is_told_what_is_not_known(scan: Any, tmp_path: Path) -> None:
    log = tmp_path / "asked"
    scan(f"open({str(log)!r}, 'w').write(json.dumps(request))")
    request = json.loads(log.read_text())
    (place, names), *_ = request["unread"]
    assert place == []
    assert {"force_destroy", "lifecycle"} <= set(names)
    assert set(names).isdisjoint(request["conf"])
    assert "bucket" not in names
