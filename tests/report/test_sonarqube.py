"""Generic issue data, taken in as SonarQube's scanner does."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from consumers import import_into_sonarqube
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import Kind, Level, Location
from scanner.outcome import Past, Report, Standing
from scanner.report import omissions, render
from scanner.report.source_lines import text_ranges


def issues(report: Report) -> Any:
    tree = json.loads(render("sonarqube", report))
    import_into_sonarqube(tree, report.read)
    return tree


def test_an_issue_and_its_rule(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("modules/rds/main.tf", 2, 2, 2, 27))
    tree = issues(make.report([result]))
    assert tree["issues"] == [
        {
            "ruleId": "a-b",
            "primaryLocation": {
                "message": "storage is not encrypted: aws_db_instance.db",
                "filePath": "modules/rds/main.tf",
                # Columns count from 0, and the end is the one after the last.
                "textRange": {"startLine": 2, "endLine": 2, "startColumn": 1, "endColumn": 26},
            },
        }
    ]
    (rule,) = tree["rules"]
    assert rule["impacts"] == [{"softwareQuality": "SECURITY", "severity": "HIGH"}]
    assert rule["description"].startswith("An unencrypted RDS instance leaves its disks readable.")


@pytest.mark.parametrize(
    ("level", "impact", "severity"),
    [
        ("critical", "BLOCKER", "BLOCKER"),
        ("high", "HIGH", "CRITICAL"),
        ("medium", "MEDIUM", "MAJOR"),
        ("low", "LOW", "MINOR"),
    ],
)
def test_severities(make: SimpleNamespace, level: str, impact: str, severity: str) -> None:
    result = make.result(make.rule("a-b", Level(level)), Location("main.tf", 1))
    (rule,) = issues(make.report([result]))["rules"]
    assert (rule["impacts"][0]["severity"], rule["severity"]) == (impact, severity)


def test_a_rule_of_several_severities_is_several_rules(make: SimpleNamespace) -> None:
    tree = issues(make.drift())
    assert [rule["id"] for rule in tree["rules"]] == [
        "drift-drifted-high", "drift-differs-low", "drift-drifted-low",
    ]  # fmt: skip
    rule = make.rule("a-b")
    result = make.result(rule, Location("main.tf", 1))
    tree = issues(make.report([result, replace(result, gating=False)]))
    assert [one["id"] for one in tree["rules"]] == ["a-b", "a-b-info"]


def test_module_calls_and_related_places_are_secondary(make: SimpleNamespace) -> None:
    tree = issues(make.scan())
    secondary = [one for issue in tree["issues"] for one in issue.get("secondaryLocations", ())]
    assert {one["message"] for one in secondary} == {
        'called by module.rds["a"]', "the list is used here",
    }  # fmt: skip


def test_what_has_no_place_is_told(make: SimpleNamespace) -> None:
    assert omissions("sonarqube", make.scan()) == [
        "1 finding left out: SonarQube takes only what is in a file",
        "2 open results left out: this format has only findings",
        "SonarQube cannot be told that not everything in scope was checked; "
        "what is missing is not clean",
    ]
    tree = issues(make.scan())
    first = tree["issues"][0]
    assert first["ruleId"] == "trueup-incomplete"
    assert first["primaryLocation"]["filePath"] == "bad.tf"
    assert len(tree["issues"]) == 1 + 4  # of five findings one has no file in the repository
    assert issues(make.report(complete=False)) == {"rules": [], "issues": []}


def test_since_keeps_all_as_sonarqube_compares_by_itself(make: SimpleNamespace) -> None:
    old = make.result(make.rule("a-b"), Location("main.tf", 1), past=Past(Standing.PERSISTING))
    assert len(issues(make.report([old], since="main"))["issues"]) == 1


def test_open_and_suppressed_results_are_no_issues(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("main.tf", 1))
    others = [replace(result, kind=kind) for kind in (Kind.OPEN, Kind.SUPPRESSED, Kind.PASS)]
    assert issues(make.report(others)) == {"rules": [], "issues": []}


RANGES = [
    (b"ab\ncd\n", (1, 1, 1, 3), {"startLine": 1, "endLine": 1, "startColumn": 0, "endColumn": 2}),
    (b"ab\ncd\n", (1, 2, 2, 1), {"startLine": 1, "endLine": 2, "startColumn": 1, "endColumn": 0}),
    (b"ab\r\ncd", (2, 1, 2, 3), {"startLine": 2, "endLine": 2, "startColumn": 0, "endColumn": 2}),
    ("𝒜b = 雪".encode(), (1, 2, 1, 7),
     {"startLine": 1, "endLine": 1, "startColumn": 2, "endColumn": 7}),
    (b"ab", (1, 1, 1, 1), {"startLine": 1}),  # a range without length ends the analysis
    (b"ab", (1, 1, 1, 4), {"startLine": 1}),  # so does a column that is not there
    (b"ab", (1, 2, 1, 1), {"startLine": 1}),
    (b"ab\n", (1, 1, 3, 1), {"startLine": 1}),
    (b"ab", (2, 1, 2, 1), None),  # and a line that is not there
    (b"", (1, 1, 1, 1), {"startLine": 1}),
    (b"a\rb", (1, 1, 1, 2), None),  # lines end there for one and not for the other
    ("a\u2028b".encode(), (1, 1, 1, 2), None),
    (b"\xff\n", (1, 1, 1, 2), None),
    (b"\xef\xbb\xbfab\ncd", (1, 1, 1, 3), {"startLine": 1}),
    (b"\xef\xbb\xbfab\ncd", (2, 1, 2, 3),
     {"startLine": 2, "endLine": 2, "startColumn": 0, "endColumn": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "place", "expected"), RANGES)
def test_ranges(data: bytes, place: tuple[int, ...], expected: dict[str, int] | None) -> None:
    assert text_ranges(lambda path: data)(Location("a.tf", *place)) == expected


def test_a_file_that_has_gone_has_no_range(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("gone.tf", 3, 1, 3, 2))
    (issue,) = issues(make.report([result]))["issues"]
    assert "textRange" not in issue["primaryLocation"]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=12) | st.text("a𝒜\n\r\u2028\ufeff é", max_size=12).map(str.encode),
    st.tuples(*[st.integers(-1, 6)] * 4),
)
def test_every_range_is_one_that_sonarqube_has(data: bytes, place: tuple[int, ...]) -> None:
    found = text_ranges(lambda path: data)(Location("a.tf", *place))
    location = {"message": "", "filePath": "a.tf"} | ({"textRange": found} if found else {})
    tree = {
        "rules": [
            {
                "id": "r", "name": "r", "engineId": "e", "cleanCodeAttribute": "CLEAR",
                "type": "BUG", "severity": "INFO",
                "impacts": [{"softwareQuality": "SECURITY", "severity": "INFO"}],
            }
        ],
        "issues": [{"ruleId": "r", "primaryLocation": location}],
    }  # fmt: skip
    assert import_into_sonarqube(tree, lambda path: data) == 1
