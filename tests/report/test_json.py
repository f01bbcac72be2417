"""The JSON report against its own schema, and value by value."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scanner.model import Diagnostic, DiagnosticLevel, Location, Unknown
from scanner.outcome import Drift, DriftClass
from scanner.report import render

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text())


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


def decoded(report: Any) -> Any:
    data = render("json", report)
    assert data.endswith(b"}\n")
    return json.loads(data)


def drift_of(make: SimpleNamespace, **values: Any) -> Any:
    drift = Drift(DriftClass.DRIFTED, present=tuple(values), **values)
    result = make.result(make.rule("drift-drifted"), Location("main.tf"), drift=drift)
    tree = decoded(make.report([result], command="drift"))
    return tree["results"][0]["drift"]


def test_reports_satisfy_the_schema(make: SimpleNamespace, validator: Draft202012Validator) -> None:
    for report in (make.report(), make.scan(), make.drift()):
        validator.validate(decoded(report))


def test_the_schema_is_strict(make: SimpleNamespace, validator: Draft202012Validator) -> None:
    def objects(schema: Any) -> Any:
        if isinstance(schema, dict):
            if "properties" in schema:
                yield schema
            for part in schema.values():
                yield from objects(part)

    for schema in objects(SCHEMA):
        assert schema["additionalProperties"] is False
        assert set(schema["required"]) == set(schema["properties"])
    tree = decoded(make.scan())
    tree["results"][0]["severity"] = "awful"
    assert not validator.is_valid(tree)


def test_a_result_has_the_documented_shape(make: SimpleNamespace) -> None:
    first = decoded(make.scan())["results"][0]
    identities = [
        f'aws-db-instance-unencrypted|.|module.rds["{key}"].aws_db_instance.db|storage_encrypted'
        for key in "ab"
    ]
    assert first == {
        "rule": "aws-db-instance-unencrypted",
        "aliases": ["CKV_AWS_16", "AVD-AWS-0080"],
        "title": "An unencrypted RDS instance leaves its disks readable.",
        "severity": "high",
        "confidence": "high",
        "kind": "fail",
        "message": "storage is not encrypted",
        "resource": {
            "type": "aws_db_instance",
            "address": "module.rds.aws_db_instance.db",
            "origin": "code",
            "id": None,
        },
        "instances": [
            {
                "address": f'module.rds["{key}"].aws_db_instance.db',
                "identity": identity,
                "environments": ["production", "staging"],
                "kind": kind,
                "calls": [{"address": f'module.rds["{key}"]', "path": "main.tf", "start_line": 1}],
                "past": None,
            }
            for key, identity, kind in zip("ab", identities, ("fail", "suppressed"), strict=True)
        ],
        "attribute": "storage_encrypted",
        "location": {
            "path": "modules/rds/main.tf",
            "start_line": 2,
            "start_column": 2,
            "end_line": 2,
            "end_column": 27,
        },
        "calls": [{"address": 'module.rds["a"]', "path": "main.tf", "start_line": 1}],
        "related": [],
        "identity": identities[0],
        "environments": ["production", "staging"],
        "suppression": None,
        "drift": None,
        "past": None,
    }


def test_suppressions_and_drift_in_full(make: SimpleNamespace) -> None:
    suppressed = next(r for r in decoded(make.scan())["results"] if r["kind"] == "suppressed")
    assert suppressed["suppression"] == {
        "source": "inline",
        "by": "ann",
        "reason": "test data only",
        "until": "2030-01-01",
        "location": {
            "path": "main.tf",
            "start_line": 6,
            "start_column": 1,
            "end_line": 6,
            "end_column": 20,
        },
    }
    assert decoded(make.drift())["results"][0]["drift"] == {
        "class": "drifted",
        "declared": "private",
        "recorded": "private",
        "live": "public-read",
        "present": ["declared", "recorded", "live"],
        "effect": "worsened",
        "rules": ["aws-s3-bucket-public"],
        "actor": "arn:aws:iam::123456789012:user/bob",
        "at": "2026-05-04T03:02:01Z",
        "tool": "aws-cli",
        "revert": "terraform apply -target=aws_s3_bucket.logs",
        "accept": '@@ -9 +9 @@\n-  acl    = "private"\n+  acl    = "public-read"\n',
        "state": {"source": "s3://state/prod.tfstate", "serial": 42, "workspace": "production"},
    }


def test_the_summary_has_every_key(make: SimpleNamespace) -> None:
    classes = dict.fromkeys((c.value for c in DriftClass), 0)
    assert decoded(make.report())["summary"] == {
        "complete": True,
        "by_kind": {"fail": 0, "pass": 0, "open": 0, "suppressed": 0},
        "by_severity": {"critical": 0, "high": 0, "medium": 0, "low": 0},
        "by_class": classes,
        "by_environment": {},
        "by_standing": None,
    }
    assert decoded(make.scan())["summary"] == {
        "complete": False,
        "by_kind": {"fail": 5, "pass": 1, "open": 2, "suppressed": 1},
        "by_severity": {"critical": 1, "high": 2, "medium": 1, "low": 1},
        "by_class": classes,
        "by_environment": {
            name: {"fail": fails, "pass": 0, "open": 0, "suppressed": 0}
            for name, fails in (("staging", 1), ("test", 0), ("production", 1))
        },
        "by_standing": None,
    }
    by_class = decoded(make.drift())["summary"]["by_class"]
    assert by_class == classes | {"drifted": 2, "differs": 1, "unmanaged": 1}


def test_the_coverage_by_type(make: SimpleNamespace) -> None:
    coverage = decoded(make.drift())["coverage"]
    assert coverage["attributes"] == {
        "compared": 40,
        "not_compared": 12,
        "unread": 3,
        "ignored": 0,
    }
    assert coverage["types"]["aws_iam_role"] == {
        "compared": 0,
        "unread": 0,
        "unsupported": 0,
        "denied": 3,
        "reason": "iam:GetRole is denied",
    }


@pytest.mark.parametrize(
    "value",
    [None, True, 0, 1.5, -(2**63), 2**64, 10**40, "", "x", [], {}, {"a": [{"b": None}]}],
    ids=repr,
)
def test_values_keep_their_type(make: SimpleNamespace, value: Any) -> None:
    drift = drift_of(make, declared=value)
    assert drift["declared"] == value
    assert type(drift["declared"]) is type(value)
    assert drift["present"] == ["declared"]


def test_unknown_values_are_said_to_be_unknown(make: SimpleNamespace) -> None:
    unknown = Unknown("var.size has no value", "var.size", arms=("s", "l"), structure={"a": 1})
    drift = drift_of(make, declared={"sizes": [unknown, 1]}, live=unknown)
    assert drift["declared"] == {"sizes": [{"$unknown": "var.size has no value"}, 1]}
    assert drift["live"] == {"$unknown": "var.size has no value"}


def test_values_that_json_lacks(make: SimpleNamespace) -> None:
    from datetime import date

    drift = drift_of(
        make,
        declared=[float("nan"), float("inf"), float("-inf")],
        recorded={1: date(2026, 1, 2), "t": (1,), "s": {"b", "a"}},
        live=10**5000,
    )
    assert drift["declared"] == [".nan", ".inf", "-.inf"]
    assert drift["recorded"] == {"1": "2026-01-02", "t": [1], "s": ["a", "b"]}
    assert drift["live"] == {"$unknown": "an integer too large to write"}


def test_a_value_of_any_depth_is_written(make: SimpleNamespace) -> None:
    deep: Any = "bottom"
    for _ in range(100_000):
        deep = [deep]
    drift = drift_of(make, declared=deep)
    assert "more than 64 levels deep" in json.dumps(drift["declared"])
    while isinstance(deep, list):  # by hand: freeing it whole would recurse in the interpreter
        deep = deep[0]


def test_a_name_that_is_not_utf8_does_not_cost_the_report(make: SimpleNamespace) -> None:
    name = b"caf\xe9.tf".decode("utf-8", "surrogateescape")
    diagnostic = Diagnostic(DiagnosticLevel.ERROR, "unreadable", "no", name)
    big = make.result(
        make.rule("drift-drifted"),
        Location(name),
        drift=Drift(DriftClass.DRIFTED, declared=10**30, present=("declared",)),
    )
    tree = decoded(make.report([big], diagnostics=(diagnostic,)))
    assert tree["diagnostics"][0]["path"] == "caf\ufffd.tf"
    assert tree["results"][0]["drift"]["declared"] == 10**30


def test_what_could_harm_a_terminal_is_escaped_and_kept(make: SimpleNamespace) -> None:
    odd = "\x1b[2J\x9b\x7f\u202e\u2066\ufeff\U000e0041\u2028 ok \u00e9\u96ea\U0001f600"
    data = render("json", make.report([make.result(make.rule("a-b"), Location("a"), message=odd)]))
    assert json.loads(data)["results"][0]["message"] == odd
    text = data.decode().replace("\n", "")
    assert [c for c in text if not c.isprintable()] == []
    assert "\u00e9\u96ea\U0001f600" in text
