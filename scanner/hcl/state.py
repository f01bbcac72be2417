"""What the parts of the parser share: where it stands, how deep it is, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.hcl import tree
from scanner.hcl.patterns import Patterns, patterns_for, skip_lines

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 128
"""How many levels a tree may have: of nested blocks, and of nodes within one expression.

No hand-written configuration comes near; whoever walks a tree by recursion is safe with it."""

# With no more levels than the one, each with no longer chains than the other (of operators, signs
# and steps: 8 * (4 + 4 + 4 + 2)), an expression cannot reach MAX_DEPTH and needs no check.
CALM_DEPTH = 8
CALM_CHAIN = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """A syntax error. The message holds nothing of the source but names of arguments.

    start, end: the offsets that it is about, end exclusive.
    """

    message: str
    start: int
    end: int


class Broken(Exception):  # noqa: N818 - never leaves this package; it is control flow
    """Parsing cannot go on here.

    reached: how far the text was looked at, for the account of work done twice.
    within: the text around may be searched for the next argument of the same body.
    final: nothing of the file can be made out from here on.
    """

    def __init__(
        self, problem: Problem, reached: int, *, within: bool = True, final: bool = False
    ) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.reached = reached
        self.within = within
        self.final = final


class State:
    """A text and how far it is read.

    depth: open brackets, sequences and blocks around the position.
    deep: something since the last check was nested or chained enough to need the check.
    expression: reads one expression; a field, so that templates need not import expressions.
    """

    __slots__ = ("deep", "depth", "expression", "heredocs", "patterns", "position", "source")

    def __init__(
        self, source: str, position: int, expression: Callable[[State, bool], tree.Node]
    ) -> None:
        self.source = source
        self.position = position
        self.depth = 0
        self.deep = False
        self.heredocs = 0
        self.patterns: Patterns = patterns_for(source)
        self.expression = expression


def enter(s: State, at: int, block: bool = False) -> None:
    """One level deeper; the caller takes one off `s.depth` when it is done.

    Nobody nests blocks as deep as expressions can be; there, braces are missing all over.
    """
    s.depth += 1
    if s.depth > CALM_DEPTH:
        s.deep = True
        if s.depth > MAX_DEPTH:
            raise too_deep(at, final=block)


def too_deep(at: int, *, final: bool = False) -> Broken:
    """The failure for what is nested or chained beyond MAX_DEPTH."""
    message = f"nested or chained more than {MAX_DEPTH} levels deep"
    advice = "close the blocks before it" if final else "split this into named parts (locals)"
    return Broken(Problem(f"{message}; {advice}", at, at + 1), at + 1, final=final)


def broken(s: State, at: int, expected: str, hint: str = "") -> Broken:
    """The failure at offset `at`, where `expected` should stand."""
    if s.source.startswith("/*", at):
        end = len(s.source)
        message = 'a comment starts here with "/*" and never ends; close it with "*/"'
        return Broken(Problem(message, at, at + 2), end, within=False, final=True)
    found, end = found_at(s, at)
    message = f"expected {expected}, found {found}"
    return Broken(Problem(f"{message}; {hint}" if hint else message, at, end), end)


def close(s: State, bracket: str, expected: str) -> int:
    """Step over a closing bracket, before which newlines are blanks; its end."""
    at = skip_lines(s.source, s.position).end()
    if s.source[at : at + 1] != bracket:
        raise broken(s, at, expected)
    s.position = int(at) + 1
    return s.position


def found_at(s: State, at: int) -> tuple[str, int]:
    """What stands at an offset, in words that leave its text out, and its end."""
    source = s.source
    char = source[at : at + 1]
    if not char:
        return "the end of the file", at
    if char == "\n" or source.startswith("\r\n", at):
        return "the end of the line", at + 1
    if char == '"':
        return "a quoted string", at + 1
    if char in "0123456789":
        return "a number", at + 1
    name = s.patterns.identifier(source, at)
    if name.start(1) == at:
        return "a name", name.end(1)
    if source.startswith(("=>", "==", "...", "::", "<<", "&&", "||", "${", "%{"), at):
        length = 3 if char == "." else 2
        return f'"{source[at : at + length]}"', at + length
    if "!" <= char <= "~":
        return f'"{char}"', at + 1
    return f"the character U+{ord(char):04X}", at + 1


_LEAVES = frozenset(
    (tree.NUMBER, tree.BOOL, tree.NULL, tree.TRAVERSAL, tree.ANON, tree.KEY, tree.LITERAL)
)


def check_height(node: tree.Node) -> None:
    """Raise Broken if the tree below `node` has more than MAX_DEPTH levels.

    Nesting alone is watched while it is read; this is for chains (``a + b + c``), which make a
    tree deep without any bracket.
    """
    stack = [(node, 1)]
    while stack:
        node, level = stack.pop()
        if level > MAX_DEPTH:
            raise too_deep(node[1])
        if node[0] in _LEAVES:
            continue
        children = node[3:4] if node[0] == tree.RELATIVE else node[3:]
        for child in children:
            if type(child) is not tuple or not child:
                continue
            if type(child[0]) is str:
                stack.append((child, level + 1))
                continue
            for item in child:
                if type(item[0]) is str:
                    stack.append((item, level + 1))
                else:  # a key and its value
                    stack.extend((part, level + 1) for part in item)
