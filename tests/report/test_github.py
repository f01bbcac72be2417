"""Workflow commands, read back by the rules of GitHub's runner."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from consumers import runner_command, runner_lines

from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level, Location
from scanner.outcome import Gone, Past, Report, Standing
from scanner.report import render


def commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    found = [runner_command(line) for line in runner_lines(render("github", report))]
    return [one for one in found if one is not None]


def last_line(report: Report) -> str:
    return runner_lines(render("github", report))[-1]


def test_a_finding_becomes_an_annotation_at_its_place(make: SimpleNamespace) -> None:
    rule = make.rule("a-b", Level.HIGH)
    (one,) = commands(make.report([make.result(rule, Location("main.tf", 9, 3, 9, 24))]))
    kind, properties, message = one
    assert kind == "error"
    assert properties == {
        "file": "main.tf", "line": "9", "endLine": "9", "col": "3", "endColumn": "23",
        "title": "a-b (high)",
    }  # fmt: skip
    assert message == (
        "storage is not encrypted\naws_db_instance.db\nfix: Set storage_encrypted = true."
    )


@pytest.mark.parametrize(
    ("level", "kind"),
    [("critical", "error"), ("high", "error"), ("medium", "warning"), ("low", "notice")],
)
def test_the_severity_is_the_kind(make: SimpleNamespace, level: str, kind: str) -> None:
    result = make.result(make.rule("a-b", Level(level)), Location("main.tf", 1))
    assert [name for name, _, _ in commands(make.report([result]))] == [kind]
    # What the exit code does not count does not look as if it did.
    ((name, _, message),) = commands(make.report([replace(result, gating=False)]))
    assert name == "notice" and "not counted by the exit code" in message


def test_columns_only_within_a_line(make: SimpleNamespace) -> None:
    """The runner warns of columns that span lines, and drops them."""
    result = make.result(make.rule("a-b"), Location("main.tf", 4, 3, 9, 4))
    ((_, properties, _),) = commands(make.report([result]))
    assert (properties["line"], properties["endLine"]) == ("4", "9")
    assert "col" not in properties and "endColumn" not in properties


def test_what_lies_outside_of_the_repository_names_its_place(make: SimpleNamespace) -> None:
    result = make.result(make.rule("a-b"), Location("../far/db.tf", 3))
    ((_, properties, message),) = commands(make.report([result]))
    assert "file" not in properties and "line" not in properties
    assert message.endswith("at ../far/db.tf:3")


def test_ten_of_a_kind_the_worst_first_and_the_rest_is_counted(make: SimpleNamespace) -> None:
    levels = [*[Level.LOW] * 30, *[Level.MEDIUM] * 11, *[Level.HIGH] * 12, *[Level.CRITICAL] * 3]
    results = [
        make.result(make.rule(f"a-{n}", level), Location("main.tf", 1))
        for n, level in enumerate(levels)
    ]
    found = commands(make.report(results))
    kinds = [kind for kind, _, _ in found]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "error": 10, "warning": 10, "notice": 10,
    }  # fmt: skip
    titles = [properties["title"] for _, properties, _ in found]
    assert all("(critical)" in title for title in titles[:3])
    assert all("(high)" in title for title in titles[3:10])
    kind, properties, message = found[-1]
    assert (kind, properties) == ("notice", {"title": "trueup: more findings"})
    assert message == (
        "trueup scan: 56 findings. Not shown here, where GitHub takes 10 of a kind: "
        "5 errors, 1 warning, 21 notices"
    )


def test_an_incomplete_run_is_the_first_error(make: SimpleNamespace) -> None:
    results = [make.result(make.rule("a-b"), Location("main.tf", 1))] * 20
    errors = [
        Diagnostic(DiagnosticLevel.ERROR, "hcl-syntax", f"expected }} {n}", "bad.tf", 12)
        for n in range(8)
    ]
    found = commands(make.report(results, diagnostics=errors, complete=False))
    kind, properties, message = found[0]
    assert kind == "error"
    assert properties == {"file": "bad.tf", "line": "12", "title": "trueup is incomplete"}
    assert "bad.tf:12: expected } 0" in message and "3 more errors" in message
    assert sum(kind == "error" for kind, _, _ in found) == 10
    found = commands(make.report(complete=False))
    assert [(kind, properties["title"]) for kind, properties, _ in found] == [
        ("error", "trueup is incomplete")
    ]


def test_a_clean_run_annotates_nothing(make: SimpleNamespace) -> None:
    assert commands(make.report()) == []
    assert last_line(make.report()) == "trueup scan: 0 findings"
    open_ = make.result(make.rule("a-b"), Location("main.tf", 1), kind=Kind.OPEN)
    assert last_line(make.report([open_])) == "trueup scan: 0 findings, 1 open"


def test_since_annotates_only_what_is_new(make: SimpleNamespace) -> None:
    rule = make.rule("a-b")
    old = make.result(rule, Location("main.tf", 1), past=Past(Standing.PERSISTING))
    new = make.result(rule, Location("main.tf", 7), past=Past(Standing.NEW))
    gone = Gone("a-b", Level.LOW, "x.y", None, "a-b|.|x.y|", "was bad")
    report = make.report([old, new], since="main", gone=(gone,))
    assert [properties["line"] for _, properties, _ in commands(report)] == ["7"]
    assert last_line(report) == "trueup scan: 2 findings, 1 of them not new, 1 no longer found"
    # A history tells old from new as well, but does not gate on it.
    assert len(commands(make.report([old, new]))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "x\n::add-mask::y",
        "x\r::set-env name=PATH::y",
        "\r\n::stop-commands::x",
        "##[add-mask]secret",
        "##[set-env name=A]b",
        "##vso[task.setvariable variable=a]b",
        "a,line=99,title=b::c",
        "::error::",
        "100% %0A %250A %3A",
        "\u2028::notice::x\u2029\x85::error::y\x0b\x0c",
    ],
)
def test_nothing_scanned_is_a_command(make: SimpleNamespace, text: str) -> None:
    result = make.result(
        make.rule(f"imported/{text}", fix=text),
        Location(text, 1, 1, 1, 2),
        message=text,
        address=text,
        attribute=text,
        environments=(text,),
    )
    error = Diagnostic(DiagnosticLevel.ERROR, "x", text, text, 3)
    report = make.report([result], diagnostics=[error], complete=False, environments=(text, "b"))
    data = render("github", report).decode()
    assert "##[" not in data and "##vso[" not in data
    lines = runner_lines(data.encode())
    assert len(lines) == 3 and lines[-1] == "trueup scan: 1 finding"
    for line in lines[:-1]:
        command = runner_command(line)
        assert command is not None and command[0] == "error"
        assert set(command[1]) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert command[1]["line"] in ("1", "3")


def test_what_is_escaped_comes_back(make: SimpleNamespace) -> None:
    text = "a: 100%, %0A; b,c = d]"
    result = make.result(make.rule("a-b"), Location(f"{text}.tf", 1), message=text)
    ((_, properties, message),) = commands(make.report([result]))
    assert properties["file"] == f"{text}.tf"
    assert message.split("\n")[0] == text


def test_drift_says_what_is_live(make: SimpleNamespace) -> None:
    found = commands(make.drift())
    assert [kind for kind, _, _ in found] == ["error", "notice", "notice", "notice"]
    message = found[0][2]
    assert 'declared "private"; recorded "private"; live "public-read"' in message
    assert "worsened: breaks aws-s3-bucket-public (high)" in message
    assert "changed by arn:aws:iam::123456789012:user/bob with aws-cli" in message
    assert "revert: terraform apply -target=aws_s3_bucket.logs" in message
    assert "file" not in found[2][1]  # nobody declares it, so it has no line
    assert "(sensitive, changed)" in found[3][2]
