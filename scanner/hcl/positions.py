"""Offsets as lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from scanner.model import Location


class Lines:
    """The lines of a text. They are found when first asked for, since most files never are."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1; columns count code points."""
        starts = self._starts
        if starts is None:
            starts = self._starts = _line_starts(self._text)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def location(self, path: str, start: int, end: int) -> Location:
        """The region between two offsets of the file that is shown as `path`."""
        return Location(path, *self.at(start), *self.at(end))


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
