"""Dockerfile text -> logical lines: directives, continuations, comments and here-documents.

The rules are those of Docker's Dockerfile reference ("Format", "Parser directives",
"Here-Documents") where it leaves no choice, and of BuildKit's parser where it does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from scanner.load.dockerfile.words import split_words

_DIRECTIVE: Final = re.compile(r"#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(\S[^\r\n]*)")
_DIRECTIVES: Final = frozenset(("syntax", "escape", "check"))
_HEREDOC: Final = re.compile(r"[0-9]*<<(-?)([^<]+)\Z")
_HEREDOC_INSTRUCTIONS: Final = re.compile(r"(?:ONBUILD[ \t]+)?(?:ADD|COPY|RUN)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A here-document. name: its delimiter. expand: variables in it are replaced.

    start, end: source offsets of `content`, whose leading tabs are gone when it is ``<<-``.
    """

    name: str
    content: str
    expand: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One instruction as written on one or more lines.

    text: joined, without continuation characters and comments.
    start, end: source offsets of the instruction, here-documents left out.
    """

    text: str
    start: int
    end: int
    heredocs: tuple[Heredoc, ...]
    _joints: tuple[int, ...] = field(repr=False)
    _sources: tuple[int, ...] = field(repr=False)

    def source(self, offset: int) -> int:
        """The source offset of an offset in `text`."""
        index = bisect_right(self._joints, offset) - 1
        return self._sources[index] + offset - self._joints[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of a part of `text` (which is not empty)."""
        return self.source(start), self.source(max(start, end - 1)) + (1 if end > start else 0)


@dataclass(frozen=True, slots=True)
class Lines:
    """directives: of ``syntax``, ``escape`` and ``check``, those that are written.

    comments: source offsets of every ``#``. problems: (message, source offset).
    directive_spans: the source offsets of each directive's line.
    """

    directives: dict[str, str]
    lines: tuple[Line, ...]
    comments: tuple[int, ...]
    problems: tuple[tuple[str, int], ...]
    directive_spans: dict[str, tuple[int, int]] = field(default_factory=dict)


def split_lines(text: str) -> Lines:
    """Never raises, for any text. Linear in its length."""
    return _Splitter(text).run()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.directives: dict[str, str] = {}
        self.directive_spans: dict[str, tuple[int, int]] = {}
        self.lines: list[Line] = []
        self.comments: list[int] = []
        self.problems: list[tuple[str, int]] = []

    def run(self) -> Lines:
        self._read_directives()
        escape = self.directives.get("escape", "\\")
        if escape not in ("\\", "`"):
            self.problems.append(("the escape directive must be \\ or `", 0))
            escape = "\\"
        while self.position < len(self.text):
            start, line = self._next()
            stripped = line.lstrip()
            if stripped.startswith("#"):
                self.comments.append(start + len(line) - len(stripped))
            elif stripped:
                self._logical(start + len(line) - len(stripped), stripped, escape)
        return Lines(
            self.directives, tuple(self.lines), tuple(self.comments), tuple(self.problems),
            self.directive_spans,
        )  # fmt: skip

    def _next(self) -> tuple[int, str]:
        """The next physical line: its offset and its text without the line break."""
        start = self.position
        end = self.text.find("\n", start)
        self.position = len(self.text) if end < 0 else end + 1
        line = self.text[start : len(self.text) if end < 0 else end]
        return start, line.removesuffix("\r")

    def _read_directives(self) -> None:
        """Directives stand before everything else; the first other line ends them."""
        if self.text.startswith("#!"):
            self._next()
        while self.position < len(self.text):
            start, line = self._next()
            match = _DIRECTIVE.match(line)
            name = match[1].lower() if match else ""
            if match is None or name not in _DIRECTIVES:
                self.position = start
                return
            if name in self.directives:
                self.problems.append((f"the {name} directive is written twice", start))
            self.directives[name] = match[2].rstrip()
            self.directive_spans[name] = (start, start + len(line.rstrip()))
            self.comments.append(start)

    def _logical(self, start: int, line: str, escape: str) -> None:
        parts: list[str] = []
        joints: list[int] = []
        sources: list[int] = []
        length, offset, end = 0, start, start
        while True:
            cut = _continues(line, escape)
            part = line.rstrip() if cut is None else line[:cut]
            if part or not parts:
                parts.append(part)
                joints.append(length)
                sources.append(offset)
                length += len(part)
                end = offset + len(part)
            if cut is None:
                break
            following = self._continuation_line()
            if following is None:
                break
            offset, line = following
        text = "".join(parts)
        heredocs: list[Heredoc] = []
        if "<<" in text and _HEREDOC_INSTRUCTIONS.match(text):
            heredocs = self._heredocs(text, escape, start)
        if text.strip():
            self.lines.append(
                Line(text, start, end, tuple(heredocs), tuple(joints), tuple(sources))
            )

    def _continuation_line(self) -> tuple[int, str] | None:
        """The next line that belongs to a continued one; comments and blank lines do not."""
        while self.position < len(self.text):
            start, line = self._next()
            stripped = line.lstrip()
            if stripped.startswith("#"):
                self.comments.append(start + len(line) - len(stripped))
            elif stripped:
                return start, line
        return None

    def _heredocs(self, text: str, escape: str, start: int) -> list[Heredoc]:
        found = []
        for word in split_words(text, escape):
            match = _HEREDOC.match(word.text)
            if match:
                name = re.sub(r"""["'\\]""", "", match[2])
                expand = name == match[2]
                content = self._heredoc_content(name, bool(match[1])) if name else None
                if content is None:
                    self.problems.append((f"the here-document {match[2]} is not closed", start))
                    break
                found.append(Heredoc(name, content[0], expand, content[1], content[2]))
        return found

    def _heredoc_content(self, name: str, chomp: bool) -> tuple[str, int, int] | None:
        start = self.position
        lines: list[str] = []
        while self.position < len(self.text):
            line_start, line = self._next()
            if chomp:
                line = line.lstrip("\t")
            if line == name:
                return "".join(lines), start, line_start
            lines.append(line + "\n")
        return None


def _continues(line: str, escape: str) -> int | None:
    """Where a line is continued: an escape character at its end that is not itself escaped."""
    stripped = line.rstrip(" \t")
    if stripped.endswith(escape) and not stripped.endswith(escape * 2):
        return len(stripped) - 1
    return None
