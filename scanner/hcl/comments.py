"""Comments with their lines, for the few files that hold an ignore.

The parser throws comments away. Here the text is lexed once more, with just enough of the grammar
to tell a comment from a ``#`` in a string or heredoc.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from scanner.hcl.patterns import heredoc_line, patterns_for, quoted_text
from scanner.hcl.positions import Lines
from scanner.possessive import possessive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanner.hcl.parser import Parsed
    from scanner.hcl.patterns import Matcher

# In code: 1 a comment, 2 a quote, 3 an opening and 4 a closing brace; heredocs are tried first.
# 6 is a block comment without an end, to the end of the text.
_CODE = re.compile(
    possessive(r'((?:#|//)[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/)|(")|(\{)|(\})|(<<)|(/\*)')
)
_blanks: Matcher = re.compile(r"[ \t]*+").match
_ends: Matcher = re.compile(r"[ \t\r]*+(?:\n|\Z)").match
_HEREDOC = re.compile(r"<<-?([^\W\d][\w\u0300-\u036f-]*+)\r?\n")


def comments(text: str, parsed: Parsed) -> tuple[tuple[int, str, bool], ...]:
    """The comments of a file: line, text without marker and blanks, alone on its line.

    A block comment of several lines gives one entry for each. `parsed` is what `parse` made of the
    same text: each of its blocks is read from its own start, so a stray quote in a broken place
    cannot turn the rest of the file inside out.
    """
    attributes, blocks = parsed.body
    cuts = {0, len(text)}
    for _, start, end, _ in attributes:
        cuts.update((start, end))
    for block in blocks:
        cuts.update((block[2], block[4]))
    lines = Lines(text)
    spans = [span for cut in pairwise(sorted(cuts)) for span in _spans(text, *cut)]
    found: list[tuple[int, str, bool]] = []
    line, first = 0, 0
    for start, end in spans:
        number, column = lines.at(start)
        if number != line:  # looked up once for each line, which may hold many comments
            line, first = number, _blanks(text, start - column + 1).end()
        found.extend(
            _entries(text[start:end], number, first >= start, _ends(text, end) is not None)
        )
    return tuple(found)


def _entries(content: str, number: int, first: bool, last: bool) -> Iterator[tuple[int, str, bool]]:
    """The entries of a comment; first, last: nothing stands before it, behind it on its lines."""
    if not content.startswith("/*"):
        yield number, content.lstrip("#/").strip(), first
        return
    rows = content[2:-2].split("\n")
    for index, row in enumerate(rows):
        alone = (index > 0 or first) and (index < len(rows) - 1 or last)
        yield number + index, row.strip().lstrip("*").strip(), alone


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the comments between two offsets are."""
    # What is open around the position: "" a brace of code, '"' a string, else a heredoc's marker.
    inside: list[str] = []
    marker = patterns_for(text).marker
    at = start
    while at < end:
        if inside and inside[-1] == '"':
            at = _in_string(text, at, inside)
            continue
        if inside and inside[-1]:
            at = _in_heredoc(text, at, inside, marker)
            continue
        found = _CODE.search(text, at, end)
        if found is None or found.lastindex == 6:
            return
        at = found.end()
        kind = found.lastindex
        if kind == 1:
            yield found.span(1)
        elif kind == 4:
            del inside[-1:]
        elif kind != 5:
            inside.append('"' if kind == 2 else "")
        elif (opening := _HEREDOC.match(text, found.start())) is not None:
            inside.append(opening.group(1))
            at = opening.end()


def _in_string(text: str, at: int, inside: list[str]) -> int:
    """Step over a run of a string and what ends it: a quote, its line's end, or a sequence."""
    at = quoted_text(text, at).end()
    char = text[at : at + 1]
    if char and char in "$%":
        inside.append("")
        return at + 2
    if char == "\\":
        return at + 2
    inside.pop()
    return at + 1


def _in_heredoc(text: str, at: int, inside: list[str], marker: Matcher) -> int:
    """Step over a run of a heredoc's line, or its marker."""
    if text[at - 1] == "\n":
        closing = marker(text, at)
        if closing is not None and closing.group(1) == inside[-1]:
            inside.pop()
            return int(closing.end())
    end = int(heredoc_line(text, at).end())
    line_ended = end > at and text[end - 1] == "\n"
    if not line_ended and text[end : end + 1] in ("$", "%"):
        inside.append("")
        return end + 2
    return max(end, at + 1)
