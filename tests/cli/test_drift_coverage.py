"""How much was compared: what the coverage says, and when a run fails for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]


def test_less_than_the_least_coverage_is_incomplete(trueup: Trueup, cloud: Cloud) -> None:
    # Of nine resources, the VPC and the user have no reader.
    whole = trueup("drift", "--min-coverage", "75", "--format", "json")
    assert whole.code == 0
    types = whole.report["coverage"]["types"]
    compared = sum(one["compared"] for one in types.values())
    total = compared + sum(
        one["unread"] + one["denied"] + one["unsupported"] for one in types.values()
    )
    assert (compared, total) == (7, 9)
    less = trueup("drift", "--min-coverage", "80", "--format", "json")
    assert less.code == 3
    (error,) = [d for d in less.report["diagnostics"] if d["level"] == "error"]
    assert error["code"] == "coverage-below-minimum"
    assert "only 77.8 % could be compared, less than --min-coverage 80" in error["message"]
    assert not less.report["summary"]["complete"]
    assert trueup("drift", "--min-coverage", "80", "--allow-incomplete").code == 0


def test_a_finding_outweighs_the_least_coverage(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    assert trueup("drift", "--min-coverage", "80").code == 1
    assert trueup("drift", "--min-coverage", "80", "--fail-on", "high").code == 3


def test_denied_and_unread_ones_are_counted_with_their_reason(trueup: Trueup, cloud: Cloud) -> None:
    cloud.unread = [
        Unread("aws_iam_role", None, "not read: iam:GetAccountAuthorizationDetails", denied=True),
        Unread("aws_s3_bucket", "logs-a", "not read: throttled"),
    ]
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 3
    types = outcome.report["coverage"]["types"]
    assert types["aws_iam_role"]["denied"] == 1
    assert types["aws_s3_bucket"]["unread"] == 1 and types["aws_s3_bucket"]["compared"] == 2
    assert types["aws_s3_bucket"]["reason"] == "throttled"
    assert types["aws_vpc"]["unsupported"] == 1
    assert "no live reader" in types["aws_vpc"]["reason"]


def test_the_configuration_may_ask_for_it_where_it_is_trusted(trueup: Trueup, cloud: Cloud) -> None:
    Path("trusted.yaml").write_text("min_coverage: 90\n")
    assert trueup("drift", "--config", "trusted.yaml").code == 3
    assert trueup("drift", "--config", "trusted.yaml", "--min-coverage", "50").code == 0
