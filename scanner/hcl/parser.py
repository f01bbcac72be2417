"""HCL's native syntax: files and blocks, and how to go on after an error.

A file always gives a tree. What is broken is left out of it and told in `Parsed.problems`: an
argument whose value is broken keeps its name with a BROKEN value when the next argument or block
of the same body can be made out by its indentation; otherwise the whole top-level block goes, and
reading resumes at the next block head that stands at the start of a line.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING

from scanner.hcl.expressions import expression, whole_expression
from scanner.hcl.patterns import end_of_line, skip_line, skip_lines
from scanner.hcl.state import Broken, Problem, State, broken, check_height, enter
from scanner.hcl.templates import bare
from scanner.hcl.text import label_text
from scanner.hcl.tree import BROKEN, Attribute, Block, Body, Node
from scanner.hcl.values import simple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PROBLEMS = 100
# Below this the collector has nothing to gain or lose.
_BIG = 50_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's tree, and what is wrong with the file; without problems the tree is whole."""

    body: Body
    problems: tuple[Problem, ...] = ()


def parse(text: str) -> Parsed:
    """Read a file in HCL's native syntax. Never raises; takes time in proportion to the text."""
    with collector_paused(len(text)):
        reader = _Reader(text)
        body = reader.body(None)
    return Parsed(body, tuple(reader.problems))


@dataclass(frozen=True, slots=True)
class ParsedExpression:
    """One expression or template, or the problem that left none."""

    expression: Node | None
    problems: tuple[Problem, ...] = ()


def parse_expression(text: str) -> ParsedExpression:
    """Read a text that is one expression, as if it stood in parentheses."""
    state = State(text, 0, expression)
    try:
        node = whole_expression(state, True)
        end = skip_lines(text, state.position).end()
        if end < len(text):
            raise broken(state, end, "the end of the expression")
    except Broken as error:
        return ParsedExpression(None, (error.problem,))
    return ParsedExpression(node)


def parse_template(text: str) -> ParsedExpression:
    """Read a whole text as a template, as `templatefile` and JSON strings have them.

    Its literals have no backslash escapes, only ``$${`` and ``%%{``.
    """
    state = State(text, 0, expression)
    try:
        node = bare(state)
        check_height(node)
    except Broken as error:
        return ParsedExpression(None, (error.problem,))
    return ParsedExpression(node)


@contextmanager
def collector_paused(size: int = _BIG) -> Iterator[None]:
    """Keep the cyclic garbage collector from walking a growing tree, which has no cycles.

    size: of the text that is read; a small one is not worth it.
    Threads may overlap here: whoever found it on turns it on again, so it never stays off.
    """
    if size < _BIG or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Reader:
    """Bodies, read with a list of problems on the side.

    wasted: how much text was looked at and then, after an error, is read again.
    """

    __slots__ = ("problems", "state", "wasted")

    def __init__(self, text: str) -> None:
        self.state = State(text, 0, expression)
        self.problems: list[Problem] = []
        self.wasted = 0

    def body(self, block: int | None) -> Body:
        """The arguments and blocks from the position on, to the closing brace or the end.

        block: where the block starts whose body this is; None for a file.
        """
        s = self.state
        source = s.source
        match = s.patterns.item
        depth = s.depth
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        position = s.position
        while True:
            found = match(source, position)
            kind = found.lastindex
            start = found.start(1)
            try:
                if kind == 7:
                    blocks.append(self._block(found.group(1), start, found.end(1)))
                    position = s.position
                elif kind == 5:
                    s.position = found.end()
                    value = whole_expression(s, False)
                    self._end_line("argument")
                    attributes.append((intern(found.group(1)), start, value[2], value))
                    position = s.position
                elif kind is not None and kind < 5:
                    value = simple(source, found, kind, kind - 1)
                    attributes.append((intern(found.group(1)), start, value[2], value))
                    position = found.end()
                elif kind == 8 and block is not None:
                    s.position = found.end()
                    break
                elif kind is None and found.end() == len(source):
                    if block is not None:
                        raise _unclosed(block, found.end())
                    break
                else:
                    start = found.end() - (kind == 8)
                    self._odd_item(start, attributes, blocks)
                    position = s.position
            except Broken as error:
                s.depth, s.heredocs, s.deep = depth, 0, False
                resumed = self._resume_within(error, start) if kind == 5 else None
                if resumed is not None:
                    position = resumed
                elif block is None:
                    position = self._resume_at_head(error, start, kind == 7)
                else:
                    raise
                if kind == 5:
                    end = start + len(source[start:position].rstrip())
                    unknown = (BROKEN, min(found.end(), end), end)
                    attributes.append((found.group(1), start, end, unknown))
        return self._unique(attributes), tuple(blocks)

    def _unique(self, attributes: list[Attribute]) -> tuple[Attribute, ...]:
        """The attributes, each name once; HCL keeps the first and so do we."""
        if len({attribute[0] for attribute in attributes}) == len(attributes):
            return tuple(attributes)
        first: dict[str, Attribute] = {}
        for attribute in attributes:
            name, start, _, _ = attribute
            if name in first:
                message = f'argument "{name}" is already set in this block; keep one of the two'
                self._report(Problem(message, start, start + len(name)))
            else:
                first[name] = attribute
        return tuple(first.values())

    def _odd_item(self, at: int, attributes: list[Attribute], blocks: list[Block]) -> None:
        """An argument or block whose head has no usual form, or the error that stands at `at`."""
        s = self.state
        source = s.source
        found = s.patterns.identifier(source, at)
        if found.start(1) != at:
            hint = "names of arguments are not quoted" if source.startswith('"', at) else ""
            raise broken(s, at, "an argument (name = value) or a block", hint)
        name = found.group(1)
        after = skip_line(source, found.end()).end()
        if s.patterns.label(source, after).lastindex:
            blocks.append(self._block(name, at, found.end()))
            return
        if source[after : after + 1] != "=" or source.startswith(("==", "=>"), after):
            raise broken(s, after, '"=" and a value, or the labels and "{" of a block')
        s.position = after + 1
        value = whole_expression(s, False)
        self._end_line("argument")
        attributes.append((name, at, value[2], value))

    def _block(self, name: str, start: int, at: int) -> Block:
        """A block from behind its type on, with the end of its line."""
        s = self.state
        source = s.source
        labels: list[tuple[str, int, int]] = []
        while True:
            found = s.patterns.label(source, at)
            kind = found.lastindex
            if kind == 3:
                break
            if kind == 1:
                labels.append((label_text(found.group(1)), *found.span(1)))
            elif kind == 2:
                labels.append((found.group(2), *found.span(2)))
            elif kind == 4:
                hint = "a label is closed on its line and has no ${ } in it"
                raise broken(s, found.start(4), "a plain quoted label", hint)
            else:
                hint = "the brace stands on the line of the block's head"
                raise broken(s, found.end(), 'a label or "{"', hint)
            at = found.end()
        opening = found.start(3)
        s.position = opening + 1
        enter(s, start, block=True)
        at = skip_line(source, s.position).end()
        char = source[at : at + 1]
        if char == "}":
            s.position = at + 1
            body: Body = ((), ())
        elif char in ("", "\n", "#") or source.startswith(("\r\n", "//"), at):
            body = self.body(start)
        else:
            body = self._single(at)
        s.depth -= 1
        end = s.position
        self._end_line("block")
        return (intern(name), tuple(labels), start, opening, end, body)

    def _single(self, at: int) -> Body:
        """The one argument of a block on one line, and the brace behind it."""
        s = self.state
        hint = "a block on one line holds one argument; put each on a line of its own"
        found = s.patterns.item(s.source, at)
        kind = found.lastindex
        if kind is None or kind > 5:
            raise broken(s, at, 'one argument or "}"', hint)
        s.position = found.start(kind)
        value = whole_expression(s, False)
        end = skip_line(s.source, s.position).end()
        if s.source[end : end + 1] != "}":
            raise broken(s, end, '"}"', hint)
        s.position = end + 1
        return (((found.group(1), found.start(1), value[2], value),), ())

    def _end_line(self, what: str) -> None:
        """Step over the line's end, which must follow an argument or block."""
        s = self.state
        if s.source[s.position : s.position + 1] == "\n":
            s.position += 1
            return
        found = end_of_line(s.source, s.position)
        if found is None:
            at = skip_line(s.source, s.position).end()
            raise broken(s, at, f"a new line after the {what}")
        s.position = found.end()

    def _report(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        elif len(self.problems) == MAX_PROBLEMS:
            message = f"more than {MAX_PROBLEMS} problems; the rest of the file is left unread"
            self.problems.append(Problem(message, problem.start, problem.end))

    def _hopeless(self, error: Broken) -> bool:
        """Whether reading on behind an error has no sense."""
        return error.final or len(self.problems) > MAX_PROBLEMS

    def _again(self, error: Broken, start: int) -> int:
        """The line to look for a place to resume from: the one behind `start`, as long as what
        was read in vain stays within a few times the text, else where the error left off."""
        source = self.state.source
        at = source.find("\n", start) + 1 or len(source)
        if error.reached > at:
            self.wasted += error.reached - at
            if self.wasted > 4 * len(source) + 100_000:
                at = source.find("\n", error.reached) + 1 or len(source)
        return at

    def _resume_within(self, error: Broken, start: int) -> int | None:
        """Where the body goes on behind a broken argument at `start`; None when nobody can tell."""
        source = self.state.source
        indent = start - (source.rfind("\n", 0, start) + 1)
        if not error.within or self._hopeless(error) or source[start - indent : start].strip(" \t"):
            return None
        at = self._again(error, start)
        while (found := self.state.patterns.resume(source, at)) is not None:
            width = len(found.group(1))
            kind = found.lastindex
            if width < indent or (width == indent and kind != 4):
                if width == 0 and indent and kind == 2:
                    return None  # a block of the file: the brace of this one is missing
                self._report(error.problem)
                return int(found.start())
            at = found.end()
        return None

    def _resume_at_head(self, error: Broken, start: int, was_block: bool) -> int:
        """Where the file goes on behind something broken at `start`."""
        self._report(error.problem)
        source = self.state.source
        if self._hopeless(error):
            return len(source)
        at = self._again(error, start)
        while (found := self.state.patterns.head(source, at)) is not None:
            if found.lastindex == 2 or not was_block:
                return int(found.start())
            at = found.end()
        return len(source)


def _unclosed(block: int, end: int) -> Broken:
    message = 'this block is never closed; add its "}"'
    return Broken(Problem(message, block, block + 1), end, within=False)
