"""The text report, compared to files; see fixtures/README.md for how to write them anew."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level, Location
from scanner.outcome import Drift, DriftClass, Instance
from scanner.report import render
from scanner.report.text import render as render_text
from scanner.report.visible import cells

SNAPSHOTS = Path(__file__).parent / "fixtures" / "text"
CASES = {
    "scan": ("scan", {}),
    "scan-everything": ("scan", {"everything": True}),
    "scan-terminal": ("scan", {"terminal": True, "width": 80, "color": True}),
    "scan-terminal-no-color": ("scan", {"terminal": True, "width": 60, "color": False}),
    "drift": ("drift", {}),
    "drift-terminal": ("drift", {"terminal": True, "width": 80, "color": True}),
    "drift-terminal-wide": ("drift", {"terminal": True, "width": 160, "color": False}),
    "clean": ("report", {}),
}


@pytest.mark.parametrize("name", CASES)
def test_snapshots(make: SimpleNamespace, name: str) -> None:
    builder, options = CASES[name]
    text = render_text(getattr(make, builder)(), **options)
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("TRUEUP_WRITE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        snapshot.write_text(text, encoding="utf-8", newline="")
    assert text == snapshot.read_bytes().decode("utf-8")


def test_both_writers_say_the_same(make: SimpleNamespace) -> None:
    """Colour and wrapping apart, a log has the words of the terminal."""
    for report in (make.scan(), make.drift(), make.report()):
        plain = render_text(report, width=200, everything=True)
        terminal = render_text(report, terminal=True, width=200, color=True, everything=True)
        without_color = re.sub(r"\x1b\[[0-9;]*m", "", terminal)
        assert without_color.split() == plain.split()


def test_a_dumb_terminal_gets_no_colour(
    make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in render_text(make.scan(), terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in render_text(make.scan(), terminal=True)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" not in render_text(make.scan(), terminal=True)


def test_incomplete_is_said_last_and_loudly(make: SimpleNamespace) -> None:
    last = render_text(make.report(complete=False)).splitlines()[-1]
    assert last.startswith("INCOMPLETE: ")
    error = Diagnostic(DiagnosticLevel.ERROR, "hcl-syntax", "unclosed block", "a.tf", 3)
    lines = render_text(make.report(complete=False, diagnostics=(error,))).splitlines()
    assert "error: a.tf:3: unclosed block [hcl-syntax]" in lines
    assert "1 error above" in lines[-1]
    assert "INCOMPLETE" not in render_text(make.report())


def test_many_instances_are_counted(make: SimpleNamespace) -> None:
    instances = tuple(Instance(f"aws_x.y[{n}]", f"id{n}", (), Kind.FAIL) for n in range(40))
    result = make.result(
        make.rule("a-b"), Location("main.tf"), address="aws_x.y", instances=instances
    )
    text = render_text(make.report([result]))
    assert "aws_x.y (40 instances: aws_x.y[0], aws_x.y[1], aws_x.y[2], and 37 more)" in text


def test_opens_are_counted_by_reason(make: SimpleNamespace) -> None:
    results = [
        make.result(
            make.rule("a-b"), Location("main.tf"), kind=Kind.OPEN, message=f"reason {n % 7}"
        )
        for n in range(15)
    ]
    text = render_text(make.report(results))
    assert "15 results open: " in text
    assert "    3 x reason 0\n    2 x reason 1\n" in text
    assert "and 2 other reasons" in text
    assert "main.tf" not in text


def test_the_reason_is_told_from_what_the_rule_says(make: SimpleNamespace) -> None:
    messages = [
        "port 22 is open (undecided: var.a has no value)",
        "port 80 is open (undecided: var.a has no value)",
        "a (undecided: index(x) is unknown); b (undecided: var.a has no value)",
        "no reason given",
    ]
    results = [
        make.result(make.rule("a-b"), Location("main.tf"), kind=Kind.OPEN, message=message)
        for message in messages
    ]
    text = render_text(make.report(results))
    assert "4 results open: " in text
    assert (
        "    3 x var.a has no value\n    1 x index(x) is unknown\n    1 x no reason given\n" in text
    )


def test_one_address_is_named_once(make: SimpleNamespace) -> None:
    """Two violations of one instance at one place are two identities."""
    instances = tuple(Instance("aws_x.y", f"id{n}", (), Kind.FAIL) for n in range(2))
    result = make.result(make.rule("a-b"), Location("main.tf"), instances=instances)
    assert "      aws_x.y\n" in render_text(make.report([result]))
    assert b'not encrypted. aws_x.y."' in render("sarif", make.report([result]))


def test_side_by_side_only_where_it_fits(make: SimpleNamespace) -> None:
    def values(live: object, width: int = 120) -> str:
        drift = Drift(
            DriftClass.DRIFTED, 1, 1, live, ("declared", "recorded", "live"), effect="improved"
        )
        result = make.result(make.rule("drift-drifted"), Location("main.tf"), drift=drift)
        return render_text(make.report([result], command="drift"), width=width)

    assert "  drifted     storage_encrypted  1         1         2\n" in values(2)
    columns = values("x" * 100).splitlines()[2:4]
    assert columns[0].endswith('  1         1         "' + "x" * 66)
    assert columns[1].split() == ["x" * 34 + '"']
    stacked = values("x" * 300).splitlines()[1:8]
    assert stacked == [
        "  drifted     storage_encrypted",
        "              declared  1",
        "              recorded  1",
        f'              live      "{"x" * 95}',
        f"                        {'x' * 96}",
        f"                        {'x' * 96}",
        f'                        {"x" * 13}"',
    ]
    assert "              declared  1\n" in values(2, width=60)
    assert len(max(values("x" * 10_000).splitlines(), key=len)) < 500


def test_long_values_are_shown_where_they_part(make: SimpleNamespace) -> None:
    was, now = ("a" * 900 + one + "b" * 900 for one in ("old", "new"))
    drift = Drift(DriftClass.DRIFTED, was, was, now, ("declared", "recorded", "live"))
    result = make.result(
        make.rule("drift-drifted"), Location("main.tf"), drift=drift, message="old became new"
    )
    text = render_text(make.report([result], command="drift"))
    assert f"declared  ...{'a' * 20}oldbbb" in text
    assert f"live      ...{'a' * 20}newbbb" in text
    assert "what: old became new" in text


def test_of_long_lists_and_maps_only_what_differs_is_shown(make: SimpleNamespace) -> None:
    rules = [{"from_port": n, "description": "a rule of many words" * 3} for n in range(9)]
    policy = {"Version": "2012-10-17", "Statement": [{"Sid": "x" * 200, "Effect": "Allow"}]}
    more = {"Version": "2012-10-17", "Statement": [*policy["Statement"], {"Sid": "new"}]}
    cases = [
        (rules, [*rules[::-1], {"from_port": 99}], "[]", '[{"from_port":99}]'),
        (json.dumps(policy), json.dumps(more), '{"Statement":[]}', '{"Statement":[{"Sid":"new"}]}'),
        ({"a": "x" * 300, "b": 1}, {"a": "x" * 300, "c": 2}, '{"b":1}', '{"c":2}'),
    ]
    for was, now, declared, live in cases:
        drift = Drift(DriftClass.DRIFTED, was, was, now, ("declared", "recorded", "live"))
        result = make.result(make.rule("drift-drifted"), Location("main.tf"), drift=drift)
        text = render_text(make.report([result], command="drift"))
        assert "storage_encrypted  (only what differs)\n" in text
        assert f"declared  {declared}\n" in text
        assert f"recorded  {declared}\n" in text
        assert f"live      {live}\n" in text
        markdown = render("markdown", make.report([result], command="drift")).decode()
        assert "<br>only what differs" in markdown


def test_a_view_that_no_row_has_takes_no_room(make: SimpleNamespace) -> None:
    drift = Drift(DriftClass.DIFFERS, None, None, 5, ("declared", "live"))
    result = make.result(make.rule("drift-differs"), Location("main.tf"), drift=drift)
    lines = render_text(make.report([result], command="drift")).splitlines()
    assert lines[1].split() == ["attribute", "declared", "live"]
    assert lines[2].split() == ["differs", "storage_encrypted", "null", "5"]


def test_wide_and_combining_characters_keep_the_columns(make: SimpleNamespace) -> None:
    rows = [
        make.result(
            make.rule("drift-drifted"),
            Location("main.tf"),
            attribute=name,
            identity=name,
            drift=Drift(DriftClass.DRIFTED, text, text, "end", ("declared", "recorded", "live")),
        )
        for name, text in (("a", "雪" * 40), ("b", "plain"), ("c", "\x1b[31mred"))
    ]
    text = render_text(make.report(rows, command="drift"), width=80)
    ends = [row.partition('"end"')[0] for row in text.splitlines() if '"end"' in row]
    assert len({cells(end) for end in ends}) == 1
    assert "\x1b" not in text and "\\u001b[31mred" in text


def test_a_whole_resource_is_told_in_words(make: SimpleNamespace) -> None:
    drift = Drift(
        DriftClass.MISSING,
        present=("declared", "recorded"),
        revert="terraform apply x",
        actor="bob",
    )
    result = make.result(
        make.rule("drift-missing"),
        Location("main.tf"),
        attribute=None,
        message="was deleted outside Terraform",
        drift=drift,
    )
    assert render_text(make.report([result], command="drift")).splitlines()[:4] == [
        "high  aws_db_instance.db  main.tf:1",
        "  missing     was deleted outside Terraform",
        "      changed: by bob",
        "      revert: terraform apply x",
    ]


def test_what_nobody_manages_is_a_list(make: SimpleNamespace) -> None:
    results = [
        make.result(
            make.rule("drift-unmanaged", Level.LOW if n else Level.HIGH),
            Location("main.tf"),
            attribute=None,
            address=f"aws_s3_bucket.b{n}",
            message="nobody knows it" + ("" if n else "; this breaks a-b"),
            drift=Drift(
                DriftClass.UNMANAGED,
                present=("live",),
                effect="neutral" if n else "worsened",
                rules=() if n else ("a-b",),
                accept="import {}",
            ),
        )
        for n in range(3)
    ]
    text = render_text(make.report(results, command="drift"))
    assert text.startswith(
        "unmanaged (3): nobody knows it\n"
        "  high      aws_s3_bucket.b0\n"
        "      worsened: breaks a-b (high)\n"
        "  low       aws_s3_bucket.b1\n"
        "  low       aws_s3_bucket.b2\n"
    )
    assert "--write-imports FILE writes import blocks for 3 unmanaged resources" in text


def test_environments_are_told_apart(make: SimpleNamespace) -> None:
    results = [
        make.result(
            make.rule("drift-drifted"),
            Location("main.tf"),
            environments=(name,),
            identity="i",
            drift=Drift(DriftClass.DRIFTED, 1, 1, name, ("declared", "recorded", "live")),
        )
        for name in ("production", "staging")
    ]
    report = make.report(results, command="drift", environments=("staging", "production"))
    text = render_text(report)
    assert "high  aws_db_instance.db  main.tf:1  production only\n" in text
    assert "high  aws_db_instance.db  main.tf:1  staging only\n" in text


def test_long_patches_are_cut(make: SimpleNamespace) -> None:
    drift = Drift(DriftClass.DRIFTED, accept="\n".join(f"+ line {n}" for n in range(500)))
    result = make.result(make.rule("drift-drifted"), Location("main.tf"), drift=drift)
    text = render_text(make.report([result], command="drift"))
    assert "+ line 19\n" in text and "+ line 20\n" not in text
    assert "... 480 more lines" in text


def test_a_file_that_has_gone_costs_only_its_excerpt(make: SimpleNamespace) -> None:
    results = [
        make.result(make.rule("a-b"), Location(path, 5, 1, 5, 9))
        for path in ("gone.tf", "nul\0.tf", "main.tf")
    ]

    def read(path: str) -> bytes:
        with open(path, "rb") as file:  # ValueError for the null character
            return file.read()

    text = render_text(make.report(results, read=read))
    assert text.count("a-b  storage is not encrypted") == 3


def test_no_library_is_loaded_for_a_plain_report(make: SimpleNamespace) -> None:
    """rich alone costs as much as a small scan; a log does not need it."""
    code = (
        "import sys\n"
        "from scanner.model import *\nfrom scanner.outcome import *\n"
        "from scanner.report import render\n"
        "rule = Rule('a-b', ('x',), Level.HIGH, lambda: RuleBody(print, 'Fix it.'))\n"
        "result = Result(rule, Kind.FAIL, 'wrong', 'x', 'x.y', Origin.CODE, None,\n"
        "                (), 'a', Location('a.tf'), (), 'identity', Level.HIGH)\n"
        "report = Report('scan', [result], [], Coverage(), True, lambda p: b'a', str)\n"
        "assert b'wrong' in render('text', report)\n"
        "heavy = {'rich', 'orjson', 'attr', 'attrs', 'sarif_om', 'json', 'uuid', 'hashlib'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_registry_gives_bytes(make: SimpleNamespace) -> None:
    assert render("text", make.scan()) == render_text(make.scan()).encode()


def test_no_line_acts_in_the_log_of_a_ci_service(make: SimpleNamespace) -> None:
    hostile = "##vso[task.prependpath]/tmp/evil ##[error]x"
    result = make.result(make.rule("a"), Location("main.tf", 1, 1, 1, 4), message=hostile)
    shown = render("text", make.report([result], read=lambda _: hostile.encode())).decode()
    assert "##vso[" not in shown and "##[" not in shown
    assert shown.count("# #vso[task.prependpath]/tmp/evil # #[error]x") == 2
