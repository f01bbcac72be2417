"""SARIF against the standard's schema, and against what GitHub asks for beyond it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from jsonschema import Draft4Validator

from scanner.model import (
    Call,
    Diagnostic,
    DiagnosticLevel,
    Kind,
    Level,
    Location,
    Origin,
)
from scanner.outcome import Drift, DriftClass, Gone, Instance, Past, Report, Standing
from scanner.report import render, render_and_tell
from scanner.report.sarif import sarif as sarif_module
from scanner.report.sarif.line_hash import line_hashes

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads((FIXTURES / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def github(report: Report) -> Any:
    return json.loads(render("sarif", report))


def audit(report: Report) -> Any:
    return json.loads(render("sarif-audit", report))


def only_run(log: Any) -> Any:
    assert len(log["runs"]) == 1
    return log["runs"][0]


def every(tree: Any, key: str) -> Iterator[Any]:
    """Every value under `key`, at any depth."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == key:
                yield value
            yield from every(value, key)
    elif isinstance(tree, list):
        for value in tree:
            yield from every(value, key)


def check_github_rules(log: Any) -> None:
    """What GitHub rejects or misreads and neither the schema nor the multitool finds."""
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    names = [(run["tool"]["driver"]["name"], run["automationDetails"]["id"]) for run in log["runs"]]
    assert len(set(names)) == len(names) <= 20
    for run in log["runs"]:
        check_run(run)


def check_run(run: Any) -> None:
    assert run["automationDetails"]["id"].endswith("/")
    assert run["columnKind"] == "unicodeCodePoints"
    assert "originalUriBaseIds" not in run
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        check_rule(rule)
    fingerprints = set()
    ranks = []
    assert len(run["results"]) <= 25_000
    for result in run["results"]:
        check_result(result, rules)
        primary = result["partialFingerprints"]["primaryLocationLineHash"]
        assert re.fullmatch(r"[0-9a-f]{1,16}:[1-9][0-9]*", primary)
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        fingerprints.add((result["ruleId"], uri, primary))
        ranks.append({"error": 0, "warning": 1, "note": 2}[result["level"]])
    assert len(fingerprints) == len(run["results"])
    for uri in every(run, "uri"):
        check_uri(uri)
    for region in every(run, "region"):
        check_region(region)


def check_rule(rule: Any) -> None:
    for name in ("shortDescription", "fullDescription"):
        assert 0 < len(rule[name]["text"]) <= 1024
    assert rule["help"]["text"] and rule["help"]["markdown"]
    assert 0 < len(rule["name"]) <= 255
    properties = rule["properties"]
    severity = properties["security-severity"]
    assert isinstance(severity, str) and 0.0 < float(severity) <= 10.0
    assert properties["precision"] in ("very-high", "high", "medium", "low")
    assert properties["problem.severity"] in ("error", "warning", "recommendation")
    assert len(set(properties["tags"])) == len(properties["tags"]) <= 20
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def check_result(result: Any, rules: Any) -> None:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert "kind" not in result and "suppressions" not in result
    assert result["message"]["text"].strip()
    assert len(result["locations"]) == 1
    physical = result["locations"][0]["physicalLocation"]
    assert set(physical["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
    related = result.get("relatedLocations", [])
    assert len(related) <= 1000
    ids = [location["id"] for location in related]
    assert ids == list(range(1, len(ids) + 1))
    for target in re.findall(r"\]\((.*?)\)", result["message"]["text"]):
        assert int(target) in ids
    assert UUID(result["correlationGuid"]).version == 5
    assert re.fullmatch("[0-9a-f]{64}", result["partialFingerprints"]["trueup/v1"])
    for flow in every(result, "threadFlows"):
        assert len(flow[0]["locations"]) <= 1000


def check_uri(uri: str) -> None:
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    parts = unquote(uri, errors="strict").split("/")
    assert not {"", ".", ".."} & set(parts)
    assert ":" not in uri


def check_region(region: Any) -> None:
    start = (region["startLine"], region["startColumn"])
    end = (region["endLine"], region["endColumn"])
    assert (1, 1) <= start <= end and end[1] >= 1


def test_logs_satisfy_the_schema(make: SimpleNamespace, validator: Draft4Validator) -> None:
    for report in (make.report(), make.scan(), make.drift()):
        for log in (github(report), audit(report)):
            assert [error.message for error in validator.iter_errors(log)] == []


def test_logs_are_what_github_takes(make: SimpleNamespace) -> None:
    for report in (make.report(), make.report(command="drift"), make.scan(), make.drift()):
        check_github_rules(github(report))


def test_a_clean_run_has_an_empty_list(make: SimpleNamespace) -> None:
    run = only_run(github(make.report()))
    assert run["results"] == [] and run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [
        {"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}
    ]


def test_only_what_is_active_reaches_github(make: SimpleNamespace) -> None:
    run = only_run(github(make.scan()))
    shown = [
        (result["ruleId"], result["level"], result["locations"][0]["physicalLocation"])
        for result in run["results"]
    ]
    assert [(rule, level, at["artifactLocation"]["uri"]) for rule, level, at in shown] == [
        ("terraform-hardcoded-secret", "error", "modules/rds/main.tf"),
        ("aws-db-instance-unencrypted", "error", "modules/rds/main.tf"),
        ("dockerfile-runs-as-root", "warning", "app/Dockerfile"),
        ("aws-security-group-open", "note", "modules/rds/main.tf"),
    ]
    assert shown[1][2]["region"] == {
        "startLine": 2,
        "startColumn": 2,
        "endLine": 2,
        "endColumn": 27,
    }


def test_what_is_left_out_is_counted(make: SimpleNamespace) -> None:
    invocation = only_run(github(make.scan()))["invocations"][0]
    assert invocation["executionSuccessful"] is False and invocation["exitCode"] == 1
    notes = [
        (note["descriptor"]["id"], note["level"], note["message"]["text"])
        for note in invocation["toolExecutionNotifications"]
    ]
    assert notes == [
        (
            "results-without-file",
            "warning",
            "left out of this file, which names only files of the repository: "
            "1 outside of the repository",
        ),
        ("hcl-syntax", "error", "expected } before the end"),
        ("no-input", "error", "nothing to scan in there\\x1b[0m"),
        ("module-missing", "note", "module x is not installed"),
        ("no-value", "note", "2 times, first: var.a has no value"),
    ]
    place = invocation["toolExecutionNotifications"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad.tf" and place["region"]["startLine"] == 12


def test_the_audit_file_has_everything(make: SimpleNamespace) -> None:
    run = only_run(audit(make.scan()))
    kinds = [(result.get("kind", "fail"), result["level"]) for result in run["results"]]
    assert len(kinds) == 9
    assert kinds.count(("open", "none")) == 2 and kinds.count(("pass", "none")) == 1
    suppressed = [result for result in run["results"] if result["suppressions"]]
    assert [result["suppressions"] for result in suppressed] == [
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "test data only",
                "location": {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "main.tf"},
                        "region": {
                            "startLine": 6,
                            "startColumn": 1,
                            "endLine": 6,
                            "endColumn": 20,
                        },
                    }
                },
                "properties": {"source": "inline", "by": "ann", "until": "2030-01-01"},
            }
        ]
    ]
    assert "kind" not in suppressed[0] and suppressed[0]["level"] == "error"
    far = [r for r in run["results"] if r["properties"]["resource"]["address"].endswith(".far")]
    uri = far[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "../elsewhere/db.tf"
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["error", "error", "note", "note", "note"]


def test_waivers_and_baselines_are_external(make: SimpleNamespace) -> None:
    from scanner.outcome import Suppression

    for source, kind in {
        "inline": "inSource",
        "call": "inSource",
        "waiver": "external",
        "baseline": "external",
        "drift-ignore": "external",
    }.items():
        result = make.result(
            make.rule("a-b"),
            Location("main.tf"),
            kind=Kind.SUPPRESSED,
            suppression=Suppression(source),
        )
        [made] = only_run(audit(make.report([result])))["results"]
        assert made["suppressions"][0]["kind"] == kind
        assert made["suppressions"][0]["status"] == "accepted"


def test_policy_and_drift_are_two_runs(make: SimpleNamespace) -> None:
    def named(report: Report) -> list[tuple[str, str, int]]:
        return [
            (run["tool"]["driver"]["name"], run["automationDetails"]["id"], len(run["results"]))
            for run in github(report)["runs"]
        ]

    assert named(make.scan()) == [("trueup", "trueup/policy/", 4)]
    assert named(make.drift()) == [
        ("trueup", "trueup/live/", 0),
        ("trueup drift", "trueup/drift/", 3),
    ]


def test_the_drift_run_knows_every_class(make: SimpleNamespace) -> None:
    for report in (make.drift(), make.report(command="drift")):
        rules = github(report)["runs"][1]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == sorted(
            f"drift-{one.value}" for one in DriftClass if one is not DriftClass.IN_SYNC
        )
    assert only_run(github(make.scan()))["tool"]["driver"]["name"] == "trueup"


def test_the_drift_of_each_environment_is_an_alert(make: SimpleNamespace) -> None:
    found = make.drift().results[0]
    report = make.report(
        [replace(found, environments=(name,)) for name in ("staging", "production")],
        command="drift",
        environments=("staging", "production"),
    )
    log = github(report)
    check_github_rules(log)
    results = log["runs"][1]["results"]
    prints = [result["partialFingerprints"] for result in results]
    assert len({one["primaryLocationLineHash"] for one in prints}) == 2
    assert len({one["trueup/v1"] for one in prints}) == 1
    assert ["environment staging" in result["message"]["text"] for result in results] == [
        True,
        False,
    ]


def test_drift_messages_show_the_values_but_no_secret(make: SimpleNamespace) -> None:
    results = github(make.drift())["runs"][1]["results"]
    assert [result["message"]["text"] for result in results] == [
        "acl was changed outside of Terraform. aws_s3_bucket.logs. "
        'Declared "private"; recorded "private"; live "public-read". '
        "Policy effect: worsened by aws-s3-bucket-public. "
        "Changed by arn:aws:iam::123456789012:user/bob with aws-cli at 2026-05-04T03:02:01Z. "
        "See [acl](1).",
        "policy differs. aws_s3_bucket.logs. "
        "Declared (unknown: aws_iam_role.x.arn is not known); "
        'live {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"'
        + "*" * 50
        + "....",
        "secret was changed outside of Terraform. aws_s3_bucket.logs. "
        "Declared (sensitive, changed); recorded (sensitive, changed); live (sensitive, changed).",
    ]
    assert [result["level"] for result in results] == ["error", "note", "note"]
    names = [name["fullyQualifiedName"] for name in results[0]["locations"][0]["logicalLocations"]]
    assert names == ["aws_s3_bucket.logs", "arn:aws:s3:::logs"]


def test_module_calls_are_a_code_flow_and_linked(make: SimpleNamespace) -> None:
    result = only_run(github(make.scan()))["results"][1]
    assert result["message"]["text"] == (
        "storage is not encrypted. module.rds.aws_db_instance.db (2 instances: "
        'module.rds["a"].aws_db_instance.db, module.rds["b"].aws_db_instance.db). '
        "Found in the environments production, staging. See [module.rds](1)."
    )
    [flow] = result["codeFlows"]
    steps = [
        (
            step["location"]["physicalLocation"]["artifactLocation"]["uri"],
            step["location"]["physicalLocation"]["region"]["startLine"],
        )
        for step in flow["threadFlows"][0]["locations"]
    ]
    assert steps == [("main.tf", 1), ("modules/rds/main.tf", 2)]
    assert result["relatedLocations"][0]["message"]["text"] == 'module.rds["a"]'


def test_of_many_ways_through_modules_a_few_are_shown(make: SimpleNamespace) -> None:
    instances = tuple(
        Instance(
            f"module.m{n}.aws_db_instance.db",
            f"id{n}",
            (),
            Kind.FAIL,
            (Call(f"module.m{n}", Location("main.tf", n + 1, 1, n + 1, 9)),),
        )
        for n in range(40)
    )
    result = make.result(
        make.rule("aws-db-instance-unencrypted"),
        Location("modules/rds/main.tf", 2, 2, 2, 27),
        instances=instances,
        calls=instances[0].calls,
    )
    [shown] = only_run(github(make.report([result])))["results"]
    assert len(shown["codeFlows"]) == 10
    assert [r["message"]["text"] for r in shown["relatedLocations"]] == [
        f"module.m{n}" for n in range(10)
    ]
    first = shown["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in first] == [
        "module.m0 is called",
        "storage is not encrypted.",
    ]


def test_a_rule_is_described_in_full(make: SimpleNamespace) -> None:
    rules = {r["id"]: r for r in only_run(github(make.scan()))["tool"]["driver"]["rules"]}
    rule = rules["aws-db-instance-unencrypted"]
    assert rule["name"] == "AwsDbInstanceUnencrypted"
    assert rule["helpUri"] == "https://docs.aws.amazon.com/AmazonRDS/"
    assert rule["properties"] == {
        "security-severity": "8.0",
        "precision": "high",
        "problem.severity": "error",
        "tags": ["security", "aws", "external/cwe/cwe-311", "CKV_AWS_16", "AVD-AWS-0080"],
    }
    markdown = rule["help"]["markdown"]
    assert '**Bad:**\n\n```hcl\nresource "aws_db_instance" "db" {}\n```' in markdown
    assert "**Good:**" in markdown and "Related: `CKV_AWS_17`" in markdown
    assert (
        "```dockerfile\nFROM a\nUSER root\n```"
        in (rules["dockerfile-runs-as-root"]["help"]["markdown"])
    )


def test_levels_and_severities(make: SimpleNamespace) -> None:
    expected = {
        Level.CRITICAL: ("error", "9.5", "error"),
        Level.HIGH: ("error", "8.0", "error"),
        Level.MEDIUM: ("warning", "5.5", "warning"),
        Level.LOW: ("note", "2.0", "recommendation"),
    }
    for level, (sarif_level, severity, problem) in expected.items():
        run = only_run(
            github(make.report([make.result(make.rule("a-b", level), Location("main.tf"))]))
        )
        [rule] = run["tool"]["driver"]["rules"]
        assert run["results"][0]["level"] == sarif_level
        assert rule["properties"]["security-severity"] == severity
        assert rule["properties"]["problem.severity"] == problem
        assert rule["defaultConfiguration"]["level"] == sarif_level


def test_long_and_many_rule_texts_are_cut(make: SimpleNamespace) -> None:
    rule = make.rule(
        "a-" + "b" * 300,
        title="word " * 400,
        description="word " * 4000,
        aliases=tuple(f"CKV_{n}" for n in range(40)),
        bad=("````\n```",),
    )
    report = make.report([make.result(rule, Location("main.tf"))])
    check_github_rules(github(report))
    [made] = only_run(github(report))["tool"]["driver"]["rules"]
    assert len(made["properties"]["tags"]) == 20
    assert made["shortDescription"]["text"].endswith("word ...")
    assert "`````hcl\n````\n```\n`````" in made["help"]["markdown"]


# --- fingerprints ---------------------------------------------------------------------------------


def test_a_finding_carries_the_hash_of_its_line(make: SimpleNamespace) -> None:
    for result in only_run(github(make.scan()))["results"]:
        physical = result["locations"][0]["physicalLocation"]
        data = make.files[physical["artifactLocation"]["uri"]]
        line = physical["region"]["startLine"]
        primary = result["partialFingerprints"]["primaryLocationLineHash"]
        assert primary == line_hashes(data, {line})[line]


def test_what_is_anchored_carries_its_identity(make: SimpleNamespace) -> None:
    live = make.result(make.rule("a-b"), Location("main.tf"), resource_origin=Origin.LIVE)
    gone = make.result(make.rule("a-b"), Location("gone.tf"), identity="gone")
    beyond = make.result(make.rule("a-b"), Location("main.tf", 99, 1, 99, 1), identity="beyond")
    drift = make.drift().results[0]
    runs = github(make.report([live, gone, beyond, drift], command="drift"))["runs"]
    results = runs[0]["results"] + runs[1]["results"]
    assert len(results) == 4
    for result in results:
        fingerprints = result["partialFingerprints"]
        assert fingerprints["primaryLocationLineHash"] == f"{fingerprints['trueup/v1'][:16]}:1"


def test_fingerprints_survive_lines_that_move(make: SimpleNamespace) -> None:
    body = b'resource "aws_x" "y" {\n  a = 1\n}\n'
    before = make.report([make.result(make.rule("a-b"), Location("f.tf", 2, 3, 2, 8))])
    after = make.report([make.result(make.rule("a-b"), Location("f.tf", 12, 3, 12, 8))])
    old = github(replace(before, read=lambda path: body))
    new = github(replace(after, read=lambda path: b"# x\n" * 10 + body))
    assert list(every(old, "partialFingerprints")) == list(every(new, "partialFingerprints"))
    assert list(every(old, "correlationGuid")) == list(every(new, "correlationGuid"))


def test_findings_on_one_line_are_told_apart(make: SimpleNamespace) -> None:
    results = [
        make.result(make.rule("a-b"), Location("main.tf", 8, n, 8, 9), identity=f"identity {n}")
        for n in range(1, 5)
    ]
    log = github(make.report(results))
    check_github_rules(log)
    assert len({p["primaryLocationLineHash"] for p in every(log, "partialFingerprints")}) == 4


def test_files_are_read_once_and_only_if_they_have_findings(make: SimpleNamespace) -> None:
    reads: list[str] = []

    def read(path: str) -> bytes:
        reads.append(path)
        return bytes(make.files[path])

    render("sarif", replace(make.scan(), read=read))
    assert sorted(reads) == ["app/Dockerfile", "modules/rds/main.tf"]


# --- what must not get in -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "",
        "../x.tf",
        "s3://bucket/terraform.tfstate",
        b"caf\xe9.tf".decode("utf-8", "surrogateescape"),
    ],
)
def test_paths_that_github_would_reject_are_left_out(make: SimpleNamespace, path: str) -> None:
    good = make.result(make.rule("a-b"), Location("main.tf"), identity="good")
    bad = make.result(
        make.rule("a-b"), Location(path), related=(("a", Location(path)),), identity="bad"
    )
    report = make.report(
        [good, bad],
        diagnostics=(Diagnostic(DiagnosticLevel.ERROR, "unreadable", "cannot be read", path, 1),),
    )
    log = github(report)
    check_github_rules(log)
    assert len(only_run(log)["results"]) == 1
    notes = only_run(log)["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["descriptor"]["id"] == "results-without-file"
    assert "locations" not in notes[1]


def test_a_repository_path_that_breaks_its_contract_is_left_out(make: SimpleNamespace) -> None:
    for path in ("/etc/passwd", "a/../b", "./a", ".", "a//b"):
        report = make.report([make.result(make.rule("a-b"), Location("x"))])
        log = github(replace(report, repository_path=lambda display, path=path: path))
        assert only_run(log)["results"] == []


def test_paths_are_percent_encoded(make: SimpleNamespace) -> None:
    path = "a b/[x]#?%41/é:雪.tf"
    log = github(make.report([make.result(make.rule("a-b"), Location(path))]))
    check_github_rules(log)
    [uri] = every(log, "uri")
    assert unquote(uri) == path
    assert uri == "a%20b/%5Bx%5D%23%3F%2541/%C3%A9%3A%E9%9B%AA.tf"


def test_a_message_makes_no_links_of_its_own(make: SimpleNamespace) -> None:
    result = make.result(
        make.rule("a-b"),
        Location("main.tf"),
        message="[log in](https://evil.example) [again](7) {0} \x1b]8;;x",
        address='x.y["](8)"]',
        related=(("[a](9)", Location("main.tf")),),
    )
    log = github(make.report([result]))
    check_github_rules(log)
    [made] = only_run(log)["results"]
    assert made["message"]["text"] == (
        '[log in] (https://evil.example) [again] (7) { 0} \\x1b]8;;x. x.y["] (8)"]. See [(9)](1).'
    )


def test_odd_regions_are_put_right(make: SimpleNamespace) -> None:
    for place in ((0, 0, 0, 0), (5, 7, 3, 2), (5, 7, 5, 2), (2, 9, 4, 1), (-1, -1, 9, -1)):
        check_github_rules(
            github(make.report([make.result(make.rule("a-b"), Location("main.tf", *place))]))
        )


def test_one_rule_has_one_severity_the_worst(make: SimpleNamespace) -> None:
    drift = Drift(DriftClass.DRIFTED)
    results = [
        make.result(
            make.rule("drift-drifted", Level.LOW),
            Location("main.tf"),
            identity=str(level),
            severity=level,
            drift=drift,
        )
        for level in (Level.LOW, Level.CRITICAL, Level.MEDIUM)
    ]
    run = github(make.report(results, command="drift"))["runs"][1]
    severities = {
        rule["id"]: rule["properties"]["security-severity"]
        for rule in run["tool"]["driver"]["rules"]
    }
    assert severities["drift-drifted"] == "9.5" and severities["drift-missing"] == "2.0"
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


# --- limits ---------------------------------------------------------------------------------------


def many(make: SimpleNamespace, number: int) -> Report:
    rule, worst = make.rule("a-b", Level.LOW), make.rule("c-d", Level.CRITICAL)
    results = [make.result(rule, Location("main.tf"), identity=str(n)) for n in range(number)]
    results.append(make.result(worst, Location("main.tf"), identity="the worst"))
    return make.report(results)


def test_too_many_results_are_cut_and_said(
    make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif_module, "MAX_RESULTS", 20)
    monkeypatch.setattr(sarif_module, "SHOWN_RESULTS", 10)
    run = only_run(github(many(make, 30)))
    assert len(run["results"]) == 20
    assert run["results"][0]["ruleId"] == "c-d"
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == [
        "only the 20 worst of 31 results are in this file",
        "code scanning keeps the 10 worst of 20 results",
    ]
    assert len(only_run(audit(many(make, 30)))["results"]) == 31


def test_what_a_limit_cuts_is_told_the_user(
    make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render_and_tell("sarif", make.scan()) == (render("sarif", make.scan()), [])
    monkeypatch.setattr(sarif_module, "MAX_RESULTS", 2)
    monkeypatch.setattr(sarif_module, "SHOWN_RESULTS", 1)
    rule = make.rule("a")
    results = [make.result(rule, Location("main.tf", n, 1, n, 2)) for n in (1, 2, 3)]
    assert render_and_tell("sarif", make.report(results))[1] == [
        "only the 2 worst of 3 results are in this file",
        "code scanning keeps the 1 worst of 2 results",
    ]


def test_the_limits_are_githubs() -> None:
    assert (sarif_module.MAX_RESULTS, sarif_module.SHOWN_RESULTS) == (25_000, 5_000)
    assert sarif_module.MAX_COMPRESSED <= 10 * 2**20


def test_a_file_too_large_for_github_is_cut(
    make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif_module, "MAX_COMPRESSED", 20_000)
    monkeypatch.setattr(sarif_module, "MAX_RESULTS", 2_000)
    data = render("sarif", many(make, 2_000))
    assert len(gzip.compress(data)) <= 21_000
    run = only_run(json.loads(data))
    assert 0 < len(run["results"]) < 2_000
    assert run["results"][0]["ruleId"] == "c-d"
    assert (
        "results are in this file"
        in (run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"])
    )


def test_more_locations_than_github_takes(make: SimpleNamespace) -> None:
    place = Location("main.tf")
    result = make.result(
        make.rule("a-b"),
        place,
        related=tuple((f"use {n}", place) for n in range(1_500)),
        calls=tuple(Call(f"module.m{n}", place) for n in range(1_500)),
    )
    check_github_rules(github(make.report([result])))


def test_thousands_of_errors_are_summed_up(make: SimpleNamespace) -> None:
    errors = tuple(
        Diagnostic(DiagnosticLevel.ERROR, "hcl-syntax", f"error {n}", "a.tf", n + 1)
        for n in range(1_200)
    )
    invocation = only_run(github(make.report(diagnostics=errors)))["invocations"][0]
    notes = invocation["toolExecutionNotifications"]
    assert len(notes) == 1_001
    assert notes[-1]["message"]["text"] == "200 more errors are not listed"


# ---- weaknesses, categories, and what was found before -------------------------------------------


def test_weaknesses_are_a_taxonomy(make: SimpleNamespace, validator: Draft4Validator) -> None:
    rules = [make.rule("of-311"), make.rule("of-none", cwe=None), make.rule("of-79", cwe=79)]
    results = [make.result(rule, Location("main.tf", 1, 1, 1, 5)) for rule in rules]
    for log in (github(make.report(results)), audit(make.report(results))):
        validator.validate(log)
        run = only_run(log)
        [cwe] = run["taxonomies"]
        assert [taxon["id"] for taxon in cwe["taxa"]] == ["79", "311"]
        assert cwe["taxa"][1]["shortDescription"]["text"] == "Missing Encryption of Sensitive Data."
        assert run["tool"]["driver"]["supportedTaxonomies"] == [
            {"name": "CWE", "guid": cwe["guid"], "index": 0}
        ]
        of_rules = {
            rule["id"]: rule.get("relationships") for rule in run["tool"]["driver"]["rules"]
        }
        assert of_rules["of-none"] is None
        [relation] = of_rules["of-311"]
        target = relation["target"]
        assert cwe["taxa"][target["index"]]["id"] == target["id"] == "311"
        assert target["toolComponent"]["guid"] == cwe["guid"]
        assert relation["kinds"] == ["superset"]


def test_without_a_weakness_there_is_no_taxonomy(make: SimpleNamespace) -> None:
    run = only_run(
        github(make.report([make.result(make.rule("a", cwe=None), Location("main.tf"))]))
    )
    assert "taxonomies" not in run and "supportedTaxonomies" not in run["tool"]["driver"]


def test_every_rule_names_a_weakness_that_mitre_lets_be_named() -> None:
    from scanner.report.sarif.taxonomy import names
    from scanner.rulebook import load_rules

    assert [rule.id for rule in load_rules(()) if rule.cwe and rule.cwe not in names()] == []


def test_a_category_keeps_runs_apart(make: SimpleNamespace) -> None:
    def categories(report: Report) -> list[str]:
        return [run["automationDetails"]["id"] for run in github(report)["runs"]]

    assert categories(make.scan()) == ["trueup/policy/"]
    assert categories(replace(make.scan(), category="envs/prod")) == ["trueup/policy/envs/prod/"]
    assert categories(replace(make.drift(), category="envs/prod")) == [
        "trueup/live/envs/prod/",
        "trueup/drift/envs/prod/",
    ]


def test_the_audit_file_tells_what_is_new_and_what_is_gone(
    make: SimpleNamespace, validator: Draft4Validator
) -> None:
    rule = make.rule("aws-db-instance-unencrypted")
    first, last = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
    pasts = [
        Past(Standing.NEW),
        Past(Standing.PERSISTING, first, last),
        Past(Standing.REOPENED, first, last),
    ]
    results = [
        make.result(rule, Location("main.tf", n, 1, n, 5), identity=str(n), past=past)
        for n, past in enumerate(pasts, 1)
    ]
    gone = (
        Gone("aws-x", Level.HIGH, "aws_x.y", "a", "4", "was wrong", Location("main.tf", 2), first),
        Gone("aws-x", Level.LOW, "aws_x.z", None, "5", "was wrong"),
        Gone("drift-drifted", Level.LOW, "aws_x.y", "a", "6", "drifted", None, first, last),
    )
    report = replace(make.report(results), gone=gone)
    log = audit(report)
    validator.validate(log)
    found = only_run(log)["results"]
    assert [one["baselineState"] for one in found] == [
        "new", "unchanged", "new", "absent", "absent"
    ]  # fmt: skip
    assert found[1]["provenance"] == {
        "firstDetectionTimeUtc": first,
        "lastDetectionTimeUtc": last,
    }
    assert "provenance" not in found[0] and "provenance" not in found[4]
    assert found[3]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert [one["properties"].get("standing") for one in found[:3]] == [
        "new", "persisting", "reopened"
    ]  # fmt: skip
    drifted = audit(replace(make.drift(), gone=gone))["runs"]
    absent = [
        [one["ruleId"] for one in run["results"] if one.get("baselineState") == "absent"]
        for run in drifted
    ]
    assert absent == [["aws-x", "aws-x"], ["drift-drifted"]]
    shown = only_run(github(report))["results"]
    assert len(shown) == 3, "all that is there, for GitHub compares by itself; nothing that is gone"
    assert not any("baselineState" in one for one in shown)
