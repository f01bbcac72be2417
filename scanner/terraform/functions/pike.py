"""Matching patterns of RE2 in time that grows with the text alone, never exponentially.

A pattern is compiled to a program that walks the text once with a list of threads, of which the
first is preferred: Pike's algorithm, as Go's regexp has it. Where Python's backtracking matcher
provably needs few steps, and gives the same matches, it is used instead, which is much faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from scanner.terraform.functions.re2 import Class, Node, Parsed, parse
from scanner.terraform.values import Unsupported

_MAX_PROGRAM = 20_000
MAX_STEPS = 3_000_000
# What Python's matcher may need at worst; its steps are much cheaper.
_MAX_BACKTRACKING = 10_000_000
Spans = tuple[int, ...]
"""Start and end of the match and of each group; -1 for a group that took no part."""

_SET, _SPLIT, _SAVE, _ASSERT, _MATCH = range(5)


@dataclass(slots=True)
class Program:
    """code: (operation, operand, next, other next). loops: how many quantifiers compete for the
    same text, None where Python's matcher will not do."""

    parsed: Parsed
    code: list[tuple[int, object, int, int]] = field(default_factory=list)
    quick: re.Pattern[str] | None = None
    loops: int = 0


@dataclass(slots=True)
class Matcher:
    """A pattern and a text. steps: the work done so far."""

    program: Program
    text: str
    steps: int = 0

    def search(self, start: int) -> Spans | None:
        """The leftmost match from `start` on."""
        quick = self.program.quick
        if quick is not None and _affordable(self.program.loops, len(self.text)):
            self.steps += 1 + (len(self.text) - start) // 50
            found = quick.search(self.text, start)
            if found is None:
                return None
            return tuple(place for i in range(quick.groups + 1) for place in found.span(i))
        return self._walk(start)

    def _walk(self, start: int) -> Spans | None:
        text, code = self.text, self.program.code
        size = 2 * (len(self.program.parsed.names) + 1)
        threads: list[tuple[int, Spans]] = []
        best: Spans | None = None
        for at in range(start, len(text) + 1):
            visited: set[int] = set()
            current: list[tuple[int, Spans]] = []
            # Threads that were started earlier are preferred.
            for pc, spans in threads:
                self._add(pc, spans, at, visited, current)
            if best is None:
                self._add(0, (-1,) * size, at, visited, current)
            elif not current:
                break
            threads = []
            character = text[at : at + 1]
            for pc, spans in current:
                operation, operand, follower, _ = code[pc]
                if operation == _MATCH:
                    best = spans
                    break
                if character and isinstance(operand, Class) and operand.has(character):
                    threads.append((follower, spans))
            self.steps += len(visited) + len(current) + 1
            if self.steps > MAX_STEPS:
                raise Unsupported("the pattern takes too long on this text")
        return best

    def _add(
        self, pc: int, spans: Spans, at: int, visited: set[int], current: list[tuple[int, Spans]]
    ) -> None:
        stack = [(pc, spans)]
        code = self.program.code
        while stack:
            pc, spans = stack.pop()
            if pc in visited:
                continue
            visited.add(pc)
            operation, operand, follower, other = code[pc]
            if operation == _SPLIT:
                stack.append((other, spans))
                stack.append((follower, spans))
            elif operation == _SAVE:
                assert isinstance(operand, int)
                saved = (*spans[:operand], at, *spans[operand + 1 :])
                stack.append((follower, saved))
            elif operation == _ASSERT:
                if _holds(str(operand), self.text, at):
                    stack.append((follower, spans))
            else:
                current.append((pc, spans))

    def every(self) -> Iterator[Spans]:
        """All matches from left to right; an empty one does not follow another directly."""
        at, end = 0, -1
        while at <= len(self.text):
            found = self.search(at)
            if found is None:
                return
            empty = found[1] == at
            if not (empty and found[0] == end):
                yield found
            at = at + 1 if empty else found[1]
            end = found[1]


def _affordable(loops: int, length: int) -> bool:
    steps = length + 1
    for position in range(loops):
        steps = steps * (length + 1) // (position + 1)
    return steps <= _MAX_BACKTRACKING


_WORD = re.compile(r"\w", re.ASCII)


def _holds(kind: str, text: str, at: int) -> bool:
    if kind == "\\A":
        return at == 0
    if kind == "\\z":
        return at == len(text)
    if kind == "^":
        return at == 0 or text[at - 1] == "\n"
    if kind == "$":
        return at == len(text) or text[at] == "\n"
    before = at > 0 and _WORD.match(text[at - 1]) is not None
    after = at < len(text) and _WORD.match(text[at]) is not None
    return (before != after) == (kind == "\\b")


@lru_cache(maxsize=256)
def compiled(source: str) -> Program:
    """The program of a pattern; raises Failure where Go refuses it."""
    program = Program(parse(source))
    _emit(("group", program.parsed.node, 0), program)
    program.code.append((_MATCH, None, 0, 0))
    spelled = _spell(program.parsed.node)
    if spelled is not None:
        text, program.loops = spelled
        program.quick = re.compile(text, re.ASCII)
    return program


def _emit(node: Node, program: Program) -> None:
    """Append the code of a node; what follows it stands right behind."""
    code = program.code
    if len(code) > _MAX_PROGRAM:
        raise Unsupported("the pattern is too large")
    kind = node[0]
    if kind in ("set", "assert"):
        code.append((_SET if kind == "set" else _ASSERT, node[1], len(code) + 1, 0))
    elif kind == "cat":
        for inner in node[1]:
            _emit(inner, program)
    elif kind == "group":
        code.append((_SAVE, 2 * node[2], len(code) + 1, 0))
        _emit(node[1], program)
        code.append((_SAVE, 2 * node[2] + 1, len(code) + 1, 0))
    elif kind == "alt":
        _emit_alternatives(node[1], program)
    else:
        _emit_repeat(node, program)


def _emit_alternatives(branches: tuple[Node, ...], program: Program) -> None:
    code = program.code
    jumps = []
    for branch in branches[:-1]:
        split = len(code)
        code.append((_SPLIT, None, split + 1, 0))
        _emit(branch, program)
        jumps.append(len(code))
        code.append((_SPLIT, None, 0, 0))
        code[split] = (_SPLIT, None, split + 1, len(code))
    _emit(branches[-1], program)
    for jump in jumps:
        code[jump] = (_SPLIT, None, len(code), len(code))


def _emit_repeat(node: Node, program: Program) -> None:
    _, inner, least, most, greedy = node
    code = program.code
    if most is None and least == 0:
        if nullable(inner):
            # As Go does it: a loop that may match nothing is one that may be left out.
            _emit(("repeat", ("repeat", inner, 1, None, greedy), 0, 1, greedy), program)
            return
        split = len(code)
        code.append((_SPLIT, None, 0, 0))
        _emit(inner, program)
        code.append((_SPLIT, None, split, split))
        code[split] = _choice(split + 1, len(code), greedy)
        return
    for _ in range(least - 1):
        _emit(inner, program)
    if most is None:
        start = len(code)
        _emit(inner, program)
        code.append(_choice(start, len(code) + 1, greedy))
        return
    if least:
        _emit(inner, program)
    splits = []
    for _ in range(most - least):
        splits.append(len(code))
        code.append((_SPLIT, None, 0, 0))
        _emit(inner, program)
    for split in splits:
        code[split] = _choice(split + 1, len(code), greedy)


def _choice(inside: int, behind: int, greedy: bool) -> tuple[int, object, int, int]:
    first, second = (inside, behind) if greedy else (behind, inside)
    return (_SPLIT, None, first, second)


def nullable(node: Node) -> bool:
    """Whether a node can match the empty text."""
    kind = node[0]
    if kind == "set":
        return False
    if kind == "group":
        return nullable(node[1])
    if kind == "cat":
        return all(nullable(inner) for inner in node[1])
    if kind == "alt":
        return any(nullable(inner) for inner in node[1])
    return kind == "assert" or node[2] == 0 or nullable(node[1])


def _spell(node: Node) -> tuple[str, int] | None:
    """A node in Python's syntax and how many loops compete in it; None where that is not safe:
    loops over more than single characters may take exponential time."""
    kind = node[0]
    if kind == "set":
        spelled = _spell_class(node[1])
        return None if spelled is None else (spelled, 0)
    if kind == "assert":
        anchors: dict[str, str] = {"\\z": "\\Z", "^": "(?m:^)", "$": "(?m:$)"}
        return anchors.get(node[1]) or str(node[1]), 0
    if kind == "group":
        inner = _spell(node[1])
        return None if inner is None else (f"({inner[0]})", inner[1])
    if kind == "repeat":
        _, inner_node, least, most, greedy = node
        inner = _spell(inner_node)
        single = inner_node[0] == "set"
        if inner is None or (not single and (most != 1 or inner[1] or nullable(inner_node))):
            return None
        count = f"{{{least},{'' if most is None else most}}}{'' if greedy else '?'}"
        return f"(?:{inner[0]}){count}", inner[1] + 1
    parts = [_spell(inner_node) for inner_node in node[1]]
    if any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    joined = ("" if kind == "cat" else "|").join(text for text, _ in known)
    # Every branch and every loop may be tried for each way that those before it matched.
    loops = sum(count for _, count in known) + (kind == "alt")
    return (f"(?:{joined})", loops)


def _spell_class(one: Class) -> str | None:
    if one.categories:
        return None
    ranges = list(one.ranges)
    if one.fold:
        if any(last > 0x7F and last != 0x10FFFF for _, last in ranges):
            return None
        if any(last == 0x10FFFF for _, last in ranges):
            return None
        letters = {chr(c) for first, last in ranges for c in range(first, last + 1)}
        for letter in sorted(letters):
            ranges += [(ord(c), ord(c)) for c in _other_cases(letter)]
    if not ranges:
        return "[\\x00-\\U0010ffff]" if one.negated else None
    items = "".join(
        f"\\U{first:08x}" + (f"-\\U{last:08x}" if last > first else "") for first, last in ranges
    )
    return f"[{'^' if one.negated else ''}{items}]"


def _other_cases(letter: str) -> str:
    extra = {"k": "\u212a", "K": "\u212a", "s": "\u017f", "S": "\u017f"}.get(letter, "")
    return letter.swapcase() + extra
