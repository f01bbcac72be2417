"""Frameworks, control by control."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from scanner.compliance import STATUSES
from scanner.report.html.chart import shares
from scanner.report.html.markup import Html, code, counted, joined, link, tag, text

if TYPE_CHECKING:
    from scanner.outcome import Compliance, ControlResult
    from scanner.report.html.context import Context

MAX_TEXT: Final = 1_000
MAX_RULES: Final = 4
WORDS: Final = {
    "fail": "Failed",
    "open": "Not decided",
    "waived": "Waived",
    "pass": "Passed",
    "not-applicable": "Not applicable",
    "manual": "Manual",
}
_COLUMNS: Final = ("Control", "Title", "Status", "Results", "Judged by")


def compliance(context: Context) -> Html:
    """Every framework with its controls."""
    return joined([_framework(one, context) for one in context.report.compliance])


def _framework(found: Compliance, context: Context) -> Html:
    framework = found.framework
    tally = Counter(result.status for result in found.results)
    counts = {status: tally[status] for status in STATUSES if tally[status]}
    name = f"{framework.name} {framework.version}".strip()
    return tag(
        "section",
        tag("h3", text(name, MAX_TEXT)),
        tag(
            "p",
            *(tag("span", status(one), f" {count}") for one, count in counts.items()),
            class_="meta",
        ),
        shares(counts),
        tag(
            "details",
            tag("summary", f"The {len(found.results)} controls"),
            tag(
                "table",
                tag("caption", "Controls of ", text(name, MAX_TEXT), class_="hidden"),
                tag("thead", tag("tr", *map(_column, _COLUMNS), role="row"), role="rowgroup"),
                tag("tbody", *(_control(one, context) for one in found.results), role="rowgroup"),
                class_="controls",
                role="table",
            ),
            open=True,
        ),
        tag("p", "Source: ", link(framework.source), class_="refs") if framework.source else None,
        class_="framework",
    )


def _column(name: str) -> Html:
    return tag("th", name, scope="col", role="columnheader")


def status(name: str) -> Html:
    """A status in a word, with a shape and a colour of its own."""
    return tag("span", WORDS.get(name, name), class_=f"status {name}")


def _control(result: ControlResult, context: Context) -> Html:
    control = result.control
    counts = {
        "failed": result.failed,
        "open": result.open,
        "waived": result.waived,
        "passed": result.passed,
    }
    numbers = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
    judges = _manual(control.manual) if control.manual else _rules(control.rules, context)
    return tag(
        "tr",
        tag("th", text(control.id, 60), scope="row", role="rowheader"),
        tag("td", text(control.title, MAX_TEXT), role="cell", class_="title"),
        tag("td", status(result.status), role="cell", data_label="Status"),
        tag("td", numbers or tag("span", "none", class_="none"), role="cell", data_label="Results"),
        tag("td", judges, role="cell", data_label="Judged by", class_="judges"),
    )


def _manual(why: str) -> Html:
    return tag("span", text(why, MAX_TEXT), class_="none")


def _rules(rules: tuple[str, ...], context: Context) -> Html:
    """The rules: those that found something as links to it, others folded where they are many."""
    found = [
        tag("a", code(rule), href=f"#{context.rule_anchors[rule]}")
        for rule in rules
        if rule in context.rule_anchors
    ]
    others = [code(rule) for rule in rules if rule not in context.rule_anchors]
    if len(rules) <= MAX_RULES:
        return joined([*found, *others], ", ")
    more = f"{counted(len(others), 'rule')} without findings"
    folded = tag("details", tag("summary", more), joined(others, ", "), class_="fold")
    return joined([joined(found, ", "), folded if others else None])
