"""`--baseline` and `trueup baseline`: what is known does not count, and what is mended is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.baseline import Entry, digest, dump, load, merged
from scanner.identity import identity
from scanner.model import Level
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
OPEN = """\
resource "aws_db_instance" "%s" {
  publicly_accessible = true
  storage_encrypted   = true
}
"""


def put(*names: str) -> None:
    Path("main.tf").write_text("".join(OPEN % name for name in names))


def kinds(outcome: Outcome) -> dict[str, str]:
    return {
        f"{one['rule']} {one['instances'][0]['address']} {one['attribute'] or ''}": one["kind"]
        for one in outcome.report["results"]
    }


def absent(outcome: Outcome) -> list[str]:
    return [
        d["message"].partition(" is found no more")[0]
        for d in outcome.report["diagnostics"]
        if d["code"] == "baseline-absent"
    ]


@pytest.mark.parametrize("form", ["baseline", "json", "sarif", "sarif-audit"])
def test_a_scan_counts_only_what_is_new(trueup: Trueup, form: str) -> None:
    put("old", "mended")
    report = "known"
    output = "scan.json" if form == "baseline" else "known"
    name = "json" if form == "baseline" else form
    assert trueup("scan", "--output", f"{name}={output}").code == 1
    if form == "baseline":
        done = trueup("baseline", "write", "known", "scan.json")
        assert done.code == 0, done.err
        assert done.out.startswith("known: ")
    known = trueup("scan", "--baseline", report, "--format", "json")
    assert known.code == 0
    assert set(kinds(known).values()) == {"suppressed"}
    assert known.report["results"][0]["suppression"]["source"] == "baseline"
    assert absent(known) == []
    put("old", "new")
    now = trueup("scan", "--baseline", report, "--format", "json")
    assert now.code == 1
    failing = {name for name, kind in kinds(now).items() if kind == "fail"}
    assert failing and all("aws_db_instance.new" in name for name in failing)
    if form == "sarif":
        # It holds digests, of which nothing can be told.
        assert absent(now) == []
    else:
        assert absent(now) and all("|aws_db_instance.mended|" in one for one in absent(now))


def test_a_baseline_holds_identities_and_no_values(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "a value"
    trueup("drift", "--output", "json=drift.json", "--output", "json=again.json")
    assert trueup("baseline", "write", "b.json", "drift.json", "again.json").code == 0
    text = Path("b.json").read_text()
    assert "a value" not in text
    assert json.loads(text) == {
        "schema": "trueup-baseline/1",
        "findings": [
            {"identity": "drift-drifted|.|aws_iam_role.app|description", "severity": "low"}
        ],
    }
    refused = trueup("baseline", "write", "b.json", "drift.json")
    assert refused.code == 2
    assert "exists already and is not overwritten" in refused.err


def test_known_drift_does_not_count_until_it_breaks_a_rule(trueup: Trueup, cloud: Cloud) -> None:
    status = cloud["logs-a aws_s3_bucket_versioning"]["versioning_configuration"][0]
    cloud["app aws_iam_role"]["description"] = "by hand"
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    trueup("drift", "--output", "json=drift.json")
    trueup("baseline", "write", "b.json", "drift.json")
    known = trueup("drift", "--baseline", "b.json", "--format", "json")
    assert known.code == 0
    assert len(kinds(known)) == 2 and set(kinds(known).values()) == {"suppressed"}
    cloud["app aws_iam_role"]["assume_role_policy"] = json.dumps(
        {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}]}
    )
    status["status"] = "Suspended"
    cloud["app aws_iam_role"]["description"] = "by another hand"
    now = trueup("drift", "--baseline", "b.json", "--format", "json")
    assert now.code == 1
    assert {name for name, kind in kinds(now).items() if kind == "fail"} == {
        "drift-drifted aws_iam_role.app assume_role_policy",
        "drift-drifted aws_s3_bucket_versioning.logs versioning_configuration.status",
    }
    audit = trueup("drift", "--baseline", "b.json", "--format", "sarif-audit").report
    states = [one["baselineState"] for one in audit["runs"][1]["results"]]
    assert sorted(states) == ["new", "new", "unchanged", "unchanged"]
    plain = trueup("drift", "--format", "sarif-audit").report
    assert all("baselineState" not in one for one in plain["runs"][1]["results"])


def test_what_got_worse_is_new(trueup: Trueup, cloud: Cloud) -> None:
    rule = "aws_vpc_security_group_ingress_rule.https"
    ports = [f"drift-drifted|.|{rule}|{name}" for name in ("from_port", "to_port")]
    known = [*ports, "drift-drifted|.|aws_iam_role.app|description"]
    Path("b.json").write_bytes(dump(Entry(one, digest(one), Level.LOW) for one in known))
    cloud["sgr-"].update(from_port=80, to_port=80)
    assert trueup("drift", "--baseline", "b.json").code == 0
    cloud["sgr-"].update(from_port=22, to_port=22)
    found = trueup("drift", "--baseline", "b.json", "--format", "json")
    assert found.code == 1
    failing = [one for one in found.report["results"] if one["kind"] == "fail"]
    assert failing and {one["drift"]["effect"] for one in failing} == {"worsened"}
    assert absent(found) == known[2:]


def test_what_was_not_read_is_not_mended(trueup: Trueup, cloud: Cloud) -> None:
    from scanner.projection import Unread

    cloud["app aws_iam_role"]["description"] = "by hand"
    trueup("drift", "--output", "json=drift.json")
    trueup("baseline", "write", "b.json", "drift.json")
    cloud.unread = [Unread("aws_iam_role", None, "not read: throttled")]
    outcome = trueup("drift", "--baseline", "b.json", "--format", "json")
    assert outcome.code == 3
    assert absent(outcome) == []
    Path("drift.json").write_text(outcome.out)
    refused = trueup("baseline", "update", "b.json", "drift.json")
    assert refused.code == 2
    assert "this run was incomplete" in refused.err


def test_an_update_takes_out_what_is_mended_and_adds_only_when_told(
    trueup: Trueup, cloud: Cloud
) -> None:
    put("old", "mended")
    cloud_free = trueup("scan", "--format", "json")
    Path("scan.json").write_text(cloud_free.out)
    drift = "drift-drifted|.|aws_iam_role.app|description"
    trueup("baseline", "write", "b.json", "scan.json")
    before = load(Path("b.json").read_bytes(), "b.json").entries
    Path("b.json").write_bytes(dump(merged([before, [Entry(drift, digest(drift))]])))
    put("old", "new")
    Path("scan.json").write_text(trueup("scan", "--baseline", "b.json", "--format", "json").out)
    assert "taken out, 0 added" in trueup("baseline", "update", "b.json", "scan.json").out
    text = Path("b.json").read_text()
    assert "aws_db_instance.old|" in text and drift in text
    assert "aws_db_instance.mended|" not in text and "aws_db_instance.new|" not in text
    assert trueup("baseline", "update", "b.json", "scan.json", "--add").code == 0
    assert "aws_db_instance.new|" in Path("b.json").read_text()
    assert trueup("scan", "--baseline", "b.json").code == 0


def test_environments_are_told_apart(trueup: Trueup) -> None:
    Path("main.tf").write_text(
        'variable "open" {}\nresource "aws_db_instance" "a" {\n'
        "  publicly_accessible = var.open\n  storage_encrypted = true\n}\n"
    )
    for name, value in (("staging", "true"), ("production", "false")):
        Path(f"{name}.tfvars").write_text(f"open = {value}\n")
    matrix = ("--matrix", "--var-file", "staging.tfvars", "--var-file", "production.tfvars")
    trueup("scan", *matrix, "--output", "json=scan.json")
    trueup("baseline", "write", "b.json", "scan.json")
    rule = "aws-db-instance-public"
    assert trueup("scan", *matrix, "--baseline", "b.json").code == 0
    Path("production.tfvars").write_text("open = true\n")
    outcome = trueup("scan", *matrix, "--baseline", "b.json", "--format", "json")
    assert outcome.code == 1
    (result,) = [r for r in outcome.report["results"] if r["kind"] == "fail"]
    assert result["rule"].startswith(rule)
    assert result["environments"] == ["production"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("{", "it is not JSON"),
        ("[]", "no baseline; write one"),
        ('{"schema": "trueup-baseline/2"}', "no baseline; write one"),
        ('{"schema": "trueup-baseline/1"}', "makes no sense"),
        ('{"schema": "trueup-baseline/1", "findings": [{}]}', "makes no sense"),
        ('{"schema": "trueup-baseline/1", "findings": [{"identity": 1}]}', "makes no sense"),
        (
            '{"schema": "trueup-baseline/1", "findings": [{"identity": "a", "severity": "x"}]}',
            "makes no sense",
        ),
        ('{"version": "2.1.0", "runs": [{}]}', "makes no sense"),
        ("[" * 100_000, "it is not JSON"),
    ],
)
def test_what_is_no_baseline_is_one_line(trueup: Trueup, content: str | None, message: str) -> None:
    put("a")
    if content is not None:
        Path("b.json").write_text(content)
    outcome = trueup("scan", "--baseline", "b.json")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: b.json: ") and message in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "trueup-baseline/1"}'])
def test_a_baseline_is_written_of_reports(trueup: Trueup, content: str) -> None:
    Path("r.json").write_text(content)
    outcome = trueup("baseline", "write", "b.json", "r.json")
    assert outcome.code == 2
    assert "r.json: no JSON report of trueup" in outcome.err
    assert not Path("b.json").exists()


texts = st.text(max_size=12)


@settings(max_examples=150, deadline=None)
@given(texts, texts, texts, texts)
def test_rule_and_scope_are_read_back(rule: str, scope: str, address: str, path: str) -> None:
    line = identity(rule, scope, address, path)
    entry = Entry(line, digest(line))
    assert (entry.rule, entry.scope) == (rule, scope)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(texts, st.sampled_from([None, *Level]), st.lists(texts, max_size=2, unique=True))
    )
)
def test_what_is_written_is_read_back(rows: list[tuple[str, Any, list[str]]]) -> None:
    entries = merged(
        [[Entry(name, digest(name), level, tuple(sorted(names))) for name, level, names in rows]]
    )
    assert list(load(dump(entries), "b").entries) == entries


MOVED = "moved {\n  from = aws_db_instance.old\n  to   = aws_db_instance.new\n}\n"


def test_what_was_moved_is_known(trueup: Trueup) -> None:
    put("old")
    trueup("scan", "--output", "json=scan.json")
    trueup("baseline", "write", "b.json", "scan.json")
    put("new")
    assert trueup("scan", "--baseline", "b.json").code == 1
    Path("moved.tf").write_text(MOVED)
    now = trueup("scan", "--baseline", "b.json", "--format", "json", "--output", "json=now.json")
    assert now.code == 0
    assert absent(now) == []
    done = trueup("baseline", "update", "b.json", "now.json")
    assert "1 taken out, 1 added" in done.out
    Path("moved.tf").unlink()
    again = trueup("scan", "--baseline", "b.json", "--format", "json")
    assert again.code == 0
    assert absent(again) == []


def test_an_update_takes_nothing_from_another_baseline(trueup: Trueup) -> None:
    put("old")
    trueup("scan", "--output", "json=scan.json")
    trueup("baseline", "write", "other.json", "scan.json")
    Path("b.json").write_bytes(dump([]))
    trueup("scan", "--baseline", "other.json", "--output", "json=now.json")
    assert "0 known findings; 0 taken out, 0 added" in (
        trueup("baseline", "update", "b.json", "now.json").out
    )


def test_the_identity_is_the_same_everywhere(trueup: Trueup) -> None:
    put("old")
    trueup("scan", "--output", "json=scan.json", "--output", "sarif=scan.sarif")
    trueup("baseline", "write", "b.json", "scan.json")
    results = json.loads(Path("scan.json").read_bytes())["results"]
    in_json = {one["identity"] for result in results for one in result["instances"]}
    in_baseline = {one["identity"] for one in json.loads(Path("b.json").read_bytes())["findings"]}
    sarif = json.loads(Path("scan.sarif").read_bytes())["runs"][0]["results"]
    in_sarif = {one["partialFingerprints"]["trueup/v1"] for one in sarif}
    assert in_json == in_baseline
    assert {digest(one) for one in in_json} == in_sarif


def test_what_was_undecided_is_new_once_it_is_certain(trueup: Trueup) -> None:
    code = 'variable "open" {%s}\nresource "aws_db_instance" "db" {\n'
    code += "  storage_encrypted   = true\n  publicly_accessible = var.open\n}\n"
    Path("main.tf").write_text(code % "")
    trueup("scan", "--output", "json=scan.json")
    assert trueup("baseline", "write", "b.json", "scan.json").code == 0
    (entry,) = json.loads(Path("b.json").read_text())["findings"]
    assert entry["kind"] == "open"
    assert trueup("scan", "--baseline", "b.json", "--fail-on-open").code == 0
    Path("main.tf").write_text(code % " default = true ")
    for known in ("b.json", "scan.json"):
        outcome = trueup("scan", "--baseline", known, "--format", "json")
        assert outcome.code == 1 and set(kinds(outcome).values()) == {"fail"}
    trueup("scan", "--baseline", "b.json", "--output", "json=now.json")
    assert trueup("baseline", "update", "b.json", "now.json", "--add").code == 0
    assert trueup("scan", "--baseline", "b.json").code == 0


@pytest.mark.parametrize(
    "change",
    [
        {"results": 5},
        {"summary": [1]},
        {"results": [{"severity": "low"}]},
        {"command": ["a"]},
        {"command": None},
    ],
)
def test_a_report_that_makes_no_sense(trueup: Trueup, change: dict[str, Any]) -> None:
    tree = {"schema": "trueup/1", "command": "scan", "summary": {"complete": True}, "results": []}
    Path("odd.json").write_text(json.dumps({**tree, **change}))
    Path("b.json").write_bytes(dump([]))
    for words in (["write", "new.json"], ["update", "b.json"]):
        outcome = trueup("baseline", *words, "odd.json")
        assert outcome.code == 2 and "makes no sense" in outcome.err
