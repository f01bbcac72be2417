"""The lines of a source file that a finding points at, with the place marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.report.masking import mask
from scanner.report.visible import TAB, cells, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scanner.model import Location

MAX_LINES = 3
_LEAD = 20  # characters kept in front of the mark on a line that is cut


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One source line: its number, its text safe to show, and carets for the line below it."""

    number: int
    text: str
    marker: str


def read_lines(read: Callable[[str], bytes], path: str) -> list[str]:
    """The lines of a file; none when it has gone or its name cannot be opened."""
    if not path:
        return []
    try:
        data = read(path)
    except (OSError, ValueError):  # ValueError: a null character in the name
        return []
    return data.decode("utf-8", "replace").split("\n")


def excerpt(lines: list[str], location: Location, width: int, *, secret: bool) -> Iterator[Excerpt]:
    """The first lines of `location`, each at most `width` columns; one masked line if `secret`.

    Nothing around the region is shown: the neighbouring line may be the one with the password.
    """
    last = min(
        location.end_line, len(lines), location.start_line + (0 if secret else MAX_LINES - 1)
    )
    for number in range(max(1, location.start_line), max(last, location.start_line) + 1):
        if number > len(lines):
            return
        line = lines[number - 1].removesuffix("\r")
        indent = len(line) - len(line.lstrip())
        start = location.start_column - 1 if number == location.start_line else indent
        end = location.end_column - 1 if number == location.end_line else len(line)
        if secret:
            line = mask(line)
            start, end = len(line) - len(line.lstrip()), len(line)
        if not line.strip() and number != location.start_line:
            continue
        yield _marked(number, line, start, end, width)


def _marked(number: int, line: str, start: int, end: int, width: int) -> Excerpt:
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line))
    prefix = ""
    if len(line) > width:
        offset = max(0, min(start - _LEAD, len(line) - width))
        prefix = "..." if offset else ""
        line, start, end = line[offset:], start - offset, end - offset
    pieces, column, before, marked = [prefix], len(prefix), 0, 0
    before = column
    for index, character in enumerate(line):
        piece = (
            TAB
            if character == "\t"
            else character
            if character.isprintable()
            else escape(character)
        )
        size = cells(piece)
        if column + size > width:
            pieces.append("...")
            break
        pieces.append(piece)
        column += size
        if index < start:
            before = column
        elif index < end:
            marked = column - before
    return Excerpt(number, "".join(pieces).rstrip(), " " * before + "^" * max(1, marked))


def _piece(character: str) -> str:
    if character.isprintable():
        return character
    return TAB if character == "\t" else escape(character)
