"""HashiCorp's trees and ours in one form, so that they can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from scanner.hcl.tree import (
    ANON,
    BINARY,
    BOOL,
    CALL,
    CONDITIONAL,
    EACH,
    FOR,
    IF,
    INDEX,
    KEY,
    LITERAL,
    NULL,
    NUMBER,
    OBJECT,
    PAREN,
    RELATIVE,
    SPLAT,
    TEMPLATE,
    TRAVERSAL,
    TUPLE,
    UNARY,
    WRAP,
    Node,
)

OPERATORS = {
    "||": "logicalOr",
    "&&": "logicalAnd",
    "==": "equal",
    "!=": "notEqual",
    "<": "lessThan",
    ">": "greaterThan",
    "<=": "lessThanOrEqual",
    ">=": "greaterThanOrEqual",
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "%": "modulo",
}
NAMES = {
    TEMPLATE: "template",
    WRAP: "templateWrap",
    TRAVERSAL: "scopeTraversal",
    RELATIVE: "relativeTraversal",
    INDEX: "index",
    SPLAT: "splat",
    CALL: "function",
    BINARY: "binaryOp",
    UNARY: "unaryOp",
    CONDITIONAL: "conditional",
    TUPLE: "tuple",
    OBJECT: "object",
    FOR: "for",
    IF: "conditional",
}


def theirs(node: dict[str, Any]) -> Any:
    """Their tree in the form that `ours` gives ours."""
    children = [theirs(child) for child in node["children"]]
    kind = node["type"]
    if kind == "literalValue":
        value: Any = node["value"]
        if node["literal"] == "number":
            value = float(value)
        return (node["literal"], value)
    if kind == "":
        return ("", children)
    text = node["value"]
    if text.startswith("%{"):  # of an arm of a directive they show the text roughly
        children = [*children[:1], *[(arm[0], "", *arm[2:]) for arm in children[1:]]]
    if kind == "template":
        # Of an arm of a directive they show the text roughly.
        text = text.rstrip() if text.startswith(('"', "<<")) else ""
        children = joined(children)
    details = [
        node[name]
        for name in ("operator", "name", "keyVar", "valVar", "groupedValue", "spread")
        if name in node
    ]
    if "steps" in node:
        details = [[step_text(step) for step in node["steps"]]]
    if kind == "relativeTraversal" and children == [("", [])]:
        text = "each" + text.removeprefix("[*]")  # theirs starts behind an attribute splat's star
    return (kind, text, details, children)


def step_text(step: Any) -> str:
    """A step as text: they quote keys that are text, and know no text for true, false and null."""
    text = str(step)
    return text[1:-1] if text.startswith('"') and text.endswith('"') else text


def joined(children: list[Any]) -> list[Any]:
    """Literals that stand in a row as one, without whitespace, and none that is empty.

    They show literals as written, before `~` and ``<<-`` trim them; VALUES is about those.
    """
    result: list[Any] = []
    blank = re.compile(r"(\\\\)|\\[nt]|\\u0020|\s")
    children = [("string", blank.sub(r"\1", c[1])) if c[0] == "string" else c for c in children]
    for child in children:
        if child[0] == "string" and result and result[-1][0] == "string":
            result[-1] = ("string", result[-1][1] + child[1])
        elif child != ("string", ""):
            result.append(child)
    return result


def ours(node: Node, source: str) -> Any:
    """Our tree as nested tuples: kind, source text, details and children."""
    tag, start, end = node[:3]
    text = source[start:end]
    if tag in LEAVES:
        return LEAVES[tag](node, text)
    if tag == INDEX and node[4][0] in ODD_KEYS:
        return odd_step(node, source)
    if tag == RELATIVE and node[3][0] == INDEX and node[3][4][0] in ODD_KEYS:
        kind, _, (steps,), children = odd_step(node[3], source)
        return (kind, text, [[*steps, *map(str, node[4])]], children)
    details, nodes = PARTS[tag](node) if tag in PARTS else ([], node[3:])
    children = [ours(child, source) for child in nodes if child is not None]
    if tag == PAREN:
        return ("", children)
    if tag == TEMPLATE:
        children = joined(children)
    if tag == OBJECT:  # they wrap every key
        keys = [key if key == ("", []) else ("", [key]) for key in children[::2]]
        children = [child for pair in zip(keys, children[1::2], strict=True) for child in pair]
    if tag == RELATIVE and children == [("", [])]:
        text = "each" + text.removeprefix("[*]").removeprefix(".*")
    if tag == EACH:
        return ("templateJoin", text, [], [("for", text, details, children)])
    return (NAMES[tag], text, details, children)


LEAVES: dict[str, Callable[[Node, str], Any]] = {
    LITERAL: lambda node, text: ("string", text),
    NUMBER: lambda node, text: ("number", float(node[3])),
    BOOL: lambda node, text: ("bool", str(node[3]).lower()),
    NULL: lambda node, text: ("dynamic", "null"),
    ANON: lambda node, text: ("", []),
    KEY: lambda node, text: ("", []),
}


# Keys that are literals but neither text nor whole: they make them steps, we keep them as keys.
ODD_KEYS = (NUMBER, BOOL, NULL)


def odd_step(node: Node, source: str) -> Any:
    """An index by an odd key as a step, as they have it."""
    inner, key = node[3:5]
    text = source[node[1] : node[2]]
    step = f"{key[3]:g}" if key[0] == NUMBER else "None"
    seen = ours(inner, source)
    if seen[0] in ("scopeTraversal", "relativeTraversal"):
        return (seen[0], text, [[*seen[2][0], step]], seen[3])
    return ("relativeTraversal", text, [[step]], [seen])


def arm(parts: tuple[Node, ...]) -> Node:
    return (TEMPLATE, 0, 0, parts)


# The details of a node and the nodes below it, where these are not simply all that it holds.
PARTS: dict[str, Callable[[Node], tuple[list[Any], Any]]] = {
    TEMPLATE: lambda node: ([], node[3]),
    TRAVERSAL: lambda node: ([[str(step) for step in node[3]]], ()),
    RELATIVE: lambda node: ([[str(step) for step in node[4]]], node[3:4]),
    CALL: lambda node: ([node[3], *([True] if node[5] else [])], node[4]),
    BINARY: lambda node: ([OPERATORS[node[3]]], node[4:]),
    UNARY: lambda node: ([{"-": "negate", "!": "logicalNot"}[node[3]]], node[4:]),
    TUPLE: lambda node: ([], node[3]),
    OBJECT: lambda node: ([], [part for item in node[3] for part in item]),
    FOR: lambda node: ([node[3], node[4], node[9]], node[5:9]),
    EACH: lambda node: ([node[3], node[4], False], (node[5], arm(node[6]))),
    IF: lambda node: ([], (node[3], arm(node[4]), arm(node[5]))),
}


@pytest.fixture(scope="session")
def our_tree() -> Callable[[Node, str], Any]:
    """From a node and its source to nested tuples: kind, source text, details and children."""
    return ours


@pytest.fixture(scope="session")
def their_tree() -> Callable[[dict[str, Any]], Any]:
    """From a recorded tree of HashiCorp's parser to the same form."""
    return theirs
