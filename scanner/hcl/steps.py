"""What follows a term: attribute, index and splat steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.hcl.patterns import (
    star_line,
    star_lines,
    step_line,
    step_lines,
    stray_number,
)
from scanner.hcl.state import CALM_CHAIN, MAX_DEPTH, broken, close, enter, too_deep
from scanner.hcl.text import literals
from scanner.hcl.tree import (
    ANON,
    INDEX,
    LITERAL,
    NUMBER,
    RELATIVE,
    SPLAT,
    TEMPLATE,
    TRAVERSAL,
    Node,
)
from scanner.hcl.values import bad_number, number_value

if TYPE_CHECKING:
    from typing import Any

    from scanner.hcl.state import State


def steps_after(s: State, lines: bool, node: Node) -> Node:
    """Attribute, index and splat steps behind a term."""
    match = step_lines if lines else step_line
    chain = nested = 0
    # Steps by names and literals are gathered, for each copy of a long chain would cost its length.
    steps: list[str | int] = []
    while True:
        end = s.position
        found = match(s.source, end)
        kind = found.lastindex
        if kind is None:
            return _stepped(node, steps, end)
        chain += 1
        s.position = found.end()
        step = _attribute_step(s, lines) if kind == 1 else None
        key = None
        star: Any = None
        if step is None:
            star = (star_lines if lines else star_line)(s.source, s.position)
            if kind == 2 and not star:
                key = _index(s, found.start(2))
                step = _literal_key(s, key)
        if step is not None:
            steps.append(step)
            continue
        nested += 1
        if nested > MAX_DEPTH:
            raise too_deep(end)
        node = _stepped(node, steps, end)
        steps = []
        if key is not None:
            node = (INDEX, node[1], s.position, node, key)
        elif kind == 1:
            node = _attribute_splat(s, lines, node, found.start(1))
        else:
            s.position = star.end()
            enter(s, found.start(2))
            each = steps_after(s, lines, (ANON, found.start(2), star.end()))
            s.depth -= 1
            node = (SPLAT, node[1], s.position, node, each)
        if chain > CALM_CHAIN:
            s.deep = True


def _stepped(node: Node, steps: list[str | int], end: int) -> Node:
    """`node` followed by steps that end at `end`."""
    if not steps:
        return node
    if node[0] == TRAVERSAL:
        return (TRAVERSAL, node[1], end, (*node[3], *steps))
    if node[0] == RELATIVE:
        return (RELATIVE, node[1], end, node[3], (*node[4], *steps))
    return (RELATIVE, node[1], end, node, tuple(steps))


def _attribute_splat(s: State, lines: bool, node: Node, dot: int) -> Node:
    """``.*`` from behind the star on; only attributes and legacy indexes follow within it."""
    match = step_lines if lines else step_line
    end = s.position
    steps: list[str | int] = []
    while (found := match(s.source, end)).lastindex == 1:
        s.position = found.end()
        step = _attribute_step(s, lines)
        if step is None:
            at = s.position - 1
            raise broken(s, at, "an attribute name", "use [*] for a splat within a splat")
        steps.append(step)
        end = s.position
    each = _stepped((ANON, dot, dot + 2), steps, end)
    return (SPLAT, node[1], end, node, each)


def _attribute_step(s: State, lines: bool) -> str | int | None:
    """A name or legacy index behind a dot; None for a star."""
    patterns = s.patterns
    match = patterns.attribute_step_lines if lines else patterns.attribute_step_line
    found = match(s.source, s.position)
    kind = found.lastindex
    s.position = found.end()
    if kind == 1:
        return str(found.group(1))
    if kind == 3:
        return None
    if kind is None:
        raise broken(s, s.position, "an attribute name after the dot")
    text = found.group(2)
    value = None if "." in text or stray_number(s.source, s.position) else number_value(text)
    if value is None or value != int(value):
        message = "a legacy index is one whole number; write [0][1] for two of them"
        raise bad_number(found.start(2), found.end(2), message)
    return int(value)


def _index(s: State, start: int) -> Node:
    """The key of an index step, from behind its bracket on."""
    enter(s, start)
    key = s.expression(s, True)
    s.depth -= 1
    close(s, "]", '"]" after the index')
    return key


def _literal_key(s: State, key: Node) -> str | int | None:
    """What a key stands for if it is a whole number or a string without sequences."""
    if key[0] == NUMBER and type(key[3]) is int:
        return key[3]
    if key[0] == TEMPLATE and all(part[0] == LITERAL for part in key[3]):
        return literals(key[3], s.source)
    return None
