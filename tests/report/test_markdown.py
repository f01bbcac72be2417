"""Markdown for job summaries and comments: compared to files, and read by a Markdown parser."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scanner.model import Diagnostic, DiagnosticLevel, Level, Location
from scanner.outcome import (
    Coverage,
    Drift,
    DriftClass,
    Gone,
    Past,
    Report,
    Standing,
    TypeCoverage,
)
from scanner.report import render
from scanner.report.markdown import COMMENT_BYTES, SUMMARY_BYTES, code, escaped
from scanner.report.markdown import render as render_markdown

SNAPSHOTS = Path(__file__).parent / "fixtures" / "markdown"
TAGS = {
    "<!-- -->",
    "<code>",
    "</code>",
    "<br>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
}
HOSTILE = (
    "| a | b |\n\n# head",
    "`code` ``two`` ```",
    "<script>alert(1)</script><img src=x onerror=y>",
    "[link](https://evil.example) ![i](x)",
    "@octocat #1 GH-1 https://evil.example www.evil.example a@b.example",
    "**bold** _em_ ~~gone~~ $x$ \\| \\` &lt; &#124;",
    "\x1b[31mred\u202e\u2028next\r\nline",
    "</code></details>|",
    "<picture><source srcset=//evil.example/a.png></picture> ![a]: [a]: //evil.example/b.png",
    "octo/repo#7 octo/repo@1234567 #7 GH-7 :tada: $`x`$ ```math",
)


@pytest.mark.parametrize("name", ["scan", "drift", "report"])
def test_snapshots(make: SimpleNamespace, name: str) -> None:
    text = render("markdown", getattr(make, name)()).decode("utf-8")
    snapshot = SNAPSHOTS / f"{name}.md"
    if os.environ.get("TRUEUP_WRITE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        snapshot.write_text(text, encoding="utf-8", newline="")
    assert text == snapshot.read_bytes().decode("utf-8")


def tokens(text: str) -> list[object]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = []
    for token in parser.parse(text):
        found.append(token)
        found.extend(token.children or ())
    return found


def check(text: str) -> None:
    """Only our own HTML and no links, and every row of a table as wide as its head."""
    for token in tokens(text):
        kind = token.type
        if kind in ("html_inline", "html_block"):
            assert set(re.findall(r"<[^>]*>", token.content)) <= TAGS, token.content
        assert kind not in ("link_open", "image", "em_open", "s_open", "code_inline", "fence")
    width = 0
    for row in text.splitlines():
        if not row.startswith("| "):
            width = 0
            continue
        columns = row.count("|") - 1
        assert width in (0, columns), row
        width = columns
    assert re.search("[\x00-\x09\x0b-\x1f\x7f\u2028\u202e]", text) is None
    outside = re.sub(r"<code>.*?</code>", "", text)
    assert "@" not in unescape(outside)
    assert re.search(r"#\d", unescape(outside)) is None


def hostile_report(make: SimpleNamespace, text: str) -> Report:
    where = Location(text or "a.tf", 1, 1, 1, 2)
    rule = make.rule("a-b")
    drift = Drift(
        DriftClass.DRIFTED,
        text,
        [text],
        {text: text},
        ("declared", "recorded", "live"),
        "worsened",
        (text,),
        text,
        text,
        text,
        text,
        text,
    )
    more = {"address": text, "message": text, "attribute": text or None}
    whole = replace(drift, drift_class=DriftClass.UNMANAGED, present=("live",))
    return make.report(
        [
            make.result(rule, where, **more),
            make.result(rule, where, drift=drift, **more),
            make.result(
                rule, where, drift=whole, **{**more, "attribute": None, "resource_id": text}
            ),
        ],
        command="drift",
        coverage=Coverage(types={text: TypeCoverage(1, 2, 3, 4, text)}, limits=(text,)),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_scanned_is_markdown(make: SimpleNamespace, text: str) -> None:
    for name in ("markdown", "markdown-comment"):
        check(render(name, hostile_report(make, text)).decode())


RENDERED = {
    "h2", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "details",
    "summary", "strong",
}  # fmt: skip


def rendered(text: str) -> str:
    """As GitHub's own parser renders it, with its extensions and before it sanitises the page."""
    return github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "mailto:a.b+c@evil.example xmpp:a@evil.example/x",
        "http://evil.example/x ftp://evil.example www.evil.example/?q=(x)",
        "<https://evil.example> a_b@evil.example",
        "- [ ] task\n1. one\n> quote [^1]",
    ],
)
def test_github_makes_nothing_of_it(make: SimpleNamespace, text: str) -> None:
    for name in ("markdown", "markdown-comment"):
        page = rendered(render(name, hostile_report(make, text)).decode())
        assert set(re.findall(r"</?([a-z]+[0-9]?)", page)) <= RENDERED | {"ul", "li"}
        assert page.count("<li>") == len(re.findall("<li>(?:Not compared|Next): ", page))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("a@.:/w[]()!<>&#`*_~|\\$-+ \n") | st.characters(), max_size=40))
def test_github_makes_nothing_of_any_text(text: str) -> None:
    for shown in (escaped(text), code(text), escaped(f"www.{text}"), code(f"x{text}@b.example")):
        page = rendered(f"| a |\n| --- |\n| {shown} |\n\nText {shown} text\n")
        assert set(re.findall(r"</?([a-z]+[0-9]?)", page)) <= RENDERED
        assert page.count("<tr>") == 2 and page.count("<p>") == 1
    page = rendered(f"{escaped(text) or 'x'}\n")
    assert set(re.findall(r"</?([a-z]+[0-9]?)", page)) <= {"p", "pre", "code"}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_nothing_written_by_anybody_is_markdown(text: str) -> None:
    check(f"| {escaped(text)} | {code(text)} |\n\n{escaped(text)} x\n")


def test_what_is_escaped_reads_as_it_was() -> None:
    for text in ("a | b", "`x`", "<b> & 'c'", 'aws_x.y["k"]', "$x_1$ _y_"):
        shown = escaped(text).replace("<code>", "").replace("</code>", "")
        assert unescape(shown) == text
        assert unescape(code(text)) == f"<code>{text}</code>"
    assert unescape(code("a@b")) == "<code>a<!-- -->@b</code>"


def test_long_values_are_cut(make: SimpleNamespace) -> None:
    text = render("markdown", hostile_report(make, "x" * 5_000)).decode()
    assert max(len(run) for run in re.findall("x+", text)) <= 400
    assert "x..." in text


@pytest.mark.parametrize(
    ("name", "limit"), [("markdown", SUMMARY_BYTES), ("markdown-comment", COMMENT_BYTES)]
)
def test_what_is_too_long_is_counted(make: SimpleNamespace, name: str, limit: int) -> None:
    rule = make.rule("a-b", Level.LOW)
    results = [
        make.result(
            rule,
            Location("main.tf", number + 1),
            address=f"aws_x.y{number}",
            message=("é", "雪", "𝒜")[number % 3] * 200,
            drift=Drift(DriftClass.DRIFTED, 1, 1, "v" * 500, ("declared", "recorded", "live"))
            if number % 2
            else None,
        )
        for number in range(25_000)
    ]
    types = {f"aws_t{number}": TypeCoverage(1, 0, 0, 1, "no") for number in range(20_000)}
    report = make.report(results, command="drift", coverage=Coverage(types=types))
    data = render(name, report)
    assert len(data) <= limit <= {"markdown": 1 << 20, "markdown-comment": 65_536}[name]
    text = data.decode()
    # GitHub counts the bytes of a summary and the characters of a comment, which are never more.
    assert len(text.encode("utf-16-le")) // 2 <= 65_536 or name == "markdown"
    check(text)
    left = re.search(r"\*\*(\d+) findings more\*\* not shown", text)
    assert left is not None
    shown = text.count("<code>a-b</code>") + text.count("| drifted |")
    assert shown + int(left[1]) == 25_000
    assert "The coverage is too long" in text


@pytest.mark.parametrize(
    ("name", "limit"), [("markdown", SUMMARY_BYTES), ("markdown-comment", COMMENT_BYTES)]
)
def test_errors_leave_room(make: SimpleNamespace, name: str, limit: int) -> None:
    """Escaped, a character of a hostile file name takes eighteen bytes."""
    errors = [
        Diagnostic(DiagnosticLevel.ERROR, "x", "@" * 1_000, "@" * 1_000, 1) for _ in range(30)
    ]
    results = [make.result(make.rule("a-b"), Location("main.tf", 1))]
    data = render(name, make.report(results, diagnostics=errors, complete=False))
    assert len(data) <= limit
    shown, left = data.count(b"> - <code>"), re.search(rb"> - (\d+) more errors", data)
    assert shown and left is not None and shown + int(left[1]) == 30
    assert b"<code>a-b</code>" in data


def test_the_worst_come_first_and_the_rest_is_counted(make: SimpleNamespace) -> None:
    text = render_markdown(make.scan(), 1_300).decode()
    assert re.search(r"\*\*\d findings? more\*\* not shown: .* 1,300 bytes", text)
    assert "> [!WARNING]" in text and text.rstrip().endswith("judged.")


def test_a_clean_run_says_so(make: SimpleNamespace) -> None:
    assert "**No findings.**" in render("markdown", make.report()).decode()
    text = render("markdown", make.report(complete=False)).decode()
    assert "**No findings in what was checked.**" in text
    assert "Incomplete" in text


@pytest.mark.parametrize("limit", [1_500, 2_000, 4_000, 20_000, 1_000_000])
def test_what_is_new_comes_first_whatever_the_room(make: SimpleNamespace, limit: int) -> None:
    rule = make.rule("a-b")
    results = [
        make.result(
            rule,
            Location("main.tf", number),
            address=f"aws_x.{'new' if number % 2 else 'old'}{number}",
            past=Past(Standing.NEW if number % 2 else Standing.PERSISTING),
        )
        for number in range(1, 61)
    ]
    gone = tuple(
        Gone("a-b", Level.LOW, f"aws_x.[gone]({number})", None, str(number), "bad")
        for number in range(30)
    )
    note = Diagnostic(DiagnosticLevel.NOTE, "since-configuration", "it *decides*", "x|.yaml")
    report = make.report(results, since="a|<b>", gone=gone, diagnostics=(note,))
    text = render_markdown(report, limit).decode()
    check(text)
    assert len(text.encode()) <= limit
    assert text.count("<details>") == text.count("</details>")
    assert "**30 new findings**" in text
    assert "30 new, 30 fixed, 30 unchanged." in text
    shown = len(re.findall(r"aws(?:_|&#95;)x\.(?:new|old)\d|gone&#93;", text))
    left = re.search(r"\*\*(\d+) findings more\*\* not shown", text)
    assert shown + (int(left[1]) if left else 0) == 90
    assert "x.old" not in text or ("x.new59" in text and "gone&#93;&#40;29" in text)
