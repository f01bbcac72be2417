"""The form that filters the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Level
from scanner.report.html.findings import severity
from scanner.report.html.markup import EMPTY, Html, tag, void
from scanner.report.html.row import STANDINGS
from scanner.report.html.services import platform_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.report.html.context import Context


def filters(context: Context) -> Html:
    """The form; it is of use, and shown, only where scripts run."""
    facets = context.facets
    if not context.shown:
        return EMPTY
    there = {one.severity for one in context.shown}
    boxes = [
        tag(
            "label",
            void("input", type="checkbox", name="severity", value=level.value),
            " ",
            severity(level),
        )
        for level in Level
        if level in there
    ]
    counts = facets.counts
    platforms = [
        (name, number, f"{platform_name(name) or 'Other'} ({counts['platform', name]:,})")
        for name, number in facets.platforms.items()
    ]
    rules = [
        (name, number, f"{name} ({counts['rule', name]:,})")
        for name, number in facets.rules.items()
    ]
    environments = [
        (name, number, f"{name} ({counts['environment', name]:,})")
        for name, number in facets.environments.items()
    ]
    standings = [
        (name, name, f"{STANDINGS.get(name, name)} ({counts['standing', name]:,})")
        for name in facets.standings
    ]
    return tag(
        "form",
        tag("h2", "Filter", class_="hidden"),
        tag("fieldset", tag("legend", "Severity"), *boxes),
        _choice("platform", "Platform", "All platforms", platforms),
        _choice("rule", "Rule", "All rules", rules),
        _choice("environment", "Environment", "All environments", environments),
        _choice("standing", "Since last time", "All", standings),
        tag(
            "p",
            tag("label", "Text", for_="text"),
            void(
                "input",
                type="search",
                id="text",
                name="text",
                autocomplete="off",
                spellcheck="false",
                placeholder="address, path, message",
            ),
            class_="text",
        ),
        tag(
            "p",
            tag("button", "Clear", type="reset"),
            tag("button", "Expand all", type="button", id="expand"),
            tag("button", "Collapse all", type="button", id="collapse"),
            class_="buttons",
        ),
        tag("p", "", id="state", role="status", class_="state"),
        id="filters",
        data_total=len(context.shown),
        class_="control",
        aria_label="Filter the results",
        hidden=True,
    )


def _choice(
    name: str, label: str, everything: str, options: Iterable[tuple[str, int | str, str]]
) -> Html:
    """A list to choose one from; nothing where there is no choice."""
    rows = [
        tag("option", shown, value=value, data_number=number) for value, number, shown in options
    ]
    if len(rows) < 2:
        return EMPTY
    return tag(
        "p",
        tag("label", label, for_=name),
        tag("select", tag("option", everything, value=""), *rows, id=name, name=name),
    )
