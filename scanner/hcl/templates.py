"""Templates: quoted strings, heredocs, and the ``${ }`` and ``%{ }`` sequences in them.

A template is first read into pieces: literal runs, interpolated expressions and directives. HCL
trims whitespace piece by piece, where a quoted string's run is one piece and every line of a
heredoc is one of its own; so `~` reaches no further than its own line there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from scanner.hcl.patterns import SPACES, heredoc_line, quoted_text, skip_lines
from scanner.hcl.state import MAX_DEPTH, Broken, Problem, broken, enter, too_deep
from scanner.hcl.text import QUOTED, TEMPLATE_ONLY
from scanner.hcl.tree import EACH, IF, LITERAL, TEMPLATE, WRAP, Node

if TYPE_CHECKING:
    from typing import Any

    from scanner.hcl.patterns import Matcher
    from scanner.hcl.state import State

# Directives among the pieces: (tag, start, end, ...); node tags are single characters.
_IF, _ELSE, _END_IF, _FOR, _END_FOR = "if", "else", "endif", "for", "endfor"
_DIRECTIVES = frozenset((_IF, _ELSE, _END_IF, _FOR, _END_FOR))

_spaces: Matcher = re.compile(f"[{SPACES}]*+").match
_stray_return = re.compile(r"\r(?!\n)").search
_unit = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\\]", re.S)


def quoted(s: State, start: int) -> Node:
    """A quoted string whose opening quote is at `start`."""
    source = s.source
    pieces: list[Node] = []
    at = start + 1
    trim = False
    while True:
        end = quoted_text(source, at).end()
        if end > at:
            pieces.append(_quoted_piece(source, at, end, trim))
            trim = False
        char = source[end : end + 1]
        if char == '"':
            s.position = end + 1
            return _finish(s, pieces, start, end + 1)
        if char not in ("$", "%"):
            raise _broken_string(s, start, end)
        at, trim = _sequence(s, end, pieces)


def _quoted_piece(source: str, start: int, end: int, trim: bool) -> Node:
    text = source[start:end]
    escapes = QUOTED if "\\" in text or "$${" in text or "%%{" in text else 0
    if trim:
        start = _trimmed_start(source, start, end, escapes)
    return (LITERAL, start, end, escapes)


def _broken_string(s: State, start: int, at: int) -> Broken:
    char = s.source[at : at + 1]
    if char == "\\":
        return broken_escape(at)
    message = "the string that starts here is not closed on its line"
    hint = 'close it with ", or write \\n for a new line, or use a heredoc (<<EOT)'
    return Broken(Problem(f"{message}; {hint}", start, start + 1), at + 1)


def broken_escape(at: int) -> Broken:
    """The failure for a backslash that begins no escape."""
    message = 'unknown escape; HCL has \\n, \\r, \\t, \\", \\\\, \\uNNNN and \\UNNNNNNNN'
    return Broken(Problem(f"{message}; write \\\\ for a backslash", at, at + 2), at + 2)


def _sequence(s: State, start: int, pieces: list[Node]) -> tuple[int, bool]:
    """One ``${ }`` or ``%{ }`` into `pieces`; where it ends, and whether to trim behind it."""
    source = s.source
    at = start + 2
    if source[at : at + 1] == "~":
        at += 1
        if pieces and pieces[-1][0] == LITERAL:
            tag, first, last, escapes = pieces[-1]
            pieces[-1] = (tag, first, _trimmed_end(source, first, last, escapes), escapes)
    s.position = at
    enter(s, start)
    piece = s.expression(s, True) if source[start] == "$" else _directive(s)
    s.depth -= 1
    end = skip_lines(source, s.position).end()
    trim = source[end : end + 1] == "~"
    if trim:
        end += 1
    if source[end : end + 1] != "}":
        opener = source[start : start + 2]
        hint = f"write ${opener} if the text is for another program" if opener == "${" else ""
        raise broken(s, end, f'"}}" to end the "{opener}" sequence', hint)
    end += 1
    if piece[0] in _DIRECTIVES:
        piece = (piece[0], start, end, *piece[3:])
    pieces.append(piece)
    return end, trim


def _directive(s: State) -> Node:
    """The inside of a ``%{ }``; the caller knows its offsets."""
    found = s.patterns.identifier(s.source, s.position)
    keyword = found.group(1)
    if keyword not in _DIRECTIVES:
        hint = "write %%{ for a literal %{"
        raise broken(s, found.end(), "if, else, endif, for or endfor", hint)
    s.position = found.end()
    if keyword == _IF:
        return (_IF, 0, 0, s.expression(s, True))
    if keyword == _FOR:
        names = for_names(s)
        return (_FOR, 0, 0, *names, s.expression(s, True))
    return (keyword, 0, 0)


def for_names(s: State) -> tuple[str, str]:
    """The one or two names and the ``in`` of a `for`; the key's name is "" when there is one."""
    match = s.patterns.identifier
    found = match(s.source, s.position)
    if found.group(1) is None:
        raise broken(s, found.end(), 'a name after "for"')
    key, value = "", found.group(1)
    at = skip_lines(s.source, found.end()).end()
    if s.source[at : at + 1] == ",":
        found = match(s.source, at + 1)
        if found.group(1) is None:
            raise broken(s, found.end(), "the name for the value")
        key, value = value, found.group(1)
        at = skip_lines(s.source, found.end()).end()
    found = match(s.source, at)
    if found.group(1) != "in":
        raise broken(s, at, '"in" and a collection')
    s.position = found.end()
    return key, value


def _trimmed_start(source: str, start: int, end: int, escapes: int) -> int:
    """Where a literal starts when the whitespace at its start is left out."""
    if escapes != QUOTED or "\\" not in source[start:end]:
        return min(int(_spaces(source, start).end()), end)
    for unit in _unit.finditer(source, start, end):
        if not _is_space(unit.group()):
            return unit.start()
    return end


def _trimmed_end(source: str, start: int, end: int, escapes: int) -> int:
    """Where a literal ends when the whitespace at its end is left out."""
    if escapes != QUOTED or "\\" not in source[start:end]:
        return start + len(source[start:end].rstrip(_SPACE_CHARACTERS))
    last = start
    for unit in _unit.finditer(source, start, end):
        if not _is_space(unit.group()):
            last = unit.end()
    return last


_SPACE_CHARACTERS = re.sub(
    "(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), SPACES
)


def _is_space(unit: str) -> bool:
    """Whether a character or escape of a quoted string stands for whitespace."""
    if unit[0] != "\\":
        return unit in _SPACE_CHARACTERS
    if unit[1] in "uU":
        return chr(int(unit[2:], 16)) in _SPACE_CHARACTERS
    return unit[1] in "nrt"


def heredoc(s: State, opening: Any) -> Node:
    """A heredoc whose introducer a term pattern matched: 5 is its flush mark, 6 its marker."""
    source = s.source
    flush, marker = opening.group(5) == "-", opening.group(6)
    start = opening.start(5) - 2
    end = opening.end()
    if s.heredocs:
        # Looking ahead for the marker at every level would cost the text times the levels.
        return _heredoc_lines(s, start, end, marker, flush)
    whole = s.patterns.heredoc(source, start)
    if whole is None:
        raise _unclosed_heredoc(s, start)
    first, last = whole.span(3)
    s.position = whole.end()
    text = source[first:last]
    if "${" not in text and "%{" not in text:
        if "\r" in text and (stray := _stray_return(text)) is not None:
            raise _broken_heredoc(s, first + stray.start())
        lines: list[Node] = [(LITERAL, first, last, 0)]
        if flush:
            lines = _flushed(source, [(LITERAL, a, b, 0) for a, b in _lines(text, first)])
        return (TEMPLATE, start, whole.end(4), _merged(lines))
    try:
        return _heredoc_lines(s, start, end, marker, flush)
    except Broken as error:
        error.reached = max(error.reached, whole.end())
        raise


def _unclosed_heredoc(s: State, start: int) -> Broken:
    message = "this heredoc never ends; put its marker alone on a line, with a line break behind it"
    return Broken(Problem(message, start, start + 2), len(s.source), within=False)


def _broken_heredoc(s: State, at: int) -> Broken:
    return broken(s, at, "a heredoc's text", "a carriage return stands only before a line feed")


def _lines(text: str, offset: int) -> list[tuple[int, int]]:
    """The offsets of the lines of `text`, each with its newline."""
    ends = [offset, *(found.end() + offset for found in re.finditer("\n", text))]
    return list(pairwise(ends))


def bare(s: State) -> Node:
    """The whole text as a template, as in a template file or a JSON string."""
    return _heredoc_lines(s, 0, 0, None, False)


def _heredoc_lines(s: State, start: int, at: int, marker: str | None, flush: bool) -> Node:
    """A template line by line, sequence by sequence, to its marker's line or the text's end."""
    source = s.source
    pieces: list[Node] = []
    trim = False
    line_start = True
    s.heredocs += 1
    while True:
        if line_start and marker is not None:
            found = s.patterns.marker(source, at)
            if found is not None and found.group(1) == marker:
                s.position, last = found.end(), found.end(1)
                break
        end = heredoc_line(source, at).end()
        if end > at:
            text = source[at:end]
            escapes = TEMPLATE_ONLY if "$${" in text or "%%{" in text else 0
            first = _trimmed_start(source, at, end, escapes) if trim else at
            pieces.append((LITERAL, first, end, escapes))
            trim = False
            line_start = text.endswith("\n")
            at = end
            if line_start:
                continue
        if end >= len(source):
            if marker is not None:
                raise _unclosed_heredoc(s, start)
            s.position = last = end
            break
        if source[end] == "\r":
            if marker is not None:
                raise _broken_heredoc(s, end)
            # HCL's scanner gets stuck here, and takes the rest of the text for literal.
            s.position = last = len(source)
            pieces.append((LITERAL, end, last, TEMPLATE_ONLY))
            break
        at, trim = _sequence(s, at, pieces)
        line_start = False
    s.heredocs -= 1
    if flush:
        pieces = _flushed(source, pieces)
    return _finish(s, pieces, start, last)


def _flushed(source: str, pieces: list[Node]) -> list[Node]:
    """The pieces of a ``<<-`` heredoc without the indentation that all its lines share.

    The rule is HCL's own, odd corners included: it works on the pieces as `~` has left them.
    """
    least: int | None = None
    adjust: list[tuple[int, int]] = []
    line_start = True
    for number, piece in enumerate(pieces):
        if line_start:
            line_start = False
            spaces: int | None = 0
            if piece[0] == LITERAL:
                _, start, end, _ = piece
                spaces = min(_spaces(source, start).end(), end) - start
                if start + spaces == end and end > start and source[end - 1] == "\n":
                    spaces = None  # a blank line does not count
                else:
                    adjust.append((number, start))
            if spaces is not None and (least is None or spaces < least):
                least = spaces
        if piece[0] == LITERAL and piece[2] > piece[1] and source[piece[2] - 1] == "\n":
            line_start = True
    if least:
        for number, start in adjust:
            tag, _, end, escapes = pieces[number]
            pieces[number] = (tag, start + least, end, escapes)
    return pieces


def _merged(pieces: list[Node]) -> tuple[Node, ...]:
    """The pieces with literals that touch joined and empty ones left out."""
    parts: list[Node] = []
    for piece in pieces:
        if piece[0] == LITERAL:
            if piece[1] == piece[2]:
                continue
            if parts and parts[-1][0] == LITERAL and parts[-1][2] == piece[1]:
                before = parts[-1]
                parts[-1] = (LITERAL, before[1], piece[2], before[3] | piece[3])
                continue
        parts.append(piece)
    return tuple(parts)


def _finish(s: State, pieces: list[Node], start: int, end: int) -> Node:
    """The node for a template's pieces."""
    if len(pieces) == 1 and pieces[0][0] != LITERAL and pieces[0][0] not in _DIRECTIVES:
        return (WRAP, start, end, pieces[0])
    if any(piece[0] in _DIRECTIVES for piece in pieces):
        return (TEMPLATE, start, end, _nested(s, pieces))
    return (TEMPLATE, start, end, _merged(pieces))


def _nested(s: State, pieces: list[Node]) -> tuple[Node, ...]:
    """The pieces with what stands between directives put into IF and EACH nodes."""
    # Each open directive with the pieces before it, and the pieces of its first arm.
    stack: list[tuple[Node, list[Node], list[Node] | None]] = []
    current: list[Node] = []
    for piece in pieces:
        tag = piece[0]
        if tag in (_IF, _FOR):
            if len(stack) + s.depth >= MAX_DEPTH:
                raise too_deep(piece[1])
            stack.append((piece, current, None))
            s.deep = True
            current = []
        elif tag == _ELSE:
            if not stack or stack[-1][0][0] != _IF or stack[-1][2] is not None:
                raise _misplaced(piece, "an else without an if before it")
            opening, before, _ = stack[-1]
            stack[-1] = (opening, before, current)
            current = []
        elif tag in (_END_IF, _END_FOR):
            if not stack or stack[-1][0][0] != tag.removeprefix("end"):
                raise _misplaced(piece, f"an {tag} without its {tag.removeprefix('end')}")
            opening, before, first = stack.pop()
            before.append(_directive_node(opening, piece[2], first, current))
            current = before
        else:
            current.append(piece)
    if stack:
        opening = stack[-1][0]
        raise _misplaced(opening, f"this {opening[0]} has no %{{ end{opening[0]} }}")
    return _merged(current)


def _directive_node(opening: Node, end: int, first: list[Node] | None, last: list[Node]) -> Node:
    if opening[0] == _FOR:
        return (EACH, opening[1], end, *opening[3:], _merged(last))
    yes, no = (last, []) if first is None else (first, last)
    return (IF, opening[1], end, opening[3], _merged(yes), _merged(no))


def _misplaced(piece: Node, message: str) -> Broken:
    return Broken(Problem(f"{message} in this template", piece[1], piece[2]), piece[2])
