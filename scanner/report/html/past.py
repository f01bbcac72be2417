"""Findings of before that are there no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.report.html.findings import severity
from scanner.report.html.markup import Html, code, tag, text
from scanner.report.html.row import MAX_ADDRESS, MAX_MESSAGE, moment, place

if TYPE_CHECKING:
    from scanner.outcome import Gone
    from scanner.report.html.context import Context

MAX_ROWS: Final = 2_000


def resolved(context: Context) -> Html:
    """What is gone, each with what it was."""
    gone = context.report.gone
    rows = [_row(one, context) for one in gone[:MAX_ROWS]]
    if len(gone) > MAX_ROWS:
        rows.append(tag("li", f"and {len(gone) - MAX_ROWS:,} more, which JSON has"))
    return tag("ul", *rows, class_="gone")


def _row(one: Gone, context: Context) -> Html:
    times = [
        f"{word} seen {moment(at)}"
        for word, at in (("first", one.first_seen), ("last", one.last_seen))
        if at
    ]
    parts = [
        tag("span", text(one.message, MAX_MESSAGE), class_="said"),
        code("" if one.location is None else place(one.location)),
        in_words(one.environments, context.report.environments),
        *times,
    ]
    return tag(
        "li",
        severity(one.severity),
        " ",
        code(one.address, MAX_ADDRESS),
        " ",
        code(one.rule, MAX_ADDRESS, "rule"),
        tag("p", *(tag("span", part) for part in parts if part), class_="meta"),
    )
