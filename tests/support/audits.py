"""Reports for the tests of the HTML page: one with a bit of everything, and a large one.

make: the builders of ``tests/report/conftest.py``.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from scanner.model import Call, Kind, Level, Location
from scanner.outcome import (
    Audit,
    Compliance,
    Control,
    ControlResult,
    Framework,
    Gone,
    Past,
    Report,
    Result,
    Standing,
    Suppression,
)

ENVIRONMENTS = ("staging", "test", "production")
# 2026-05-04 03:02:01 UTC
AT = 1777863721


def whole_audit(make: SimpleNamespace) -> Report:
    """A scan and a drift run in one report, with frameworks, a history and what is gone."""
    scan, drift = make.scan(), make.drift()
    standings = [Standing.NEW, Standing.PERSISTING, Standing.REOPENED]
    results = [
        replace(one, past=_past(standings[number % 3]))
        for number, one in enumerate([*scan.results, *drift.results])
    ]
    found = results[0]
    results.append(
        replace(
            found,
            kind=Kind.SUPPRESSED,
            identity="waived",
            environments=("test",),
            suppression=Suppression("waiver", "eve", "moved to the new account", "2030-06-30"),
        )
    )
    return replace(
        scan,
        command="drift",
        results=results,
        coverage=replace(drift.coverage, limits=("no state was given for the root legacy",)),
        compliance=(_framework(),),
        since="origin/main",
        gone=(
            Gone(
                "aws-s3-bucket-public-acl",
                Level.CRITICAL,
                "aws_s3_bucket_acl.old",
                "acl",
                "aws-s3-bucket-public-acl|.|aws_s3_bucket_acl.old|acl",
                "the ACL lets in everyone",
                Location("main.tf", 3),
                "2026-01-05T02:00:00Z",
                "2026-05-02T02:00:00Z",
                ("production",),
            ),
        ),
        trend=_trend(14),
    )


def _past(standing: Standing) -> Past:
    first = "2026-05-04T02:00:00Z" if standing is Standing.NEW else "2026-02-03T02:00:00Z"
    return Past(standing, first, "2026-05-04T02:00:00Z")


def _framework() -> Compliance:
    def control(number: int, status: str, **more: Any) -> ControlResult:
        counts = {name: more.pop(name, 0) for name in ("failed", "open", "waived", "passed")}
        return ControlResult(Control(f"1.{number}", f"Control {number}", **more), status, **counts)

    encrypted = ("aws-db-instance-unencrypted", "aws-ebs-volume-unencrypted")
    return Compliance(
        Framework("Example Benchmark", "2.0", "https://example.com/benchmark", ()),
        (
            control(1, "fail", rules=encrypted, failed=2, passed=3),
            control(2, "open", rules=("aws-security-group-open",), open=1),
            control(3, "waived", rules=("dockerfile-runs-as-root",), waived=1),
            control(4, "pass", rules=("aws-iam-policy-allows-everything",), passed=9),
            control(5, "not-applicable", rules=("aws-eks-cluster-public-endpoint",)),
            control(6, "manual", manual="whether contacts are current is known to people"),
        ),
    )


def _trend(count: int) -> tuple[Audit, ...]:
    return tuple(
        Audit(
            f"2026-{1 + number // 4:02}-{1 + 7 * (number % 4):02}T02:00:00Z",
            "drift",
            number != 5,
            {level: (count - number) * (level.rank + 1) // 2 for level in Level},
            new=number % 3,
            reopened=number % 2,
            resolved=number % 4,
        )
        for number in range(count)
    )


def large_audit(make: SimpleNamespace, count: int) -> Report:
    """`count` findings of 120 rules in 100 files and three environments."""
    rules = [
        make.rule(
            f"aws-rule-number-{number}-is-wrong",
            [*Level][number % 4],
            platform=("aws", "google", "kubernetes")[number % 3],
        )
        for number in range(120)
    ]
    types = ("aws_db_instance", "aws_s3_bucket", "google_storage_bucket", "Deployment")
    source = b"".join(
        b'resource "aws_db_instance" "db%d" {\n  storage_encrypted = false\n  size = 1\n}\n' % n
        for n in range(50)
    )

    def result(number: int) -> Result:
        line = 4 * (number % 50) + 1
        return make.result(
            rules[number * 7 % 120],
            Location(f"stack{number // 50}/main.tf", line, 1, line + number % 3, 28),
            address=f'module.rds["{number}"].aws_db_instance.db',
            message=f"the storage of {number} is not encrypted",
            environments=ENVIRONMENTS[: 1 + number % 3],
            calls=(Call("module.rds", Location("main.tf", 1, 1, 1, 13)),),
            resource_type=types[number % 4],
            past=_past(Standing.NEW if number % 2 else Standing.PERSISTING),
        )

    return make.report(
        [result(number) for number in range(count)],
        read=lambda path: source,
        environments=ENVIRONMENTS,
    )
