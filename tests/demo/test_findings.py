"""trueup on the demonstration stack: exactly what was written down beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

TRUEUP = (sys.executable, "-m", "scanner.cli.main")
ROOTS = {
    "infrastructure/live": ("--workspace=production", "--var-file=production.tfvars"),
    "infrastructure/backups": (),
}
# What of the tampering breaks a rule of the baseline.
WORSENED = (
    ("infrastructure/live", "aws_security_group.gateway", "ingress"),
    (
        "infrastructure/live",
        'aws_vpc_security_group_ingress_rule.runners_metrics["berlin"]',
        "cidr_ipv4",
    ),
    ("infrastructure/live", "aws_vpc_security_group_ingress_rule.{added_rule}", None),
    ("infrastructure/live", "aws_security_group.{added_group}", None),
    ("infrastructure/live", "aws_iam_role_policy.deploy", "policy"),
    ("infrastructure/live", "aws_s3_bucket_public_access_block.artifacts", "block_public_policy"),
    (
        "infrastructure/live",
        "aws_s3_bucket_public_access_block.artifacts",
        "restrict_public_buckets",
    ),
    ("infrastructure/live", "aws_s3_bucket.parcelbox-scratch", None),
    ("infrastructure/live", "aws_s3_bucket_versioning.state", "versioning_configuration.status"),
    ("infrastructure/live", "aws_s3_bucket_policy.artifacts", "policy"),
    ("infrastructure/backups", "google_storage_bucket.database", "uniform_bucket_level_access"),
)


def trueup(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Any:
    """The JSON report of a run in a folder, as a user would start it."""
    done = subprocess.run(
        [*TRUEUP, *arguments, "--format=json", "--no-cache"],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_a_scan_finds_exactly_what_is_expected(demo: Path) -> None:
    report = trueup(demo, "scan", ".", "--policy=strict")
    found = sorted(
        (r["rule"], r["location"]["path"], r["location"]["start_line"], r["resource"]["address"])
        for r in report["results"]
        if r["kind"] == "fail"
    )
    expected = json.loads((demo / "expected-findings.json").read_text())
    assert found == sorted((e["rule"], e["path"], e["line"], e["address"]) for e in expected)
    assert report["summary"]["complete"]


def test_what_a_scan_cannot_know_it_says(demo: Path) -> None:
    """Without variable files the offices' networks and the repository that deploys are unknown:
    open, not clean."""
    report = trueup(demo, "scan", "infrastructure/live", "--policy=strict")
    opens = {
        (r["resource"]["address"], r["attribute"]) for r in report["results"] if r["kind"] == "open"
    }
    assert opens == {
        ("aws_iam_role.deploy", "assume_role_policy"),
        ("aws_security_group.gateway", "ingress.cidr_blocks"),
        ("aws_security_group_rule.cache_offices", "cidr_blocks"),
        ("aws_vpc_security_group_ingress_rule.runners_metrics", "cidr_ipv4"),
    }
    file = "--var-file=infrastructure/live/production.tfvars"
    report = trueup(demo, "scan", "infrastructure/live", "--policy=strict", file)
    assert report["summary"]["by_kind"]["open"] == 0


@pytest.fixture(scope="module", params=[True, False], ids=["tampered", "untouched"])
def clouds(request: pytest.FixtureRequest, programs: dict[str, Any]) -> Iterator[Any]:
    """The demo's servers, and whether somebody tampered with what they hold."""
    with programs["run"].demo_clouds(request.param) as running:
        yield request.param, running


@pytest.mark.parametrize("root", list(ROOTS))
def test_drift_names_exactly_what_was_tampered_with(demo: Path, clouds: Any, root: str) -> None:
    tampered, running = clouds
    report = trueup(demo / root, "drift", *ROOTS[root], environment=running.environment)
    found = sorted(
        (
            result["drift"]["class"],
            result["instances"][0]["address"],
            result["attribute"] or "",
            f"{root}/{result['location']['path']}",
            result["location"]["start_line"],
        )
        for result in report["results"]
    )
    expected = json.loads((demo / "expected-drift.json").read_text()) if tampered else []
    wanted = sorted(
        (
            entry["class"],
            entry["instance"].format(**running.made),
            entry["attribute"] or "",
            # What nobody declares is anchored at the provider's block.
            entry["path"] or "infrastructure/live/terraform.tf",
            entry["line"] or 22,
        )
        for entry in expected
        if entry["root"] == root
    )
    assert found == wanted
    assert report["summary"]["complete"]
    assert report["coverage"]["attributes"]["compared"] > 0
    worse = {
        (r["instances"][0]["address"], r["attribute"])
        for r in report["results"]
        if r["drift"]["effect"] == "worsened"
    }
    expected_worse = WORSENED if tampered else ()
    assert worse == {
        (address.format(**running.made), attribute)
        for of, address, attribute in expected_worse
        if of == root
    }


def test_drift_without_credentials_is_incomplete_not_clean(demo: Path, tmp_path: Path) -> None:
    state = demo / "state" / "live.tfstate"
    done = subprocess.run(
        [*TRUEUP, "drift", "--format=json", f"--state={state}", *ROOTS["infrastructure/live"]],
        cwd=demo / "infrastructure" / "live",
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true",
             "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert not report["summary"]["complete"]
    assert report["summary"]["by_class"]["unread"] > 0
    assert any("no credentials" in d["message"] for d in report["diagnostics"])
