"""What was looked at, what was not and why, and everything the run had to say about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.model import DiagnosticLevel
from scanner.report.drift_coverage import MISSED, coverage_words, missed_words, unmanaged_hint
from scanner.report.drift_groups import drift_groups, state_words
from scanner.report.html.markup import (
    EMPTY,
    Html,
    code,
    counted,
    definitions,
    joined,
    scrolled,
    tag,
    text,
)
from scanner.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scanner.model import Diagnostic
    from scanner.outcome import Report, TypeCoverage

MAX_DIAGNOSTICS: Final = 500
MAX_TEXT: Final = 1_000


def coverage(report: Report) -> Html:
    """Figures, the table of resource types, and the diagnostics."""
    found = report.coverage
    groups = drift_groups(report.results)
    return joined(
        [
            definitions(
                [
                    ("Files read", f"{found.files:,}" if found.files else None),
                    ("Resources judged", f"{found.resources:,}"),
                    ("Compared", coverage_words(found) if report.command == "drift" else None),
                    ("In sync", counted(len(groups.in_sync), "resource") if groups.in_sync else ""),
                    ("State", code(state_words(groups.states))),
                    ("Next", unmanaged_hint(report)),
                ],
                "figures",
            ),
            _limits(found.limits),
            _types(found.types) if found.types else None,
            _errors(report),
            _notes(report),
        ]
    )


def _limits(limits: Sequence[str]) -> Html:
    if not limits:
        return EMPTY
    rows = [tag("li", text(limit, MAX_TEXT)) for limit in limits]
    return joined([tag("h3", "What this run could not compare"), tag("ul", *rows)])


def _types(types: Mapping[str, TypeCoverage]) -> Html:
    reasons = any(one.reason for one in types.values())
    heads = ["Resource type", "Compared", *(word.capitalize() for word in MISSED)]
    # What was missed first: it is what there is to do.
    pairs = sorted(types.items(), key=lambda pair: (not missed_words(pair[1]), pair[0]))
    rows = [
        tag(
            "tr",
            tag("th", code(name), scope="row"),
            *(
                tag("td", f"{number:,}", class_="number" if number else "number zero")
                for number in (one.compared, *(getattr(one, word) for word in MISSED))
            ),
            tag("td", text(one.reason or "", MAX_TEXT)) if reasons else None,
        )
        for name, one in pairs
    ]
    columns = [
        tag("th", name, scope="col", class_="number" if at else None)
        for at, name in enumerate(heads)
    ]
    columns += [tag("th", "Why", scope="col")] if reasons else []
    return joined(
        [
            tag("h3", "By resource type"),
            scrolled(
                tag(
                    "table",
                    tag("caption", "Resources compared, by type", class_="hidden"),
                    tag("thead", tag("tr", *columns)),
                    tag("tbody", *rows),
                    class_="types",
                ),
                "Resources compared, by type",
            ),
        ]
    )


# ---- diagnostics ---------------------------------------------------------------------------


def errors_of(report: Report) -> list[Diagnostic]:
    """What made the run incomplete."""
    return [one for one in report.diagnostics if one.level is DiagnosticLevel.ERROR]


def said(one: Diagnostic, environments: Sequence[str]) -> Html:
    """A diagnostic in a line: where, what, in which environments."""
    place = "" if one.path is None else one.path
    if place and one.line is not None:
        place += f":{one.line}"
    named = in_words(one.environments, environments)
    return joined(
        [
            code(place),
            text(one.message, MAX_TEXT),
            tag("span", named, class_="chip") if named else None,
        ],
        " ",
    )


def _errors(report: Report) -> Html:
    found = errors_of(report)
    if not found:
        return EMPTY
    return joined(
        [
            tag("h3", "What could not be read or done", id="errors"),
            _list(found, report.environments),
        ]
    )


def _notes(report: Report) -> Html:
    """The notes, put together by what they are about."""
    by_code: dict[str, list[Diagnostic]] = {}
    for one in report.diagnostics:
        if one.level is DiagnosticLevel.NOTE:
            by_code.setdefault(one.code, []).append(one)
    if not by_code:
        return EMPTY
    order = sorted(by_code, key=lambda name: (-len(by_code[name]), name))
    parts = [
        tag(
            "details",
            tag("summary", code(name), " ", counted(len(by_code[name]), "note")),
            _list(by_code[name], report.environments),
            class_="notes",
        )
        for name in order
    ]
    return joined([tag("h3", "Notes"), *parts])


def _list(found: Sequence[Diagnostic], environments: Sequence[str]) -> Html:
    rows = [tag("li", said(one, environments)) for one in found[:MAX_DIAGNOSTICS]]
    if len(found) > MAX_DIAGNOSTICS:
        rest = f"and {len(found) - MAX_DIAGNOSTICS:,} more, which JSON has"
        rows.append(tag("li", visible(rest)))
    return tag("ul", *rows, class_="said")
