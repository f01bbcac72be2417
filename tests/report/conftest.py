"""Reports built by hand for the tests of `scanner.report`."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from scanner.model import (
    Call,
    Diagnostic,
    DiagnosticLevel,
    Kind,
    Level,
    Location,
    Origin,
    Rule,
    RuleBody,
    Unknown,
)
from scanner.outcome import (
    Coverage,
    Drift,
    DriftClass,
    Instance,
    Report,
    Result,
    StateInfo,
    Suppression,
    TypeCoverage,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MAIN = b"""module "rds" {
  for_each = toset(["a", "b"])
  source   = "./modules/rds"
  name     = each.key
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
  acl    = "private"
}
"""
RDS = b"""resource "aws_db_instance" "db" {
\tstorage_encrypted = false
  password          = "hunter2-is-secret"
  ingress_cidrs = [
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.2.0.0/16",
  ]
}
"""
DOCKERFILE = "FROM python:3.12\r\nUSER root # ☃ 雪 \x1b[31m\u202eevil\r\n".encode()
FILES = {"main.tf": MAIN, "modules/rds/main.tf": RDS, "app/Dockerfile": DOCKERFILE}


def read(path: str) -> bytes:
    """As `Report.read`, of the files above."""
    try:
        return FILES[path]
    except KeyError:
        raise FileNotFoundError(path) from None


def repository_path(display: str) -> str | None:
    """As `Report.repository_path`, of a repository whose root is the current directory."""
    return None if display.startswith("../") else display


def rule(rule_id: str, severity: Level = Level.HIGH, **more: Any) -> Rule:
    """A rule with all that reports show of one."""
    settings: dict[str, Any] = {
        "on": ("aws_db_instance",),
        "fix": "Set storage_encrypted = true.",
        "check": lambda resource: None,
        "title": "An unencrypted RDS instance leaves its disks readable.",
        "description": "An unencrypted RDS instance leaves its disks readable.\n\n"
        "Snapshots and replicas inherit it.",
        "platform": "aws",
        "aliases": ("CKV_AWS_16", "AVD-AWS-0080"),
        "related_ids": ("CKV_AWS_17",),
        "cwe": 311,
        "references": ("https://docs.aws.amazon.com/AmazonRDS/",),
        "bad": ('resource "aws_db_instance" "db" {}',),
        "good": ('resource "aws_db_instance" "db" { storage_encrypted = true }',),
    }
    settings |= more
    body = RuleBody(**{f.name: settings.pop(f.name) for f in fields(RuleBody)})
    return Rule(id=rule_id, severity=severity, body=lambda: body, **settings)


def result(the_rule: Rule, location: Location, **more: Any) -> Result:
    """A failing result of one instance, unless `more` says otherwise."""
    address = more.pop("address", "aws_db_instance.db")
    identity = more.pop("identity", f"{the_rule.id}|.|{address}|storage_encrypted")
    kind = more.get("kind", Kind.FAIL)
    settings: dict[str, Any] = {
        "kind": kind,
        "message": "storage is not encrypted",
        "resource_type": "aws_db_instance",
        "resource_address": address,
        "resource_origin": Origin.CODE,
        "resource_id": None,
        "instances": (Instance(address, identity, (), kind),),
        "attribute": "storage_encrypted",
        "calls": (),
        "identity": identity,
        "severity": the_rule.severity,
    }
    return Result(rule=the_rule, location=location, **(settings | more))


def report(results: Sequence[Result] = (), **more: Any) -> Report:
    """A complete scan of the files above."""
    settings: dict[str, Any] = {
        "command": "scan",
        "diagnostics": (),
        "coverage": Coverage(files=3, resources=7),
        "complete": True,
        "read": read,
        "repository_path": repository_path,
    }
    return Report(results=tuple(results), **(settings | more))


CALLS = (Call('module.rds["a"]', Location("main.tf", 1, 1, 1, 15)),)


def scan_report() -> Report:
    """A scan with a bit of everything."""
    encrypted = rule("aws-db-instance-unencrypted")
    secret = rule(
        "terraform-hardcoded-secret",
        Level.CRITICAL,
        cwe=798,
        aliases=(),
        title="A password in code is everybody's password.",
        fix="Read it from a secret store.",
    )
    open_cidr = rule("aws-security-group-open", Level.LOW, cwe=None, related_ids=(), references=())
    user = rule(
        "dockerfile-runs-as-root",
        Level.MEDIUM,
        platform="dockerfile",
        cwe=250,
        bad=("FROM a\nUSER root\n",),
        good=("FROM a\nUSER app\n",),
        confidence=Level.MEDIUM,
    )
    rds = "modules/rds/main.tf"
    two = tuple(
        Instance(
            f'module.rds["{key}"].aws_db_instance.db',
            f'{encrypted.id}|.|module.rds["{key}"].aws_db_instance.db|storage_encrypted',
            ("production", "staging"),
            kind,
            (Call(f'module.rds["{key}"]', CALLS[0].location),),
        )
        for key, kind in (("a", Kind.FAIL), ("b", Kind.SUPPRESSED))
    )
    return report(
        [
            result(
                encrypted,
                Location(rds, 2, 2, 2, 27),
                address="module.rds.aws_db_instance.db",
                instances=two,
                identity=two[0].identity,
                environments=("production", "staging"),
                calls=CALLS,
            ),
            result(
                secret,
                Location(rds, 3, 3, 3, 42),
                address="module.rds.aws_db_instance.db",
                message="password is written in the code",
                attribute="password",
                calls=CALLS,
            ),
            result(
                open_cidr,
                Location(rds, 4, 3, 9, 4),
                message="ingress_cidrs lets everybody in",
                gating=False,
                related=(("the list is used here", Location("main.tf", 7, 1, 7, 32)),),
            ),
            result(
                user,
                Location("app/Dockerfile", 2, 1, 2, 10),
                address="dockerfile",
                resource_type="dockerfile",
                message="the last stage runs as root \x1b[2J",
                attribute="stage:0",
            ),
            result(
                encrypted,
                Location("../elsewhere/db.tf", 1, 1, 1, 9),
                address="aws_db_instance.far",
            ),
            result(
                encrypted,
                Location("main.tf", 7, 1, 7, 32),
                kind=Kind.SUPPRESSED,
                address="aws_db_instance.ignored",
                suppression=Suppression(
                    "inline",
                    "ann",
                    "test data only",
                    "2030-01-01",
                    Location("main.tf", 6, 1, 6, 20),
                ),
            ),
            result(
                encrypted,
                Location("main.tf", 7, 1, 7, 32),
                kind=Kind.OPEN,
                address="aws_db_instance.open",
                message="var.encrypted has no value",
            ),
            result(
                encrypted,
                Location("main.tf", 7, 1, 7, 32),
                kind=Kind.OPEN,
                address="aws_db_instance.open2",
                message="var.encrypted has no value",
            ),
            result(
                encrypted,
                Location("main.tf", 7, 1, 7, 32),
                kind=Kind.PASS,
                address="aws_db_instance.fine",
                attribute=None,
                message="",
            ),
        ],
        diagnostics=(
            Diagnostic(
                DiagnosticLevel.ERROR, "hcl-syntax", "expected } before the end", "bad.tf", 12
            ),
            Diagnostic(DiagnosticLevel.ERROR, "no-input", "nothing to scan in there\x1b[0m"),
            Diagnostic(DiagnosticLevel.NOTE, "no-value", "var.a has no value", "main.tf", 1),
            Diagnostic(DiagnosticLevel.NOTE, "no-value", "var.b has no value", "main.tf", 2),
            Diagnostic(DiagnosticLevel.NOTE, "module-missing", "module x is not installed"),
        ),
        complete=False,
        exit_code=1,
        environments=("staging", "test", "production"),
    )


def drift_report() -> Report:
    """A drift run with one result of several classes."""
    drifted = rule(
        "drift-drifted",
        Level.LOW,
        title="An attribute was changed outside of Terraform.",
        description="",
        platform="",
        aliases=(),
        related_ids=(),
        cwe=None,
        references=(),
        bad=(),
        good=(),
        fix="",
    )
    state = StateInfo("s3://state/prod.tfstate", 42, "production")
    bucket = "aws_s3_bucket.logs"
    acl = result(
        drifted,
        Location("main.tf", 7, 1, 7, 32),
        address=bucket,
        resource_type="aws_s3_bucket",
        resource_id="arn:aws:s3:::logs",
        message="acl was changed outside of Terraform",
        attribute="acl",
        severity=Level.HIGH,
        related=(("declared here", Location("main.tf", 9, 3, 9, 24)),),
        drift=Drift(
            DriftClass.DRIFTED,
            "private",
            "private",
            "public-read",
            ("declared", "recorded", "live"),
            "worsened",
            ("aws-s3-bucket-public",),
            "arn:aws:iam::123456789012:user/bob",
            "2026-05-04T03:02:01Z",
            "aws-cli",
            "terraform apply -target=aws_s3_bucket.logs",
            '@@ -9 +9 @@\n-  acl    = "private"\n+  acl    = "public-read"\n',
            state,
        ),
    )
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*" * 60}]}
    return report(
        [
            acl,
            result(
                replace(drifted, id="drift-differs"),
                Location("main.tf", 7, 1, 7, 32),
                address=bucket,
                message="policy differs",
                attribute="policy",
                drift=Drift(
                    DriftClass.DIFFERS,
                    Unknown("aws_iam_role.x.arn is not known"),
                    None,
                    policy,
                    ("declared", "live"),
                ),
            ),
            result(
                replace(drifted, id="drift-unmanaged"),
                Location("", 1, 1, 1, 1),
                address="arn:aws:s3:::stray",
                resource_origin=Origin.LIVE,
                resource_id="arn:aws:s3:::stray",
                message="nobody declares this bucket",
                attribute=None,
                drift=Drift(DriftClass.UNMANAGED, None, None, {"bucket": "stray"}, ("live",)),
            ),
            result(
                replace(drifted, id="drift-drifted"),
                Location("main.tf", 7, 1, 7, 32),
                address=bucket,
                identity="drift-drifted|.|aws_s3_bucket.logs|secret",
                message="secret was changed outside of Terraform",
                attribute="secret",
                drift=Drift(
                    DriftClass.DRIFTED,
                    "(sensitive, changed)",
                    "(sensitive, changed)",
                    "(sensitive, changed)",
                    ("declared", "recorded", "live"),
                ),
            ),
        ],
        command="drift",
        coverage=Coverage(
            2,
            5,
            40,
            12,
            3,
            {
                "aws_s3_bucket": TypeCoverage(4, 0, 0, 0),
                "aws_iam_role": TypeCoverage(0, 0, 0, 3, "iam:GetRole is denied"),
                "aws_lambda_function": TypeCoverage(0, 0, 2, 0, "no reader for this type"),
            },
        ),
        exit_code=1,
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The builders above: ``make.report([make.result(make.rule("a-b"), Location("main.tf"))])``."""
    return SimpleNamespace(
        rule=rule,
        result=result,
        report=report,
        scan=scan_report,
        drift=drift_report,
        files=FILES,
    )
