"""Terraform's JSON syntax in the tree of the native one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.hcl import literal, literals
from scanner.hcl.json_syntax import parse_json
from scanner.hcl.tree import (
    BOOL,
    BROKEN,
    KEY,
    NULL,
    NUMBER,
    OBJECT,
    TEMPLATE,
    TRAVERSAL,
    TUPLE,
    WRAP,
    Node,
)


def body(text: str) -> tuple[dict[str, Node], tuple[Any, ...]]:
    parsed = parse_json(text)
    assert parsed.problems == ()
    return {a[0]: a[3] for a in parsed.body[0]}, parsed.body[1]


def test_blocks_and_their_places() -> None:
    text = """{
  "//": "a comment",
  "resource": {"aws_x": {"a": {"b": 1, "//": "no"}, "c": [{"b": 2}, {"b": 3}]}},
  "terraform": {"backend": {"s3": {"bucket": "x"}}, "required_version": ">= 1"},
  "locals": [{"d": null}, {"e": true}],
  "moved": [{"from": "aws_x.a", "to": "aws_x.z[0]"}]
}"""
    attributes, blocks = body(text)
    assert attributes == {}
    heads = [(b[0], tuple(label[0] for label in b[1])) for b in blocks]
    assert heads == [
        ("resource", ("aws_x", "a")), ("resource", ("aws_x", "c")), ("resource", ("aws_x", "c")),
        ("terraform", ()), ("locals", ()), ("locals", ()), ("moved", ()),
    ]  # fmt: skip
    resource, _, _, terraform, *_, moved = blocks
    assert text[resource[2] : resource[4]] == '"a": {"b": 1, "//": "no"}'
    assert text[resource[3]] == "{"
    assert [text[s:e] for _, s, e in resource[1]] == ['"aws_x"', '"a"']
    ((name, start, end, node),) = resource[5][0]
    assert (name, text[start:end], node[0], node[3]) == ("b", '"b": 1', NUMBER, 1)
    assert terraform[5][1][0][0] == "backend" and terraform[5][1][0][1][0][0] == "s3"
    assert [a[3][3] for a in moved[5][0]] == [("aws_x", "a"), ("aws_x", "z", 0)]
    start, end = moved[5][0][1][3][1:3]
    assert text[start:end] == "aws_x.z[0]"


def test_blocks_within_a_resource() -> None:
    text = json.dumps(
        {
            "resource": {
                "aws_x": {
                    "a": {
                        "ingress": [{"port": 1}],
                        "lifecycle": {"ignore_changes": ["tags", "a.b[0]"]},
                        "dynamic": {"rule": {"for_each": "${var.r}", "content": {"x": 1}}},
                        "provisioner": [{"local-exec": {"command": "c"}}],
                        "depends_on": ["aws_y.z"],
                        "provider": "aws.east",
                    }
                }
            }
        }
    )
    _, ((*_, (attributes, blocks)),) = body(text)
    values = {a[0]: a[3] for a in attributes}
    assert values["ingress"][0] == TUPLE and values["ingress"][3][0][0] == OBJECT
    assert values["provider"][3] == ("aws", "east")
    assert values["depends_on"][3][0][3] == ("aws_y", "z")
    assert [b[0] for b in blocks] == ["lifecycle", "dynamic", "provisioner"]
    lifecycle, dynamic, provisioner = blocks
    assert [node[3] for node in lifecycle[5][0][0][3][3]] == [("tags",), ("a", "b", 0)]
    assert dynamic[1][0][0] == "rule" and dynamic[5][1][0][0] == "content"
    assert dynamic[5][0][0][3][0] == WRAP
    assert provisioner[1][0][0] == "local-exec"


def test_variables_hold_literal_text_and_types() -> None:
    text = '{"variable": {"a": {"type": "list(string)", "default": ["${b}"]}}}'
    _, ((*_, (attributes, _)),) = body(text)
    values = {a[0]: a[3] for a in attributes}
    assert values["type"][0] == "c" and values["type"][3] == "list"
    (item,) = values["default"][3]
    assert literals(item[3], text) == "${b}"


def test_a_template_with_escapes_keeps_exact_places() -> None:
    text = r'{"locals": {"a": "\u0041\"\n${f(\"\\\"x\", b.c)} \ud83d\ude00 $${d} ${e}"}}'
    _, ((*_, (attributes, _)),) = body(text)
    node = attributes[0][3]
    assert node[0] == TEMPLATE and text[node[1] : node[2]].startswith(r'"\u0041')
    first, call, middle, last = node[3]
    assert literal(first, text) == 'A"\n'
    assert text[call[1] : call[2]] == r"f(\"\\\"x\", b.c)"
    assert literals(call[4][0][3], text) == '"x'
    assert text[call[4][1][1] : call[4][1][2]] == "b.c"
    assert literal(middle, text) == " \U0001f600 ${d} "
    assert last[0] == TRAVERSAL and text[last[1] : last[2]] == "e"


def test_keys_of_values_are_templates() -> None:
    text = '{"locals": {"a": {"x${b}": 1, "y": 2}}}'
    _, ((*_, (attributes, _)),) = body(text)
    (first, _), (second, _) = attributes[0][3][3]
    assert first[3][1][3] == ("b",) and literals(second[3], text) == "y"
    assert KEY not in (first[0], second[0])


def test_variable_files() -> None:
    parsed = parse_json('{"a": "${b}", "resource": {"c": [1]}, "//": 1}', variables=True)
    assert [a[0] for a in parsed.body[0]] == ["a", "resource"]
    assert parsed.body[0][0][3][3][0][0] == "s"
    assert parsed.body[1] == ()


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("", "expected a value, found the end of the file", 0),
        ("[1]", "the file must be a JSON object", 1),
        ('{"a": }', 'expected a value, found "}"', 6),
        ('{"a": 1,}', 'expected a key in double quotes, found "}"', 8),
        ('{"a" 1}', 'expected ":", found a number', 5),
        ('{"a": 01}', 'expected "," or "}", found a number', 7),
        ('{"a": "\\q"}', "a string with a bad escape", 6),
        ('{"a": 1} x', "expected the end of the file, found the character U+0078", 9),
        ("{a: 1}", "expected a key in double quotes, found the character U+0061", 1),
        ('{"a": 1 // b\n}', "JSON has none", 8),
        ('{"locals": {"a": 1, "a": 2}}', 'argument "a" is already set', 20),
        ('{"locals": {"b": {"a": 1, "a": 2}}}', "this key is already set", 26),
        ('{"resource": {"a": {"b": 1}}}', "a resource block must be a JSON object", 25),
        ('{"locals": {"a": "x ${b c}"}}', 'expected "}"', 24),
        ('{"a": ' + "[" * 100_000, "128 levels", 69),
    ],
)
def test_a_problem_says_what_and_where(text: str, message: str, at: int) -> None:
    parsed = parse_json(text)
    assert len(parsed.problems) == 1
    assert message in parsed.problems[0].message
    assert parsed.problems[0].start == at


def test_a_broken_template_costs_only_itself() -> None:
    parsed = parse_json('{"locals": {"a": "${", "b": 1}}')
    assert len(parsed.problems) == 1
    assert [(a[0], a[3][0]) for a in parsed.body[1][0][5][0]] == [("a", BROKEN), ("b", NUMBER)]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def plain(node: Node, source: str) -> Any:
    tag = node[0]
    if tag == NULL:
        return None
    if tag in (NUMBER, BOOL):
        return node[3]
    if tag == TUPLE:
        return [plain(item, source) for item in node[3]]
    if tag == OBJECT:
        return {plain(key, source): plain(value, source) for key, value in node[3]}
    assert tag == TEMPLATE
    return literals(node[3], source)


def normal(value: Any) -> Any:
    """With strings as HCL has them: in NFC, and no lone surrogates."""
    import unicodedata

    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    return value


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text().filter(lambda k: k != "//"), VALUES, max_size=4), st.booleans())
def test_any_json_comes_back(value: dict[str, Any], ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    parsed = parse_json(text, variables=True)
    assert parsed.problems == ()
    assert {a[0]: normal(plain(a[3], text)) for a in parsed.body[0]} == {
        key: normal(item) for key, item in value.items()
    }
    for name, start, end, _ in parsed.body[0]:
        assert json.loads("{" + text[start:end] + "}") == {name: value[name]}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='{}[]":,\\u0a1${}%~ \n\t') | st.text())
def test_any_text_parses_or_gives_problems(text: str) -> None:
    for variables in (False, True):
        parsed = parse_json(text, variables=variables)
        assert all(0 <= p.start <= p.end for p in parsed.problems)
