"""Our parser against HashiCorp's own, whose answers tests/oracles/hcl_record.py has recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.hcl import decode, literal, parse
from scanner.hcl.json_syntax import parse_json
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

RECORDED = Path(__file__).parent / "recorded"
SYNTAX = json.loads((RECORDED / "syntax.json").read_text("utf-8"))
VALUES = json.loads((RECORDED / "values.json").read_text("utf-8"))
JSON_VALUES = json.loads((RECORDED / "json_values.json").read_text("utf-8"))

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
# Keys that are literals but neither text nor whole: they make them steps, we keep them as keys.
ODD_KEYS = ("a[1.5]", "a[true]", "a[null]")


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
        details = [[str(step).strip('"') for step in node["steps"]]]
    if kind == "relativeTraversal" and children == [("", [])]:
        text = "each" + text.removeprefix("[*]")  # theirs starts behind an attribute splat's star
    return (kind, text, details, children)


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


def show(entry: dict[str, Any]) -> str:
    return repr(entry["text"])[:60]


@pytest.mark.parametrize("entry", SYNTAX["expressions"], ids=show)
def test_an_expression_is_read_as_hashicorp_reads_it(entry: dict[str, Any]) -> None:
    source = f"x = {entry['text']}\n"
    parsed = parse(source)
    assert (not parsed.problems) == entry["accepted"], (entry["error"], parsed.problems)
    if entry["tree"] is not None and entry["text"] not in ODD_KEYS:
        ((_, start, end, node),) = parsed.body[0]
        assert start == 0 and end == node[2]
        assert ours(node, source) == theirs(entry["tree"])


@pytest.mark.parametrize("entry", SYNTAX["files"], ids=show)
def test_a_file_is_accepted_or_refused_as_by_hashicorp(entry: dict[str, Any]) -> None:
    source, problem = decode(entry["text"].encode())
    assert problem is None
    parsed = parse(source)
    assert (not parsed.problems) == entry["accepted"], (entry["error"], parsed.problems)
    if entry["accepted"]:
        names = {a[0] for a in parsed.body[0]} | {b[0] for b in parsed.body[1]}
        assert names == set(entry["json"])
        for _, labels, start, opening, end, _ in parsed.body[1]:
            assert source[opening] == "{" and source[end - 1] == "}"
            assert all(start < first < last <= opening for _, first, last in labels)


def rendered(node: Node, source: str, names: dict[str, str]) -> Any:
    """What a template of constants, or brackets around such, comes to."""
    tag = node[0]
    if tag == PAREN:
        return rendered(node[3], source, names)
    if tag == TUPLE:
        return [rendered(item, source, names) for item in node[3]]
    if tag == LITERAL:
        return literal(node, source)
    if tag == WRAP:
        return rendered(node[3], source, names)
    if tag == TEMPLATE:
        return "".join(str(rendered(part, source, names)) for part in node[3])
    if tag == TRAVERSAL:
        return names[node[3][0]]
    if tag == IF:
        assert node[3][0] == BOOL
        return "".join(rendered(p, source, names) for p in (node[4] if node[3][3] else node[5]))
    if tag in (NUMBER, BOOL):
        return node[3]
    if tag == NULL:
        return None
    if tag == BINARY:
        assert node[3] == "+"
        return rendered(node[4], source, names) + rendered(node[5], source, names)
    if tag == OBJECT:
        return {str(rendered(k, source, names)): rendered(v, source, names) for k, v in node[3]}
    assert tag == EACH and node[5][0] == TUPLE
    items = [rendered(item, source, names) for item in node[5][3]]
    return "".join(rendered(p, source, {**names, node[4]: item}) for item in items for p in node[6])


@pytest.mark.parametrize("entry", VALUES, ids=show)
def test_a_template_renders_as_in_terraform(entry: dict[str, Any]) -> None:
    source = f"x = {entry['text']}\n"
    parsed = parse(source)
    if entry["accepted"]:
        assert not parsed.problems
        ((_, _, _, node),) = parsed.body[0]
        assert rendered(node, source, {}) == entry["value"]


@pytest.mark.parametrize("entry", JSON_VALUES, ids=show)
def test_a_json_value_is_as_in_terraform(entry: dict[str, Any]) -> None:
    source = f'{{"output": {{"x": {{"value": {entry["text"]}}}}}}}'
    parsed = parse_json(source)
    assert (not parsed.problems) == entry["accepted"]
    if entry["accepted"]:
        ((_, _, _, node),) = parsed.body[1][0][5][0]
        assert rendered(node, source, {}) == entry["value"]


def test_the_recorded_answers_say_something() -> None:
    for entries in (*SYNTAX.values(), VALUES):
        verdicts = [entry["accepted"] for entry in entries]
        assert len(verdicts) > 100
        assert True in verdicts and False in verdicts
