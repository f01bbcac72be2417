"""Writes the lines of the text report with colour, wrapped to the terminal, through rich."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from scanner.report.visible import cells

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
    "environment": "bold",
    "value": "magenta",
    "label": "dim",
    "dim": "dim",
}


def terminal_width() -> int:
    """Columns of the terminal, from COLUMNS or the terminal itself; 100 when neither knows."""
    return max(MIN_WIDTH, shutil.get_terminal_size((100, 24)).columns)


def render_lines(lines: Iterable[Line], width: int, *, color: bool) -> str:
    """The lines with colour codes (not when `color` is off), wrapped to `width` columns.

    Spans become Text, never rich's markup: scanned text may look like markup. Only lines that are
    too long pass through rich's wrapping, which takes ten times as long as all the rest.
    """
    width = max(width, MIN_WIDTH)
    styles = {name: Style.parse(style) for name, style in STYLES.items()}
    console = Console(file=io.StringIO(), width=width, legacy_windows=False)
    system = ColorSystem.STANDARD if color else None

    def painted(part: str, style: Style | None) -> str:
        return part if style is None else style.render(part, color_system=system)

    rows: list[str] = []
    for line in lines:
        spans = line.spans
        if line.indent + sum(cells(part) for part, _ in spans) <= width:
            row = "".join(painted(part, styles.get(style)) for part, style in spans)
            rows.append(" " * line.indent + row if spans else "")
            continue
        text = Text.assemble(*((part, styles.get(style, "")) for part, style in spans))
        space = max(20, width - line.indent - line.hang)
        for number, wrapped in enumerate(text.wrap(console, space)):
            wrapped.rstrip()
            segments = wrapped.render(console, end="")
            row = "".join(painted(segment.text, segment.style) for segment in segments)
            rows.append(" " * (line.indent + (line.hang if number else 0)) + row)
    return "".join(f"{row}\n" for row in rows)
