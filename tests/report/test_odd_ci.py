"""Whatever a report holds, what CI services read of it is valid, and does nothing to them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

from consumers import import_into_sonarqube, runner_command, runner_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scanner.model import Kind, Level
from scanner.outcome import (
    Compliance,
    Control,
    ControlResult,
    Framework,
    Gone,
    Past,
    Report,
    Standing,
)
from scanner.report import omissions, render
from scanner.report.csv_report import COLUMNS
from tests.report.test_gitlab import quality, sast
from tests.report.test_junit import SCHEMA
from tests.report.test_odd_input import LOCATION, MAYBE, ODD, TEXTS, odd_reports

PAST = st.none() | st.builds(Past, st.sampled_from(Standing), MAYBE, MAYBE)
GONE = st.builds(
    Gone,
    ODD,
    st.sampled_from(Level),
    ODD,
    MAYBE,
    ODD,
    ODD,
    st.none() | LOCATION,
    MAYBE,
    MAYBE,
    TEXTS,
)
CONTROL = st.builds(Control, ODD, ODD, TEXTS, ODD)
CONTROL_RESULT = st.builds(
    ControlResult,
    CONTROL,
    st.sampled_from(["fail", "open", "waived", "pass", "not-applicable", "manual"]),
)
COMPLIANCE = st.builds(
    Compliance,
    st.builds(Framework, ODD, ODD, ODD, st.just(())),
    st.lists(CONTROL_RESULT, max_size=2).map(tuple),
)
# Of every kind alike, so that failing ones are not rare.
IDS = st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5}){0,2}(/[A-Z0-9]{1,4})?", fullmatch=True) | ODD


@st.composite
def reports(draw: st.DrawFn) -> Report:
    report = draw(odd_reports())
    results = []
    for result in report.results:
        rule = replace(result.rule, id=draw(IDS))
        kind = draw(st.sampled_from([Kind.FAIL, result.kind]))
        results.append(replace(result, rule=rule, kind=kind, past=draw(PAST)))
    return replace(
        report,
        results=[*results, *results[: draw(st.integers(0, 2))]],
        compliance=tuple(draw(st.lists(COMPLIANCE, max_size=2))),
        environments=draw(TEXTS),
        since=draw(MAYBE),
        gone=tuple(draw(st.lists(GONE, max_size=2))),
        times=draw(st.none() | st.just((1_700_000_000.0, 1_700_000_001.5))),
    )


@given(reports())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_is_what_its_consumers_take(report: Report) -> None:
    failing = [one for one in report.results if one.kind is Kind.FAIL]
    known = sum(
        report.since is not None and one.past is not None
        and one.past.standing is Standing.PERSISTING
        for one in failing
    )  # fmt: skip
    check_github(report, len(failing) - known)
    check_junit(report)
    entries = quality(report)
    assert len(entries) == len(failing) + (
        0 if report.complete else max(1, sum(one.level == "error" for one in report.diagnostics))
    )
    tree = sast(report)
    assert len(tree["vulnerabilities"]) == len(failing)
    assert tree["scan"]["status"] == ("success" if report.complete else "failure")
    import_into_sonarqube(json.loads(render("sonarqube", report)), report.read)
    check_csv(report)
    for name in ("github", "junit", "gitlab-codequality", "gitlab-sast", "sonarqube", "csv"):
        for text in omissions(name, report):
            assert text.isprintable()
        # To a terminal it does nothing but print.
        shown = re.sub("[\r\n]", "", render(name, report).decode("utf-8"))
        assert re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown) is None


def check_github(report: Report, annotated: int) -> None:
    *lines, last = runner_lines(render("github", report))
    found = [runner_command(line) for line in lines]
    if not report.complete:
        assert found and found[0] is not None and found[0][0] == "error"
    assert len(found) == annotated + (not report.complete)
    assert last.startswith(f"trueup {report.command}: ")
    for command in found:
        assert command is not None
        kind, properties, _ = command
        assert kind in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}


def check_junit(report: Report) -> None:
    data = render("junit", report)
    SCHEMA.assertValid(etree.fromstring(data))
    root = ElementTree.fromstring(data)
    assert {one.tag for one in root.iter()} <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
        "skipped",
    }  # fmt: skip
    for suite in root:
        names = [case.get("name") for case in suite.findall("testcase")]
        assert suite.get("tests") == str(len(names))
        if not (suite.get("name") or "").startswith("compliance: "):
            assert len(set(names)) == len(names)
    errors = root.findall("testsuite/testcase/error")
    assert len(errors) == (not report.complete)


def check_csv(report: Report) -> None:
    text = render("csv", report).decode("utf-8")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert all(len(row) == len(COLUMNS) for row in found)
    assert not any(cell.lstrip()[:1] in tuple("=+-@") and cell for row in found for cell in row)
    kinds = [row[0] for row in found[1:]]
    assert kinds.count("gone") == len(report.gone)
    assert ("error" in kinds) or report.complete


def test_the_samples_are_not_all_empty(make: SimpleNamespace) -> None:
    for report in (make.scan(), make.drift()):
        check_junit(report)
        check_csv(report)
