"""The text report: for people, on a terminal or in a log.

Without a terminal it is written by the few lines below and loads nothing more, since importing
rich takes as long as scanning a small stack does. Both writers say the same words.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scanner.report.layout import report_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scanner.outcome import Report
    from scanner.report.lines import Line

PLAIN_WIDTH = 120


def render(
    report: Report,
    *,
    terminal: bool = False,
    width: int | None = None,
    color: bool | None = None,
    everything: bool = False,
) -> str:
    """`report` as text with a newline at the end.

    terminal: wrap to `width` columns (default: the terminal's own) and use colour, unless `color`
    is False or, where it is None, the environment has NO_COLOR or a TERM that is dumb.
    everything: list the suppressed, open and passing results too, not only the failing ones.
    """

    def lines(columns: int) -> Iterator[Line]:
        return report_lines(report, columns, everything=everything)

    return write_lines(lines, terminal=terminal, width=width, color=color)


def write_lines(
    lines: Callable[[int], Iterable[Line]],
    *,
    terminal: bool = False,
    width: int | None = None,
    color: bool | None = None,
) -> str:
    """The lines that a function of the width gives, as `render` writes them."""
    if terminal:
        from scanner.report.terminal import render_lines, terminal_width

        if color is None:
            color = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        columns = width or terminal_width()
        return render_lines(lines(columns), columns, color=color)
    text = "".join(
        f"{' ' * line.indent}{''.join(text for text, _ in line.spans)}".rstrip() + "\n"
        for line in lines(width or PLAIN_WIDTH)
    )
    return without_commands(text)


def without_commands(text: str) -> str:
    """Text for the log of a CI service, in which nothing acts: `##[x]` of GitHub's runner and
    Azure's `##vso[x]` do so wherever they stand in a line."""
    return text.replace("##[", "# #[").replace("##vso[", "# #vso[")
