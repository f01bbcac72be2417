"""GitLab's code quality and security reports, against the schemas GitLab checks them with."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt

from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level, Location
from scanner.outcome import Compliance, Control, ControlResult, Framework, Past, Report, Standing
from scanner.report import omissions, render
from scanner.report.gitlab_sast import code_span

SCHEMAS = Path(__file__).parent / "schemas"
SAST = Draft7Validator(json.loads((SCHEMAS / "gitlab-sast-15.1.4.json").read_text()))
ENTRY = Draft7Validator(json.loads((SCHEMAS / "gitlab-codeclimate.json").read_text()))


def quality(report: Report) -> list[Any]:
    entries: list[Any] = json.loads(render("gitlab-codequality", report))
    for entry in entries:
        ENTRY.validate(entry)
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(entry["location"]["path"], str) and entry["check_name"]
        assert entry["location"]["lines"]["begin"] >= 1
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)
    return entries


def sast(report: Report) -> Any:
    tree = json.loads(render("gitlab-sast", report))
    SAST.validate(tree)
    ids = [one["id"] for one in tree["vulnerabilities"]]
    assert len(set(ids)) == len(ids) and all(UUID(one).version == 5 for one in ids)
    return tree


# ---- code quality --------------------------------------------------------------------------


def test_an_entry(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b", Level.MEDIUM), Location("modules/rds/main.tf", 2))
    assert quality(make.report([result])) == [
        {
            "description": "storage is not encrypted: aws_db_instance.db",
            "check_name": "a-b",
            "fingerprint": sha256(result.identity.encode()).hexdigest(),
            "severity": "major",
            "location": {"path": "modules/rds/main.tf", "lines": {"begin": 2}},
        }
    ]


def test_only_what_counts_is_an_entry_and_the_rest_is_told(make: SimpleNamespace) -> None:
    report = make.scan()
    entries = [one for one in quality(report) if one["check_name"] != "trueup-incomplete"]
    assert [one["severity"] for one in entries] == ["blocker", "critical", "critical", "major",
                                                    "info"]  # fmt: skip
    assert omissions("gitlab-codequality", report) == [
        "1 finding without a file in the repository: the path is '.'",
        "2 open results left out: this format has only findings",
    ]
    outside = next(one for one in entries if one["location"]["path"] == ".")
    assert outside["description"].endswith("; at ../elsewhere/db.tf:1")


def test_an_incomplete_run_has_an_entry_for_each_error(make: SimpleNamespace) -> None:
    first, second, *_ = quality(make.scan())
    assert first["check_name"] == second["check_name"] == "trueup-incomplete"
    assert first["severity"] == "blocker"
    assert first["location"] == {"path": "bad.tf", "lines": {"begin": 12}}
    assert second["location"]["path"] == "."
    (only,) = quality(make.report(complete=False))
    assert only["description"].startswith("Incomplete: not everything in scope was checked")


def test_since_keeps_all_as_gitlab_compares_by_itself(make: SimpleNamespace) -> None:
    old = make.result(make.rule("a-b"), Location("main.tf", 1), past=Past(Standing.PERSISTING))
    for result in (old, replace(old, gating=False)):
        report = make.report([result], since="main")
        assert [one["severity"] for one in quality(report)] == ["critical"]
        assert [one["severity"] for one in sast(report)["vulnerabilities"]] == ["High"]
    # But for what no instance exists of nobody is alarmed.
    report = make.report([replace(old, gating=False)])
    assert [one["severity"] for one in quality(report)] == ["info"]
    assert [one["severity"] for one in sast(report)["vulnerabilities"]] == ["Info"]


def test_drift_of_two_environments_is_two_things(make: SimpleNamespace) -> None:
    drifted = make.drift().results[0]
    twins = [replace(drifted, environments=(name,)) for name in ("staging", "production")]
    report = make.report([*twins, twins[0]], environments=("staging", "production"))
    assert len(quality(report)) == 3
    assert len(sast(report)["vulnerabilities"]) == 3
    assert quality(report)[0]["fingerprint"] == quality(make.report(twins))[0]["fingerprint"]


# ---- security report -----------------------------------------------------------------------


def test_a_vulnerability(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b", Level.CRITICAL), Location("main.tf", 4, 3, 9, 4))
    (found,) = sast(make.report([result]))["vulnerabilities"]
    assert found["name"] == "An unencrypted RDS instance leaves its disks readable."
    assert found["description"] == (
        "`storage is not encrypted`\n\nSnapshots and replicas inherit it."
    )
    assert found["severity"] == "Critical"
    assert found["location"] == {"file": "main.tf", "start_line": 4, "end_line": 9}
    assert found["solution"] == "Set storage_encrypted = true."
    assert [(one["type"], one["value"]) for one in found["identifiers"]] == [
        ("trueup_rule", "a-b"), ("cwe", "311"), ("checkov", "CKV_AWS_16"),
        ("trivy", "AVD-AWS-0080"),
    ]  # fmt: skip
    assert found["links"] == [{"url": "https://docs.aws.amazon.com/AmazonRDS/"}]
    (item,) = found["tracking"]["items"]
    (signature,) = item["signatures"]
    assert signature["algorithm"] == "hash" and re.fullmatch("[0-9a-f]{64}", signature["value"])


def test_the_id_survives_other_lines(make: SimpleNamespace) -> None:
    def known(line: int) -> tuple[Any, Any]:
        result = make.result(make.rule("a-b"), Location("main.tf", line))
        (found,) = sast(make.report([result]))["vulnerabilities"]
        return found["id"], found["tracking"]["items"][0]["signatures"]

    assert known(1) == known(7)


def test_the_scan_says_when_and_whether_it_is_complete(make: SimpleNamespace) -> None:
    scan = sast(make.report(times=(1_700_000_000.9, 1_700_000_002.5)))["scan"]
    assert (scan["start_time"], scan["end_time"]) == ("2023-11-14T22:13:20", "2023-11-14T22:13:22")
    assert (scan["status"], scan["messages"]) == ("success", [])
    scan = sast(make.scan())["scan"]
    assert scan["status"] == "failure"
    assert [(one["level"], one["value"]) for one in scan["messages"]] == [
        ("warn", "Incomplete: bad.tf:12: expected } before the end"),
        ("warn", "Incomplete: nothing to scan in there\\x1b[0m"),
        ("info", "2 results not decided: left out of this report"),
        ("info", "1 result suppressed: left out of this report"),
    ]
    assert sast(make.report(complete=False))["scan"]["messages"]


def test_drift_is_a_scanner_of_its_own(make: SimpleNamespace) -> None:
    """GitLab resolves what a scanner finds no more: drift must not resolve what a scan found."""
    tree = sast(make.drift())
    assert tree["scan"]["scanner"]["id"] == tree["scan"]["analyzer"]["id"] == "trueup-drift"
    assert sast(make.report())["scan"]["scanner"]["id"] == "trueup"
    drifted = tree["vulnerabilities"][0]
    values = [one["value"] for one in drifted["details"]["drift"]["items"]]
    assert values[0] == 'declared "private"; recorded "private"; live "public-read"'
    unmanaged = next(
        one for one in tree["vulnerabilities"]
        if one["identifiers"][0]["value"] == "drift-unmanaged"
    )  # fmt: skip
    assert unmanaged["location"] == {}
    assert omissions("gitlab-sast", make.drift()) == [
        "1 finding without a file in the repository: no location"
    ]


def test_details_name_instances_environments_and_calls(make: SimpleNamespace) -> None:
    found = sast(make.scan())["vulnerabilities"]
    details = next(one["details"] for one in found if "calls" in one["details"])
    assert details["calls"]["items"][0] == {
        "type": "file-location", "file_name": "main.tf", "line_start": 1,
    }  # fmt: skip
    named = next(one for one in found if "environments" in one["details"])
    assert named["details"]["environments"]["value"] == "in production, staging"
    assert named["details"]["resources"]["items"][0]["value"] == (
        'module.rds["a"].aws_db_instance.db'
    )


def test_controls_are_identifiers(make: SimpleNamespace) -> None:
    control = Control("2.3.1", "Encrypted", ("a-b",))
    compliance = Compliance(
        Framework("CIS AWS Foundations", "3.0.0", "x", (control,)),
        (ControlResult(control, "fail", 1),),
    )
    result = make.result(make.rule("a-b"), Location("main.tf", 1))
    (found,) = sast(make.report([result], compliance=(compliance,)))["vulnerabilities"]
    assert found["identifiers"][-1] == {
        "type": "cis_aws_foundations",
        "name": "CIS AWS Foundations 3.0.0 2.3.1",
        "value": "2.3.1",
    }


def test_an_imported_rule_has_nothing_but_its_id(make: SimpleNamespace) -> None:
    rule = make.rule(
        "trivy/CVE-2024-1", cwe=None, aliases=("CVE-2024-1",), references=("javascript:alert(1)",),
        title="", description="![x](https://evil.example/x.png) @all", fix="@root run `x`",
    )  # fmt: skip
    result = make.result(rule, Location("Dockerfile", 1), message="")
    (found,) = sast(make.report([result]))["vulnerabilities"]
    assert found["links"] == [] and found["name"] == "trivy/CVE-2024-1"
    assert [one["type"] for one in found["identifiers"]] == ["trueup_rule", "cve"]
    assert found["description"].endswith("`![x](https://evil.example/x.png) @all`")
    assert found["solution"] == "`` @root run `x` ``"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("`a ![](x)<img>@#1|*_\\~$"), min_size=1, max_size=30))
def test_what_is_in_a_code_span_is_code(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(code_span(text))
    inline = [child for token in tokens for child in token.children or ()]
    assert [child.type for child in inline] == ["code_inline"]
    assert inline[0].content.strip(" ") == text.strip(" ")


@pytest.mark.parametrize("name", ["gitlab-codequality", "gitlab-sast"])
def test_a_clean_run_is_an_empty_list(make: SimpleNamespace, name: str) -> None:
    tree = json.loads(render(name, make.report()))
    assert (tree if isinstance(tree, list) else tree["vulnerabilities"]) == []
    assert omissions(name, make.report()) == []


def test_more_errors_than_fit_are_counted(make: SimpleNamespace) -> None:
    errors = [Diagnostic(DiagnosticLevel.ERROR, "x", f"m{n}", "a.tf", n) for n in range(150)]
    report = make.report(diagnostics=errors, complete=False)
    entries = quality(report)
    assert len(entries) == 101 and "50 more errors" in entries[-1]["description"]
    messages = sast(report)["scan"]["messages"]
    assert len(messages) == 101 and "50 more errors" in messages[-1]["value"]


def test_open_results_do_not_make_it_red_or_green(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("main.tf", 1), kind=Kind.OPEN)
    report = make.report([result])
    assert quality(report) == [] and sast(report)["vulnerabilities"] == []
    assert omissions("gitlab-codequality", report) == [
        "1 open result left out: this format has only findings"
    ]
