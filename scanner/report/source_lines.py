"""Places in a file as SonarQube counts them: lines from 1, columns from 0 in UTF-16 code units.

SonarQube ends an analysis with an error for a line or column that its file does not have, and for a
range without length. So each file is read, and a place that cannot be told for certain becomes its
line, or the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanner.model import Location

_LINE = re.compile("\r\n|\n|\r")
# What YAML ends a line at and SonarQube does not, or the other way round.
_DISPUTED = re.compile("\r(?!\n)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BOM = "\ufeff"


def text_ranges(read: Callable[[str], bytes]) -> Callable[[Location], dict[str, int] | None]:
    """A function from a location to SonarQube's ``textRange``; None for the file as a whole.

    read: bytes of a file by its display path; raises OSError or ValueError where there is none.
    Each file is read once.
    """
    files: dict[str, list[str]] = {}

    def text_range(location: Location) -> dict[str, int] | None:
        if location.path not in files:
            files[location.path] = _lines(read, location.path)
        return _range(location, files[location.path])

    return text_range


def _lines(read: Callable[[str], bytes], path: str) -> list[str]:
    """The lines without their ends; none where their places are not certain."""
    try:
        text = read(path).decode("utf-8")
    except (OSError, ValueError):
        return []
    if _DISPUTED.search(text):
        return []
    lines = _LINE.split(text)
    if text.startswith(_BOM):
        lines[0] = ""  # SonarQube does not count the mark as a column, others do
    return lines


def _range(location: Location, lines: list[str]) -> dict[str, int] | None:
    start, end = location.start_line, location.end_line
    if not 1 <= start <= len(lines):
        return None
    if not start <= end <= len(lines):
        return {"startLine": start}
    first = _column(lines[start - 1], location.start_column)
    last = _column(lines[end - 1], location.end_column)
    if first is None or last is None or (start, first) >= (end, last):
        return {"startLine": start}
    return {"startLine": start, "endLine": end, "startColumn": first, "endColumn": last}


def _column(line: str, column: int) -> int | None:
    """A column that counts characters from 1, in UTF-16 code units from 0."""
    if not 1 <= column <= len(line) + 1:
        return None
    before = line[: column - 1]
    return len(before) if before.isascii() else len(before.encode("utf-16-le")) // 2
