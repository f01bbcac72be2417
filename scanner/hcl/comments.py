"""Comments with their lines, for the few files that hold an ignore.

The parser throws comments away. Here the text is lexed once more, with just enough of the grammar
to tell a comment from a ``#`` in a string or heredoc.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.hcl.patterns import heredoc_line, patterns_for, quoted_text
from scanner.hcl.positions import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanner.hcl.parser import Parsed

# In code: 1 a comment, 2 a quote, 3 an opening and 4 a closing brace; heredocs are tried first.
_CODE = re.compile(r'((?:#|//)[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/)|(")|(\{)|(\})|(<<)')
_HEREDOC = re.compile(r"<<-?([^\W\d][\w\u0300-\u036f-]*+)\r?\n")


def comments(text: str, parsed: Parsed) -> tuple[tuple[int, str, bool], ...]:
    """The comments of a file: line, text without marker and blanks, alone on its line.

    A block comment of several lines gives one entry for each. `parsed` is what `parse` made of the
    same text: each of its blocks is read from its own start, so a stray quote in a broken place
    cannot turn the rest of the file inside out.
    """
    attributes, blocks = parsed.body
    cuts = {0, len(text)}
    for name_or_type, start, end in [
        *((a[0], a[1], a[2]) for a in attributes),
        *((b[0], b[2], b[4]) for b in blocks),
    ]:
        del name_or_type
        cuts.update((start, end))
    ordered = sorted(cuts)
    lines = Lines(text)
    found: list[tuple[int, str, bool]] = []
    for start, end in zip(ordered, ordered[1:], strict=False):
        for first, last in _spans(text, start, end):
            found.extend(_entries(text, lines, first, last))
    return tuple(found)


def _entries(text: str, lines: Lines, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
    number, column = lines.at(start)
    before = text[start - column + 1 : start].strip()
    content = text[start:end]
    if not content.startswith("/*"):
        yield number, content.lstrip("#/").strip(), not before
        return
    rows = content[2:-2].split("\n")
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)].strip()
    for index, row in enumerate(rows):
        alone = (index > 0 or not before) and (index < len(rows) - 1 or not after)
        yield number + index, row.strip().lstrip("*").strip(), alone


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the comments between two offsets are."""
    # What is open around the position: "" a brace of code, '"' a string, else a heredoc's marker.
    open_: list[str] = []
    marker = patterns_for(text).marker
    at = start
    line_start = False
    while at < end:
        inside = open_[-1] if open_ else ""
        if inside == '"':
            at = quoted_text(text, at).end()
            char = text[at : at + 1]
            if char and char in "$%":
                open_.append("")
                at += 2
            elif char == "\\":
                at += 2
            else:  # the closing quote, or the end of the line of a string that lacks it
                open_.pop()
                at += 1
            continue
        if inside:
            if line_start:
                closing = marker(text, at)
                if closing is not None and closing.group(1) == inside:
                    open_.pop()
                    at = closing.end()
                    continue
            after = heredoc_line(text, at).end()
            line_start = after > at and text[after - 1] == "\n"
            at = after
            if not line_start:
                open_.append("")
                at += 2
            continue
        found = _CODE.search(text, at, end)
        if found is None:
            return
        at = found.end()
        kind = found.lastindex
        if kind == 1:
            yield found.span(1)
        elif kind == 2:
            open_.append('"')
        elif kind == 3:
            open_.append("")
        elif kind == 4:
            if open_:
                open_.pop()
        elif (opening := _HEREDOC.match(text, found.start())) is not None:
            open_.append(opening.group(1))
            at = opening.end()
            line_start = True
