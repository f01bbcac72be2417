"""Whatever scanned files contain, every report is well formed and harmless to a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

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
from scanner.report import render
from tests.report.test_markdown import check as check_markdown

HERE = Path(__file__).parent
REPORT_SCHEMA = HERE.parent.parent / "docs" / "report.schema.json"
SARIF_SCHEMA = HERE / "fixtures" / "sarif-2.1.0-rtm.5.json"

ODD = st.text(
    st.one_of(
        st.sampled_from("ab [](){}<>`*_#:/\\\"'%0\x1b\x9b\x7f\0\r\n\t\u202e\u2066\u200b\ufeff"),
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf"]),
    ),
    max_size=20,
)
MAYBE = st.none() | ODD
NUMBER = st.integers(1, 6)
LOCATION = st.builds(Location, ODD, NUMBER, NUMBER, NUMBER, NUMBER)
TEXTS = st.lists(ODD, max_size=3).map(tuple)
VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | ODD
    | st.builds(Unknown, ODD, ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3),
    max_leaves=6,
)
CODE = st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5}){0,2}", fullmatch=True)
BODY = st.builds(
    RuleBody,
    check=st.just(lambda resource: None),
    fix=ODD,
    description=ODD,
    cwe=st.none() | st.sampled_from([311, 798]),
    references=TEXTS,
    bad=TEXTS,
    good=TEXTS,
)
RULE = st.builds(
    Rule,
    id=CODE,
    on=st.just(("x",)),
    severity=st.sampled_from(Level),
    body=BODY.map(lambda body: lambda: body),
    title=ODD,
    platform=ODD,
    confidence=st.sampled_from(Level),
    aliases=TEXTS,
    related_ids=TEXTS,
)
DRIFT = st.builds(
    Drift,
    drift_class=st.sampled_from(DriftClass),
    declared=VALUE,
    recorded=VALUE,
    live=VALUE,
    present=st.sets(st.sampled_from(["declared", "recorded", "live"])).map(tuple),
    effect=st.sampled_from(["worsened", "improved", "neutral"]),
    rules=TEXTS,
    actor=MAYBE,
    at=MAYBE,
    tool=MAYBE,
    revert=MAYBE,
    accept=MAYBE,
    state=st.none() | st.builds(StateInfo, ODD, st.none() | st.integers(0, 9), ODD),
)
SUPPRESSION = st.builds(
    Suppression,
    source=st.sampled_from(["inline", "call", "waiver", "baseline"]),
    by=ODD,
    reason=ODD,
    until=MAYBE,
    location=st.none() | LOCATION,
)
RESULT = st.builds(
    Result,
    rule=RULE,
    kind=st.sampled_from(Kind),
    message=ODD,
    resource_type=ODD,
    resource_address=ODD,
    resource_origin=st.sampled_from(Origin),
    resource_id=MAYBE,
    instances=st.lists(st.builds(Instance, ODD, ODD, TEXTS, st.sampled_from(Kind)), max_size=4).map(
        tuple
    ),
    attribute=MAYBE,
    location=LOCATION,
    calls=st.lists(st.builds(Call, ODD, LOCATION), max_size=2).map(tuple),
    identity=ODD,
    severity=st.sampled_from(Level),
    environments=TEXTS,
    suppression=st.none() | SUPPRESSION,
    drift=st.none() | DRIFT,
    related=st.lists(st.tuples(ODD, LOCATION), max_size=2).map(tuple),
    gating=st.booleans(),
)
DIAGNOSTIC = st.builds(
    Diagnostic, st.sampled_from(DiagnosticLevel), CODE, ODD, MAYBE, st.none() | NUMBER
)
COUNT = st.integers(0, 9)
COVERAGE = st.builds(
    Coverage,
    COUNT,
    COUNT,
    COUNT,
    COUNT,
    COUNT,
    st.dictionaries(ODD, st.builds(TypeCoverage, COUNT, COUNT, COUNT, COUNT, MAYBE), max_size=2),
    COUNT,
    TEXTS,
)


@st.composite
def odd_reports(draw: st.DrawFn) -> Report:
    data = draw(st.binary(max_size=80) | ODD.map(lambda text: text.encode("utf-8", "replace")))
    return Report(
        command=draw(st.sampled_from(["scan", "drift"])),
        results=draw(st.lists(RESULT, max_size=3)),
        diagnostics=draw(st.lists(DIAGNOSTIC, max_size=3)),
        coverage=draw(COVERAGE),
        complete=draw(st.booleans()),
        read=lambda path: data,
        repository_path=draw(st.sampled_from([lambda path: path, lambda path: None])),
    )


def strings(tree: Any) -> Any:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from strings(value)


@pytest.fixture(scope="module")
def schemas() -> SimpleNamespace:
    return SimpleNamespace(
        report=Draft202012Validator(json.loads(REPORT_SCHEMA.read_text())),
        sarif=Draft4Validator(json.loads(SARIF_SCHEMA.read_text())),
    )


@given(odd_reports(), st.integers(20, 90))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_is_well_formed(schemas: SimpleNamespace, report: Report, width: int) -> None:
    tree = json.loads(render("json", report))
    assert next(schemas.report.iter_errors(tree), None) is None
    for name in ("sarif", "sarif-audit"):
        data = render(name, report)
        assert data.decode("utf-8").removesuffix("\n").isprintable() or not _harmful(data)
        log = json.loads(data)
        assert next(schemas.sarif.iter_errors(log), None) is None
        assert "\0" not in "".join(strings(log["runs"])) or name == "sarif-audit"
    check_markdown(render("markdown", report).decode("utf-8"))
    everything = {"everything": True, "width": width}
    for options in (
        {},
        everything,
        {**everything, "terminal": True, "color": False},
        {**everything, "terminal": True, "color": True},
    ):
        text = render("text", report, **options).decode("utf-8")
        without_color = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert without_color.replace("\n", "").isprintable()
        assert options.get("color") or without_color == text


def _harmful(data: bytes) -> bool:
    """Whether a terminal would do anything but print: control or bidirectional characters."""
    text = data.decode("utf-8").removesuffix("\n")
    return re.search("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is not None
