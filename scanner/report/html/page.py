"""The page as a whole: its head, what it says at first glance, the filters, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.model import Kind, Level
from scanner.report.html import chart
from scanner.report.html.compliance import compliance
from scanner.report.html.context import MAX_EXCERPTS, context_of
from scanner.report.html.coverage import coverage, errors_of, said
from scanner.report.html.drift import drift
from scanner.report.html.filters import filters
from scanner.report.html.findings import findings, severity, suppressed, undecided
from scanner.report.html.markup import EMPTY, Html, counted, definitions, tag, text, void
from scanner.report.html.past import resolved
from scanner.report.html.row import STANDINGS
from scanner.report.summary import summarize
from scanner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from time import struct_time

    from scanner.outcome import Report
    from scanner.report.html.context import Context
    from scanner.report.summary import Summary

TITLES: Final = {"scan": "Policy audit", "drift": "Drift audit"}
MAX_ERRORS: Final = 8


def page(report: Report, at: struct_time, style: str, script: str) -> Html:
    """The whole document. at: the time of the audit, in UTC. style, script: what goes into it."""
    context = context_of(report)
    summary = summarize(report)
    parts = _sections(context, summary)
    shown = [(anchor, title, count) for anchor, title, count, _, body in parts if body]
    title = TITLES.get(report.command, f"trueup {report.command}")
    body = tag(
        "body",
        tag("a", "Skip to the findings", href="#content", class_="skip"),
        tag(
            "header",
            tag("div", tag("p", "trueup", class_="brand"), _theme(), class_="bar"),
            tag("h1", title),
            _about(report, at),
            class_="top",
        ),
        tag("nav", _contents(shown), aria_label="Sections"),
        tag(
            "main",
            _incomplete(report),
            _overview(report, summary),
            tag(
                "div",
                filters(context),
                *(_section(*part) for part in parts if part[0] in _FILTERED),
                class_="results",
            ),
            *(_section(*part) for part in parts if part[0] not in _FILTERED),
            id="content",
            tabindex=-1,
        ),
        tag(
            "footer",
            tag("p", f"Made by trueup {__version__}. This page loads nothing from elsewhere."),
        ),
    )
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="robots", content="noindex"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="generator", content=f"trueup {__version__}"),
        tag("title", f"{title}: {_verdict(report, summary)}"),
        tag("style", Html(style)),
        tag("script", Html(script)),
    )
    return Html(f"<!doctype html>\n{tag('html', head, body, lang='en')}\n")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; only this style and this script, known by their hashes, may act."""
    from base64 import b64encode
    from hashlib import sha256

    def source(content: str) -> str:
        return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


# ---- first glance --------------------------------------------------------------------------


def _theme() -> Html:
    options = [tag("option", name.capitalize(), value=name) for name in ("system", "light", "dark")]
    return tag(
        "p",
        tag("label", "Theme", for_="theme"),
        " ",
        tag("select", *options, id="theme"),
        class_="theme control",
        hidden=True,
    )


def _about(report: Report, at: struct_time) -> Html:
    from time import strftime

    day = f"{at.tm_mday} {strftime('%B %Y, %H:%M', at)} UTC"
    found = report.coverage
    seen = [counted(found.files, "file")] if found.files else []
    seen.append(counted(found.resources, "resource"))
    return definitions(
        [
            ("Date", tag("time", day, datetime=strftime("%Y-%m-%dT%H:%M:%SZ", at))),
            ("Scope", ", ".join(seen)),
            ("Environments", ", ".join(report.environments)),
            ("Compared with", None if report.since is None else text(report.since, 200)),
            ("Gate", f"{_OUTCOMES.get(report.exit_code, '')} (exit code {report.exit_code})"),
        ],
        "about",
    )


_OUTCOMES: Final = {
    0: "passed: nothing at or above the threshold",
    1: "failed: findings at or above the threshold",
    3: "incomplete, without findings at or above the threshold",
}


def _contents(shown: Iterable[tuple[str, str, int | None]]) -> Html:
    items = [
        tag(
            "li",
            tag(
                "a",
                title,
                None if count is None else tag("span", f" {count:,}", class_="count"),
                href=f"#{anchor}",
            ),
        )
        for anchor, title, count in shown
    ]
    return tag("ul", tag("li", tag("a", "Overview", href="#overview")), *items)


def _incomplete(report: Report) -> Html:
    """What is missing, in plain words and before anything else."""
    if report.complete:
        return EMPTY
    errors = errors_of(report)
    rows = [tag("li", said(one, report.environments)) for one in errors[:MAX_ERRORS]]
    if len(errors) > MAX_ERRORS:
        link = tag("a", "all are listed below", href="#errors")
        rows.append(tag("li", f"and {len(errors) - MAX_ERRORS:,} more; ", link))
    return tag(
        "section",
        tag("h2", "This audit is incomplete", id="incomplete"),
        tag(
            "p",
            "Not everything in scope was checked. What is missing from this page is not known to "
            "be clean.",
        ),
        tag("ul", *rows) if rows else None,
        class_="incomplete",
        aria_labelledby="incomplete",
    )


def _verdict(report: Report, summary: Summary) -> str:
    failed = summary.by_kind[Kind.FAIL.value]
    if failed:
        return counted(failed, "finding")
    return "no findings" if report.complete else "no findings in what was checked"


def _overview(report: Report, summary: Summary) -> Html:
    worst = next((name for name, count in summary.by_severity.items() if count), None)
    verdict = _verdict(report, summary)
    words = f"{verdict[0].upper()}{verdict[1:]}" + (f", the worst {worst}" if worst else "")
    tiles = [
        tag(
            "li",
            severity(level),
            tag("b", f"{summary.by_severity[level.value]:,}"),
            class_=f"tile {level.value}" if summary.by_severity[level.value] else "tile none",
        )
        for level in Level
    ]
    clean = not worst and report.complete
    return tag(
        "section",
        tag("h2", words, ".", id="overview-title", class_="clean" if clean else None),
        tag("ul", *tiles, class_="tiles"),
        tag("p", ". ".join(_extra(report, summary)) + ".", class_="extra"),
        tag(
            "div",
            chart.services(report),
            chart.trend(report.trend),
            _environments(summary.by_environment),
            class_="charts",
        ),
        id="overview",
        aria_labelledby="overview-title",
    )


def _extra(report: Report, summary: Summary) -> list[str]:
    """The other figures, a sentence each."""
    kinds = summary.by_kind
    found = [
        (kinds[Kind.OPEN.value], "check could not be decided", "checks could not be decided"),
        (kinds[Kind.SUPPRESSED.value], "finding is suppressed", "findings are suppressed"),
        (kinds[Kind.PASS.value], "check passed", "checks passed"),
        (summary.not_gating, "finding does not count", "findings do not count"),
        (len(report.gone), "earlier finding is resolved", "earlier findings are resolved"),
    ]
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in found if count]
    standings = [
        (STANDINGS[name].lower(), sum(_stands(one, name) for one in report.results))
        for name in STANDINGS
    ]
    if any(count for _, count in standings):
        said.append(", ".join(f"{count:,} {word}" for word, count in standings if count))
    return said or ["Nothing is suppressed and nothing was left undecided"]


def _stands(result: object, name: str) -> bool:
    past = getattr(result, "past", None)
    return past is not None and past.standing.value == name


def _environments(found: Mapping[str, Mapping[str, int]]) -> Html:
    if not found:
        return EMPTY
    kinds = (Kind.FAIL, Kind.OPEN, Kind.SUPPRESSED)
    words = ("Findings", "Not decided", "Suppressed")
    rows = [
        tag(
            "tr",
            tag("th", text(name, 200), scope="row"),
            *(
                tag(
                    "td",
                    f"{of[kind.value]:,}",
                    class_="number" if of[kind.value] else "number zero",
                )
                for kind in kinds
            ),
        )
        for name, of in found.items()
    ]
    heads = [tag("th", word, scope="col", class_="number") for word in words]
    return tag(
        "table",
        tag("caption", "Findings by environment"),
        tag("thead", tag("tr", tag("th", "Environment", scope="col"), *heads)),
        tag("tbody", *rows),
        class_="chart",
    )


# ---- sections ------------------------------------------------------------------------------

Part = tuple[str, str, int | None, str, Html]
_FILTERED: Final = ("findings", "drift", "undecided", "suppressed")


def _sections(context: Context, summary: Summary) -> list[Part]:
    """Anchor, title, how many, a line about it, and what is in it; empty ones are left out."""
    report = context.report
    failing = [one for one in context.shown if one.kind is Kind.FAIL]
    drifted = sum(one.drift is not None for one in failing)
    found = len(failing) - drifted
    policy = findings(context)
    return [
        ("findings", "Findings", found, _left_out(context), policy),
        (
            "drift",
            "Drift",
            drifted,
            "Where code, state and platform disagree, resource by resource.",
            drift(context) if drifted else EMPTY,
        ),
        (
            "undecided",
            "Not decided",
            summary.by_kind[Kind.OPEN.value],
            "These depend on a value that is not known here. They are neither passed nor failed.",
            undecided(context),
        ),
        (
            "suppressed",
            "Suppressed",
            summary.by_kind[Kind.SUPPRESSED.value],
            "Found, and accepted by somebody: each with who says so, why and until when.",
            suppressed(context),
        ),
        (
            "resolved",
            "Resolved",
            len(report.gone),
            "Found before, and there no longer.",
            resolved(context) if report.gone else EMPTY,
        ),
        ("compliance", "Compliance", None, _MAPPED, compliance(context)),
        ("coverage", "Coverage", None, "", coverage(report)),
    ]


_MAPPED: Final = (
    "A control passes when all rules that judge it do. What no rule can judge is marked manual."
)


def _left_out(context: Context) -> str:
    if len(context.shown) <= MAX_EXCERPTS:
        return ""
    return f"Source lines are shown of the first {MAX_EXCERPTS:,} results."


def _section(anchor: str, title: str, count: int | None, about: str, body: Html) -> Html:
    if not body:
        return EMPTY
    filtered = anchor in _FILTERED
    return tag(
        "section",
        tag(
            "h2",
            title,
            None if count is None else tag("span", f" {count:,}", class_="count"),
            id=f"{anchor}-title",
        ),
        tag("p", about, class_="lead") if about else None,
        body,
        tag("p", "Nothing here fits the filters.", class_="nothing", hidden=True)
        if filtered
        else None,
        id=anchor,
        aria_labelledby=f"{anchor}-title",
        class_="part filtered" if filtered else "part",
    )
