"""Writes the lines of the text report with colour, wrapped to the terminal, through rich."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.report.lines import Line

MIN_WIDTH = 40
STYLES = {
    "critical": "bold white on red",
    "high": "bold red",
    "medium": "bold yellow",
    "low": "bold cyan",
    "error": "bold white on red",
    "ok": "bold green",
    "marker": "bold red",
    "path": "bold underline",
    "rule": "bold",
    "bold": "bold",
    "address": "cyan",
    "value": "magenta",
    "label": "dim",
    "dim": "dim",
}


def terminal_width() -> int:
    """Columns of the terminal, from COLUMNS or the terminal itself; 100 when neither knows."""
    return max(MIN_WIDTH, shutil.get_terminal_size((100, 24)).columns)


def render_lines(lines: Iterable[Line], width: int, *, color: bool) -> str:
    """The lines with colour codes (not when `color` is off), wrapped to `width` columns."""
    width = max(width, MIN_WIDTH)
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard" if color else None,
        no_color=not color,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in lines:
        # Spans are given as Text, never as rich's markup: scanned text may look like markup.
        text = Text.assemble(*((part, STYLES.get(style, "")) for part, style in line.spans))
        text.rstrip()
        wrapped = text.wrap(console, max(20, width - line.indent - line.hang))
        for number, row in enumerate(wrapped or [Text()]):
            row.rstrip()
            row.pad_left(line.indent + (line.hang if number else 0))
            console.print(row, soft_wrap=True)
    return out.getvalue()
