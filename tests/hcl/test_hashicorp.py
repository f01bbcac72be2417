"""Our parser against HashiCorp's own, whose answers tests/oracles/hcl_record.py has recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.hcl import decode, literal, parse
from scanner.hcl.json_syntax import parse_json
from scanner.hcl.tree import (
    BINARY,
    BOOL,
    EACH,
    IF,
    LITERAL,
    NULL,
    NUMBER,
    OBJECT,
    PAREN,
    TEMPLATE,
    TRAVERSAL,
    TUPLE,
    WRAP,
    Node,
)

RECORDED = Path(__file__).parent / "recorded"
SYNTAX = json.loads((RECORDED / "syntax.json").read_text("utf-8"))
VALUES = json.loads((RECORDED / "values.json").read_text("utf-8"))
JSON_VALUES = json.loads((RECORDED / "json_values.json").read_text("utf-8"))


def show(entry: dict[str, Any]) -> str:
    return repr(entry["text"])[:60]


@pytest.mark.parametrize("entry", SYNTAX["expressions"], ids=show)
def test_an_expression_is_read_as_hashicorp_reads_it(
    entry: dict[str, Any],
    our_tree: Callable[[Node, str], Any],
    their_tree: Callable[[dict[str, Any]], Any],
) -> None:
    source = f"x = {entry['text']}\n"
    parsed = parse(source)
    assert (not parsed.problems) == entry["accepted"], (entry["error"], parsed.problems)
    if entry["tree"] is not None:
        ((_, start, end, node),) = parsed.body[0]
        assert start == 0 and end == node[2]
        assert our_tree(node, source) == their_tree(entry["tree"])


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
