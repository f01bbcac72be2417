"""The lines of a source file that a finding points at, with the place marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.report.masking import gives_a_secret_away, mask
from scanner.report.visible import TAB, cells, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scanner.model import Location

MAX_LINES = 3
_LEAD = 20  # characters kept in front of the mark on a line that is cut
_CONTEXT = 400  # characters in front of the mark that may give away that a secret follows
_WINDOW = 2_000  # characters of a line that are looked at


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
    first = max(1, location.start_line)
    last = first if secret else min(max(first, location.end_line), first + MAX_LINES - 1)
    for number in range(first, min(last, len(lines)) + 1):
        start, end = 0, _WINDOW
        line = lines[number - 1]
        if number == first:
            start = max(0, location.start_column - 1)
        offset = max(0, start - _CONTEXT) if len(line) > _WINDOW else 0
        # A line may be a whole file; what is not shown is not looked at either.
        line = line[offset : offset + _WINDOW].removesuffix("\r")
        if number == max(first, location.end_line):
            end = max(0, location.end_column - 1 - offset)
        start -= offset
        above = lines[number - 2][:_WINDOW] if number > 1 else ""
        if secret or gives_a_secret_away(line, above):
            line, start, end = mask(line), 0, _WINDOW
        indent = len(line) - len(line.lstrip())
        if indent < len(line) or number == first:
            yield _marked(number, line, max(start, indent), end, width, cut=offset > 0)


def _marked(number: int, line: str, start: int, end: int, width: int, *, cut: bool) -> Excerpt:
    """`line` cut to `width` columns around `start`, with carets from `start` to `end`."""
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    offset = max(0, min(start - _LEAD, len(line) - width)) if len(line) > width else 0
    column = 3 if offset or cut else 0
    pieces = ["..."] if column else []
    before, marked = column, 0
    for index, character in enumerate(line[offset:], offset):
        piece = _piece(character)
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
