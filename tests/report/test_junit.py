"""JUnit's XML: valid for Jenkins, and read by parsers of others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from scanner.model import Diagnostic, DiagnosticLevel, Kind, Location
from scanner.outcome import Compliance, Control, ControlResult, Framework, Past, Report, Standing
from scanner.report import render

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "junit-10.xsd")))
FRAMEWORK = Framework("CIS AWS", "3.0", "https://example.org", ())


def suites(report: Report) -> ElementTree.Element:
    data = render("junit", report)
    SCHEMA.assertValid(etree.fromstring(data))
    return ElementTree.fromstring(data)


def cases(report: Report) -> dict[str, ElementTree.Element]:
    found = list(suites(report).iter("testcase"))
    names = [f"{case.get('classname')} {case.get('name')}" for case in found]
    assert len(set(names)) == len(names)  # a test of the same name would hide the first
    return dict(zip(names, found, strict=True))


def outcomes(report: Report) -> dict[str, tuple[str, str]]:
    """By name: the element inside of the case, and its message."""
    return {
        name: next(((inner.tag, inner.get("message", "")) for inner in case), ("", ""))
        for name, case in cases(report).items()
    }


def test_each_rule_is_a_suite_and_each_result_a_case(make: SimpleNamespace) -> None:
    root = suites(make.scan())
    assert [suite.get("name") for suite in root] == [
        "trueup", "aws-db-instance-unencrypted", "terraform-hardcoded-secret",
        "aws-security-group-open", "dockerfile-runs-as-root",
    ]  # fmt: skip
    suite = root[1]
    counts = {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "6", "failures": "2", "errors": "0", "skipped": "3"}
    properties = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert properties["severity"] == "high" and properties["cwe"] == "CWE-311"
    case = suite.findall("testcase")[0]
    assert case.attrib == {
        "classname": "trueup.aws-db-instance-unencrypted",
        "name": "module.rds.aws_db_instance.db storage_encrypted",
        "file": "modules/rds/main.tf",
        "line": "2",
    }
    failure = case.find("failure")
    assert failure is not None and failure.text is not None
    assert failure.attrib == {"message": "storage is not encrypted", "type": "high"}
    # GitLab shows the text alone.
    assert failure.text.startswith("storage is not encrypted\nmodules/rds/main.tf:2\n")
    assert "in production, staging" in failure.text
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("10", "4", "1")


def test_open_suppressed_and_uncounted_results_are_skipped(make: SimpleNamespace) -> None:
    found = outcomes(make.scan())
    rule = "trueup.aws-db-instance-unencrypted"
    assert found[f"{rule} aws_db_instance.open storage_encrypted"] == (
        "skipped", "not decided: var.encrypted has no value",
    )  # fmt: skip
    assert found[f"{rule} aws_db_instance.ignored storage_encrypted"] == (
        "skipped", "suppressed (inline) by ann until 2030-01-01: test data only",
    )  # fmt: skip
    assert found[f"{rule} aws_db_instance.fine"] == ("", "")
    for case in cases(make.scan()).values():
        for inner in case:
            assert not inner.text or inner.text.startswith(inner.get("message", "-"))
    kind, message = found["trueup.aws-security-group-open aws_db_instance.db storage_encrypted"]
    assert kind == "skipped" and message.startswith("not counted by the exit code")


def test_an_incomplete_run_is_an_error(make: SimpleNamespace) -> None:
    case = cases(make.scan())["trueup everything in scope was checked"]
    error = case.find("error")
    assert error is not None and error.text is not None
    assert "bad.tf:12: expected } before the end" in error.text
    assert "nothing to scan in there" in error.text
    kind, _ = outcomes(make.report(complete=False))["trueup everything in scope was checked"]
    assert kind == "error"


def test_a_clean_run_has_a_test_that_passed(make: SimpleNamespace) -> None:
    assert outcomes(make.report()) == {"trueup everything in scope was checked": ("", "")}


def test_the_time_of_the_run(make: SimpleNamespace) -> None:
    root = suites(make.report(times=(1_700_000_000.0, 1_700_000_002.5)))
    assert root.get("time") == "2.500"
    assert root[0].get("timestamp") == "2023-11-14T22:13:20"


def test_since_fails_only_what_is_new(make: SimpleNamespace) -> None:
    rule = make.rule("a-b")
    old = make.result(rule, Location("main.tf", 1), address="x.old", past=Past(Standing.PERSISTING))
    new = make.result(rule, Location("main.tf", 7), address="x.new", past=Past(Standing.NEW))
    found = outcomes(make.report([old, new], since="main"))
    assert found["trueup.a-b x.old storage_encrypted"] == (
        "skipped", "not new: found before, too: storage is not encrypted",
    )  # fmt: skip
    assert found["trueup.a-b x.new storage_encrypted"][0] == "failure"


def test_results_of_one_name_stay_apart(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("main.tf", 1))
    found = outcomes(make.report([result, replace(result, kind=Kind.OPEN), result]))
    assert [name for name in found if "a-b" in name] == [
        "trueup.a-b aws_db_instance.db storage_encrypted",
        "trueup.a-b aws_db_instance.db storage_encrypted #2",
        "trueup.a-b aws_db_instance.db storage_encrypted #3",
    ]


def test_controls_are_cases_of_their_own(make: SimpleNamespace) -> None:
    def control(name: str, status: str, **numbers: int) -> ControlResult:
        return ControlResult(Control(name, f"Control {name}", ("a-b",)), status, **numbers)

    statuses = ("pass", "fail", "open", "waived", "not-applicable", "manual")
    results = tuple(control(str(n), status, failed=2) for n, status in enumerate(statuses))
    compliance = (Compliance(FRAMEWORK, results),)
    found = outcomes(make.report(compliance=compliance))
    kinds = {name[-1]: kind for name, (kind, _) in found.items() if "CIS" in name}
    assert kinds == {
        "0": "", "1": "failure", "2": "skipped", "3": "skipped", "4": "skipped", "5": "skipped",
    }  # fmt: skip
    assert found["trueup.compliance.CIS AWS 1 Control 1"][1] == "2 findings of a-b"
    old = make.result(make.rule("a-b"), Location("main.tf", 1), past=Past(Standing.PERSISTING))
    found = outcomes(make.report([old], compliance=compliance, since="main"))
    assert found["trueup.compliance.CIS AWS 1 Control 1"][0] == "skipped"
    new = replace(old, past=Past(Standing.NEW))
    found = outcomes(make.report([new], compliance=compliance, since="main"))
    assert found["trueup.compliance.CIS AWS 1 Control 1"][0] == "failure"


@pytest.mark.parametrize(
    "text", ["]]><x/>", "&amp; <!-- -->", "\x00\x08\x0b\x1f\x7f\ufffe\uffff\ud800", "a\nb\tc\r'\""]
)
def test_odd_text_is_text(make: SimpleNamespace, text: str) -> None:
    result = make.result(
        make.rule(f"x/{text}", fix=text, title=text),
        Location(f"{text}.tf", 1),
        message=text,
        address=text,
        attribute=text,
    )
    error = Diagnostic(DiagnosticLevel.ERROR, "x", text, text)
    root = suites(make.report([result], diagnostics=[error], complete=False))
    assert len(root) == 2 and len(list(root.iter())) == len(list(root.iter("*")))
    failure = root[1].find("testcase/failure")
    assert failure is not None
    if text.isprintable():
        assert failure.get("message") == text


def test_the_type_is_never_scanned(make: SimpleNamespace) -> None:
    """ActiveSupport, with which GitLab reads the file, refuses a type of yaml or symbol."""
    result = make.result(make.rule("yaml"), Location("main.tf", 1))
    root = suites(make.report([result]))
    assert {one.get("type") for one in root.iter() if one.get("type")} == {"high"}


def test_drift(make: SimpleNamespace) -> None:
    found = cases(make.drift())
    failure = found["trueup.drift-drifted aws_s3_bucket.logs acl"].find("failure")
    assert failure is not None and failure.text is not None and failure.get("type") == "high"
    assert 'declared "private"; recorded "private"; live "public-read"' in failure.text
    assert "trueup.drift-unmanaged arn:aws:s3:::stray" in found


def test_junitparser_reads_the_same(make: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_bytes(render("junit", make.scan()))
    tally = {Failure: 0, Error: 0, Skipped: 0}
    for suite in JUnitXml.fromfile(str(path)):
        for case in suite:
            for result in case.result:
                tally[type(result)] += 1
    assert tally == {Failure: 4, Error: 1, Skipped: 4}
