"""Text files as the loaders of `scanner.load` see them: read within limits, located by offset."""

from __future__ import annotations

import os
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from scanner.model import Comment, Diagnostic, DiagnosticLevel, Location
from scanner.project import Project

MAX_BYTES = 20 * 1024 * 1024
"""A larger manifest is machine-made or hostile; it is reported, not read."""

IGNORE_WORDS = (
    "trueup:ignore",
    "checkov:skip",
    "bridgecrew:skip",
    "cortex:skip",
    "trivy:ignore",
    "tfsec:ignore",
    "kics-scan",
)
"""A comment without one of these can hold no ignore and is not kept."""


@dataclass(frozen=True)
class TextFile:
    """A file's text and its display path; offsets count code points, lines end with ``\\n``."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        position = find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = find("\n", position + 1)
        return starts

    def line(self, offset: int) -> int:
        """The line (from 1) that holds the offset."""
        return bisect_right(self._line_starts, offset)

    def point(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def location(self, start: int, end: int) -> Location:
        """The region between two offsets, the end exclusive."""
        return Location(self.path, *self.point(start), *self.point(max(start, end)))

    def first_line(self, start: int, end: int) -> Location:
        """The region cut at the end of its first line: the head of something long."""
        line_end = self.text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        return self.location(start, start + len(self.text[start:stop].rstrip()))

    def comment(self, offset: int) -> Comment:
        """The comment whose ``#`` is at the offset."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        line_end = self.text.find("\n", offset)
        text = self.text[offset : len(self.text) if line_end < 0 else line_end]
        own_line = not self.text[line_start:offset].strip("\ufeff \t")
        return Comment(self.path, self.line(offset), text.lstrip("#").strip(), own_line)


def read_text(path: str, project: Project, limit: int = MAX_BYTES) -> TextFile | Diagnostic:
    """The UTF-8 (or, with a byte order mark, UTF-16) text of a regular file, or why there is none.

    A leading byte order mark is not part of the text.
    """
    display = project.display(path)
    try:
        data = read_bytes(path, limit)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _error(
            "unreadable", f"cannot be read ({reason}); fix it or exclude the file", display
        )
    if data is None:
        return _error(
            "file-too-large",
            f"is larger than {limit // 2**20} MB and was not read; split it or exclude the file",
            display,
        )
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _error(
            "not-text", "is not UTF-8; save it as UTF-8 or exclude the file", display, line
        )
    zero = text.find("\0")
    if zero >= 0:
        line = text.count("\n", 0, zero) + 1
        return _error("not-text", "holds NUL bytes, so it is not text; exclude it", display, line)
    return TextFile(display, text)


def read_bytes(path: str, limit: int = MAX_BYTES) -> bytes | None:
    """The bytes of a regular file; None when there are more than `limit`. Raises OSError."""
    # A FIFO would block the open for ever; O_NONBLOCK makes it return so that fstat can tell.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "not a regular file")
        data = file.read(limit + 1)
    return None if len(data) > limit else data


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _error(code: str, message: str, path: str, line: int | None = None) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message, path, line)
