"""Addresses as users write them, and types and values as they are printed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import ABSENT, Unknown
from scanner.terraform.encoding import quote
from scanner.terraform.explain.addresses import parse_address, suggestions
from scanner.terraform.explain.links import NOTHING, Link, covered
from scanner.terraform.explain.nodes import spelled
from scanner.terraform.explain.shown import json_text, shown

from .test_explain_console import open_console

NAMES = st.from_regex(r"[a-z_][a-z0-9_-]{0,8}", fullmatch=True)
KEYS = st.one_of(NAMES, st.integers(0, 999), st.text(max_size=8))


def steps(text: str) -> list[Any]:
    found = parse_address(text)
    assert found is not None, text
    return [step.value for step in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aws_x.y", ["aws_x", "y"]),
        ('module.a["k.1"].aws_x.y[0]["a b"]', ["module", "a", "k.1", "aws_x", "y", 0, "a b"]),
        ("aws_x.y[*].b.0.c", ["aws_x", "y", "*", "b", 0, "c"]),
        ("aws_x.y[k]['q']", ["aws_x", "y", "k", "q"]),
        (r'aws_x.y["a\"]b"]', ["aws_x", "y", 'a"]b']),
    ],
)  # fmt: skip
def test_addresses_are_read(text: str, expected: list[Any]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize("text", ["", ".", "a.", "[0]", "0.a", "a[", 'a["', "a b", "a[]", "a..b"])
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


@settings(max_examples=200)
@given(st.lists(KEYS, min_size=1, max_size=6))
def test_what_is_spelled_is_read_again(path: list[str | int]) -> None:
    assert (
        steps("a" + "".join(f"[{quote(s) if isinstance(s, str) else s}]" for s in path))[1:] == path
    )
    text = spelled(("a", *path))
    # An empty name or the star of `[*]` has no other spelling than its own.
    if "*" not in path:
        assert steps(text) == ["a", *path]


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text: str) -> None:
    parse_address(text)


def test_close_addresses_are_suggested() -> None:
    assert suggestions("aws_x.lgos", ["aws_x.logs", "aws_y.other"]) == ["aws_x.logs"]
    assert suggestions("zzz", ["aws_x.logs"]) == []


def test_values_are_shown_without_what_is_secret_or_unknown() -> None:
    unknown = Unknown("why", "var.x", arms=(ABSENT, {"a": 1}))
    value = {"a": [1, unknown], "b": {"c": "s"}, "d": Unknown("why", sensitive=True)}
    assert shown(value, ("v",), {("v", "b", "c")}) == {
        "a": [1, {"unknown": "why", "reference": "var.x"}],
        "b": {"c": "(sensitive)"},
        "d": "(sensitive)",
    }


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**40), 10**40),
        st.decimals(allow_nan=False, allow_infinity=False, places=6),
        st.text(),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=15,
)


@settings(max_examples=200)
@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_json_keeps_every_value(value: Any, plain_ascii: bool, indent: int | None) -> None:
    text = json_text(value, indent=indent, plain_ascii=plain_ascii)
    assert json.loads(text, parse_float=Decimal) == value
    if plain_ascii:
        assert text.isascii()


def test_a_lone_surrogate_is_replaced() -> None:
    assert json.loads(json_text("a\ud800b", plain_ascii=True)) == "a\ufffdb"
    assert json_text("a\ud800b").encode()


def test_what_a_secret_is_made_of_is_covered() -> None:
    inner = Link("local.pw", "hunter2", expression='"hunter2"')
    other = Link("var.id", NOTHING, expression="local.pw", links=(inner,))
    chain = covered(Link("password", "(sensitive)", expression='"x-${local.pw}"', links=(other,)))
    assert chain.expression == ""
    assert chain.links[0].expression == "local.pw"
    assert chain.links[0].value is NOTHING
    assert (chain.links[0].links[0].value, chain.links[0].links[0].expression) == (
        "(sensitive)",
        "",
    )
    assert covered(inner) == inner


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_line_has_one_answer(data: bytes) -> None:
    answer = open_console(Path(__file__).parent / "console" / "root").answer(data)
    assert "\n" not in answer
    assert len(json.loads(answer)) == 1
