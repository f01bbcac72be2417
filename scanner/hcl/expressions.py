"""Expressions: operators and terms.

Each function reads one construct from `State.position` on and leaves the position behind it.
`lines` says whether newlines are blanks there, which they are within brackets but not braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.hcl.constructs import call, object_, parentheses, tuple_
from scanner.hcl.patterns import (
    operator_line,
    operator_lines,
    skip_line,
    skip_lines,
    stray_number,
)
from scanner.hcl.state import CALM_CHAIN, MAX_DEPTH, broken, check_height, enter, too_deep
from scanner.hcl.steps import steps_after
from scanner.hcl.templates import heredoc, quoted
from scanner.hcl.tree import (
    BINARY,
    CONDITIONAL,
    NUMBER,
    RELATIVE,
    TRAVERSAL,
    UNARY,
    Node,
)
from scanner.hcl.values import CONSTANTS, bad_number, constant_node, number_value, simple, steps_of

if TYPE_CHECKING:
    from typing import Any

    from scanner.hcl.state import State

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
# What may follow a whole expression at once, so that no operator needs to be looked for.
_ENDS_LINE = ",)]}\n"
_ENDS_LINES = ",)]}"
_MAX_DIGITS = 600


def expression(s: State, lines: bool) -> Node:
    """One expression with everything that binds to it."""
    left = term(s, lines)
    if s.source[s.position : s.position + 1] in (_ENDS_LINES if lines else _ENDS_LINE):
        return left
    found = (operator_lines if lines else operator_line)(s.source, s.position)
    if found.group(1) is None:
        return left
    return _operators(s, lines, left, found)


def whole_expression(s: State, lines: bool) -> Node:
    """An expression that no other contains: like `expression`, and not too deep in itself."""
    node = expression(s, lines)
    if s.deep:
        s.deep = False
        check_height(node)
    return node


def _operators(s: State, lines: bool, left: Node, found: Any) -> Node:
    """Binary operators by precedence, and conditionals, without recursion into the right."""
    match = operator_lines if lines else operator_line
    conditionals: list[tuple[Node, Node]] = []
    operands = [left]
    operators: list[str] = []
    count = chained = 0
    while (operator := found.group(1)) is not None:
        count += 1
        s.position = found.end()
        if operator == "?":
            _reduce(operands, operators, 0)
            chained = 0
            conditionals.append((operands[0], _arm(s, lines, found.start(1))))
            operands = [term(s, lines)]
        else:
            precedence = _PRECEDENCE[operator]
            chained += _reduce(operands, operators, precedence)
            operators.append(operator)
            operands.append(term(s, lines))
        if chained > MAX_DEPTH or len(conditionals) > MAX_DEPTH:
            raise too_deep(found.start(1))
        found = match(s.source, s.position)
    _reduce(operands, operators, 0)
    if count > CALM_CHAIN:
        s.deep = True
    node = operands[0]
    for condition, yes in reversed(conditionals):
        node = (CONDITIONAL, condition[1], node[2], condition, yes, node)
    return node


def _reduce(operands: list[Node], operators: list[str], precedence: int) -> bool:
    """Join the operands whose operators bind at least as tightly as `precedence`.

    Whether that has put another level on the leftmost operand.
    """
    before = len(operands)
    while operators and _PRECEDENCE[operators[-1]] >= precedence:
        right = operands.pop()
        left = operands[-1]
        operands[-1] = (BINARY, left[1], right[2], operators.pop(), left, right)
    return before > len(operands) == 1


def _arm(s: State, lines: bool, question: int) -> Node:
    """The middle of a conditional, and its colon."""
    enter(s, question)
    yes = expression(s, lines)
    s.depth -= 1
    at = (skip_lines if lines else skip_line)(s.source, s.position).end()
    if s.source[at : at + 1] != ":" or s.source.startswith("::", at):
        raise broken(s, at, '":" and the value for a false condition', _newline_hint(s, at, lines))
    s.position = at + 1
    return yes


def _newline_hint(s: State, at: int, lines: bool) -> str:
    if not lines and s.source[at : at + 1] in "\r\n":
        return "put parentheses around an expression that spans lines"
    return ""


def term(s: State, lines: bool) -> Node:
    """An operand with its signs and steps: ``-a.b[0]``, ``f(x)``, ``"text"``."""
    source = s.source
    found = (s.patterns.term_lines if lines else s.patterns.term_line)(source, s.position)
    kind = found.lastindex
    if kind == 2:
        node = _word(s, found, lines)
    elif kind == 1:
        s.position = found.end()
        node = simple(source, found, 1, 1)
    elif kind == 3:
        node = _number(s, found)
    elif kind == 4:
        node = quoted(s, found.start(4))
    elif kind == 6:
        node = heredoc(s, found)
    elif kind == 7:
        opener = found.group(7)
        start = found.start(7)
        s.position = start + 1
        if opener == "[":
            node = tuple_(s, start)
        elif opener == "{":
            node = object_(s, start)
        elif opener == "(":
            node = parentheses(s, start)
        else:
            return _signed(s, lines, start)
    else:
        at = found.end()
        raise broken(s, at, "a value", _newline_hint(s, at, lines))
    if source[s.position : s.position + 1] in (_ENDS_LINES if lines else _ENDS_LINE):
        return node
    return steps_after(s, lines, node)


def _word(s: State, found: Any, lines: bool) -> Node:
    """A reference, a constant, or a call."""
    source = s.source
    text: str = found.group(2)
    start, end = found.span(2)
    s.position = end
    if source[end : end + 1] not in (_ENDS_LINES if lines else _ENDS_LINE):
        behind = (s.patterns.call_lines if lines else s.patterns.call_line)(source, end)
        if behind.lastindex is not None and "." not in text:
            return call(s, lines, start, text, behind)
        if behind.lastindex == 1:
            hint = "a function's name has no dots; namespaces are written provider::name::function"
            raise broken(s, behind.start(1), "the end of the reference", hint)
    root, dot, rest = text.partition(".")
    if root in CONSTANTS:
        node = constant_node(root, start, start + len(root))
        return (RELATIVE, start, end, node, tuple(rest.split("."))) if dot else node
    return (TRAVERSAL, start, end, steps_of(text))


def _number(s: State, found: Any) -> Node:
    start, end = found.span(3)
    if stray_number(s.source, end) is not None:
        raise bad_number(start, end, "a number has one decimal point and one exponent at most")
    value = number_value(found.group(3))
    if value is None:
        raise bad_number(start, end, "the number is too large to be meant")
    s.position = end
    return (NUMBER, start, end, value)


def _signed(s: State, lines: bool, start: int) -> Node:
    """``-x`` and ``!x``; the signs are counted, not recursed into."""
    signs = [start]
    skip = skip_lines if lines else skip_line
    while True:
        at = skip(s.source, s.position).end()
        if s.source[at : at + 1] not in ("-", "!"):
            break
        signs.append(at)
        s.position = at + 1
        if len(signs) > MAX_DEPTH:
            raise too_deep(at)
    if len(signs) > CALM_CHAIN:
        s.deep = True
    node = term(s, lines)
    for at in reversed(signs):
        node = (UNARY, at, node[2], s.source[at], node)
    return node
