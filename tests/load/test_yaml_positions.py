"""YAML as values and as places in the text."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.load.yaml_documents import Document, Place
from scanner.load.yaml_positions import MAX_DEPTH, MAX_EXPANDED, parse_yaml
from scanner.load.yaml_scalars import core_scalar, kubernetes_scalar
from scanner.model import Path


def one(text: str) -> Document:
    parsed = parse_yaml(text)
    assert parsed.problems == ()
    (document,) = parsed.documents
    return document


def problem(text: str) -> tuple[str, str, int]:
    """(code, message, line) of the one problem."""
    (found,) = parse_yaml(text).problems
    return found.code, found.message, text.count("\n", 0, found.offset) + 1


# -- scalars: expected values from sigs.k8s.io/yaml's goyaml.v2/resolve.go and its tests -------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, True) for word in ("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true",
                                    "True", "TRUE")),
        *((word, False) for word in ("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false",
                                     "False", "FALSE")),
        *((word, word) for word in ("yEs", "oN", "nO", "tRUE", "yes!", "none")),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        ("nULL", "nULL"),
        ("0", 0), ("-0", 0), ("+12", 12), ("685_230", 685230), ("0x_0A_74_AE", 685230),
        ("02472256", 685230), ("0o10", 8), ("-0o10", -8), ("0b1010", 10), ("-0b101010", -42),
        ("0o8", "0o8"), ("08", 8), ("09.5", 9.5), ("1_000.5", 1000.5),
        ("-0x30", -48), ("18446744073709551615", 2**64 - 1),
        ("9223372036854775808", 2**63), ("123456e-2", 1234.56), ("6.8523015e+5", 685230.15),
        (".5", 0.5), ("5.", 5), ("1e3", 1000), ("1.5", 1.5), ("-1.0", -1),
        (".", "."), ("+", "+"), ("-", "-"), ("1.2.3", "1.2.3"), ("1:30", "1:30"),
        ("190:20:30.15", "190:20:30.15"), ("2001-01-01", "2001-01-01"), ("1_2.x", "1_2.x"),
        (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"), ("._5", "._5"),
        ("0x" + "f" * 40, "0x" + "f" * 40), ("1" * 5000, "1" * 5000),
    ],
)  # fmt: skip
def test_kubernetes_scalars(text: str, value: Any) -> None:
    result = kubernetes_scalar(text)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"), ("yes", "yes"), ("n", "n"), ("true", True), ("False", False),
        ("null", None), ("~", None), ("", None), ("12", 12), ("012", 12), ("0o14", 12),
        ("0xC", 12), ("-0xC", "-0xC"), ("0b1", "0b1"), ("1_000", "1_000"), ("1.0", 1.0),
        ("12e03", 12000.0), (".5", 0.5), (".inf", ".inf"), ("3.10", 3.1),
    ],
)  # fmt: skip
def test_core_scalars(text: str, value: Any) -> None:
    """YAML 1.2.2, section 10.3.2, and its examples."""
    result = core_scalar(text)
    assert result == value
    assert type(result) is type(value)


@given(st.text("0123456789+-._eExXoObBaAfFyYnNtTlL", min_size=1, max_size=500))
def test_any_scalar_is_fit_for_json(text: str) -> None:
    for read in (kubernetes_scalar, core_scalar):
        value = read(text)
        assert value is None or isinstance(value, str | int | float)
        assert len(str(value)) <= max(30, len(text))
        assert value == value and value not in (float("inf"), -float("inf"))


# -- values ----------------------------------------------------------------------------------


def test_only_plain_scalars_are_more_than_text() -> None:
    text = "a: 'yes'\nb: \"1\"\nc: |\n  1\nd: !!str 1\ne: ! '1'\nf: !!int 7\ng: !custom 1\n"
    assert one(text).value == {
        "a": "yes", "b": "1", "c": "1\n", "d": "1", "e": "1", "f": 7, "g": "1",
    }  # fmt: skip


def test_keys_are_text_as_json_has_it() -> None:
    assert one("8080: a\nyes: b\n1.5: c\n~: d\n'on': e\n").value == {
        "8080": "a", "true": "b", "1.5": "c", "null": "d", "on": "e",
    }  # fmt: skip
    assert parse_yaml("on: push\n8080: a", core_scalar).documents[0].value == {
        "on": "push",
        "8080": "a",
    }


def test_aliases_and_merges() -> None:
    text = "base: &b {x: 1, q: 2}\nother: &o {q: 3, z: 4}\nm:\n  <<: [*b, *o]\n  x: 9\nr: *b\n"
    document = one(text)
    assert document.value["m"] == {"x": 9, "q": 2, "z": 4}
    assert document.value["r"] is document.value["base"]
    # What a merge or an alias brings stands where it was written.
    start, end = document.span(("m", "z"))
    assert text[start:end] == "z: 4"
    assert text[slice(*document.span(("r", "q")))] == "q: 2"
    assert text[slice(*document.span(("r",)))] == "r: *b"


def test_explicit_tags_and_anchors_on_keys() -> None:
    assert one("&k key: 1\nother: *k\n").value == {"key": 1, "other": "key"}
    assert one("a: !!binary aGVsbG8=\nb: !!set {x, z}\n").value == {
        "a": "hello",
        "b": {"x": None, "z": None},
    }
    assert one("!!python/object/apply:os.system [echo]").value == ["echo"]


def test_many_documents() -> None:
    parsed = parse_yaml("a: 1\n---\n# only a comment\n---\nb: 2\n...\n---\n- c\n")
    assert [d.value for d in parsed.documents] == [{"a": 1}, None, {"b": 2}, ["c"]]
    assert parse_yaml("").documents == ()
    assert parse_yaml("# nothing\n").documents == ()
    assert [d.value for d in parse_yaml("%YAML 1.1\n---\na: 1\n").documents] == [{"a": 1}]
    # A separator starts its line.
    assert one("a: |\n  ---\n").value == {"a": "---\n"}


def test_a_byte_order_mark_does_not_shift_positions() -> None:
    text = "\ufeffa: 1\nb: 2\n"
    document = one(text)
    assert document.value == {"a": 1, "b": 2}
    assert text[slice(*document.span(("b",)))] == "b: 2"


# -- problems --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ("yaml-duplicate-key", "the key `a` is written twice", 2)),
        ("yes: 1\ntrue: 2\n", ("yaml-duplicate-key", "the key `true` is written twice", 2)),
        ("a:\n\tb: 1\n", ("yaml-syntax", "a tab where YAML allows only spaces", 2)),
        ("a: b: c\n", ("yaml-syntax", "mapping values are not allowed in this context", 1)),
        ("a: \x07\n", ("yaml-syntax", "the control character U+0007 is not allowed", 1)),
        ("a: *x\n", ("yaml-syntax", "the alias *x has no finished anchor before it", 1)),
        ("a: &a\n  b: *a\n", ("yaml-syntax", "the alias *a has no finished anchor before it", 2)),
        ("? [a]\n: 1\n", ("yaml-syntax", "a collection as a mapping's key", 1)),
        ("a: &x [1]\n*x : 1\n", ("yaml-syntax", "a collection as a mapping's key", 2)),
        ("a: !!int x\n", ("yaml-syntax", "`x` is not a value for !!int", 1)),
        ("a: !!binary \u00e9\n", ("yaml-syntax", "!!binary without base64", 1)),
        ("<<: 1\n", ("yaml-syntax", "`<<` merges something that is no mapping", 1)),
        ("[" * 1000, ("yaml-too-complex", "it is nested more than 200 levels deep", 1)),
    ],
)
def test_problems(text: str, expected: tuple[str, str, int]) -> None:
    assert problem(text) == expected


def test_the_last_of_two_equal_keys_counts() -> None:
    parsed = parse_yaml("a: 1\na: 2\n")
    assert parsed.documents[0].value == {"a": 2}


def test_a_broken_document_costs_only_itself() -> None:
    text = "a: 1\n---\nb: [\n---\nc: 3\n"
    parsed = parse_yaml(text)
    assert [d.value for d in parsed.documents] == [{"a": 1}, {"c": 3}]
    (found,) = parsed.problems
    assert text[found.start : found.end] == "---\nb: [\n"
    start, end = parsed.documents[1].span(("c",))
    assert text[start:end] == "c: 3"


# -- hostile ---------------------------------------------------------------------------------


def test_aliases_cannot_multiply_without_end() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    code, message, _ = problem("\n".join(lines))
    assert (code, message) == (
        "yaml-too-complex",
        f"its aliases repeat more than {MAX_EXPANDED} values",
    )


def test_aliases_cannot_nest_without_end() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, MAX_DEPTH + 5)]
    assert problem("\n".join(lines))[1] == f"it is nested more than {MAX_DEPTH} levels deep"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + "x" * 5_000_000,
        "a: '" + "x\n" * 200_000,
        "&a " * 100_000,
        "!" * 100_000,
        "---\n" * 20_000,
        "%x\n" * 50_000,
        "a:\n" * 20_000,
        "\n" * 500_000 + "a: 1",
        "a: |\n" + "  x\n" * 200_000,
        "# c\n" * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    started = time.process_time()
    parse_yaml(text)
    assert time.process_time() - started < 3


@given(st.text("ab:- \n\t[]{}&*!|>'\"%#,?<~\r\ufeff\x00\x85\u2028é1", max_size=60))
@settings(max_examples=200)
def test_no_text_raises(text: str) -> None:
    parsed = parse_yaml(text)
    for found in parsed.problems:
        assert found.message
        assert 0 <= found.start <= found.offset <= found.end <= len(text)
    for document in parsed.documents:
        for start, end in [document.span(()), *document.scalars()]:
            assert 0 <= start <= end <= len(text)


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x [1, yes]\nb: |\n  text\nc: *x\n---\nd: {e: f}\n"
    fast = parse_yaml(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parse_yaml(text) == fast


# -- positions -------------------------------------------------------------------------------

_WORD = st.text("abcdefgh _-.:/#é😀'\"\\{}[]", min_size=0, max_size=12)
_SCALAR = st.one_of(
    _WORD,
    st.integers(-(2**63), 2**64 - 1),
    st.booleans(),
    st.none(),
    st.sampled_from(["yes", "on", "1_000", "0x10", "1.5", "multi\nline\ntext\n", "  lead"]),
)
_VALUES = st.recursive(
    _SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(_WORD.filter(bool), inner, max_size=4),
    ),
    max_leaves=15,
)


def _members(document: Document) -> list[tuple[Path, Place]]:
    found: list[tuple[Path, Place]] = []
    pending: list[tuple[Path, Any]] = [((), document.places)]
    while pending:
        path, places = pending.pop()
        for step, place in (places or {}).items():
            found.append(((*path, step), place))
            pending.append(((*path, step), place[4]))
    return found


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _reread(text: str, start: int, end: int) -> Any:
    """The slice as a text of its own, its first line as deep as it was."""
    column = start - (text.rfind("\n", 0, start) + 1)
    return one(" " * column + text[start:end] + "\n").value


@given(value=_VALUES, flow=st.booleans(), indent=st.integers(2, 5), width=st.sampled_from([20, 80]))
@settings(max_examples=200, deadline=None)
def test_a_slice_of_the_text_is_the_value(value: Any, flow: bool, indent: int, width: int) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, indent=indent, width=width, allow_unicode=True
    )
    document = parse_yaml(text).documents[0]
    assert document.value == value
    for path, (start, key_end, value_start, end, _) in _members(document):
        expected = _at(value, path)
        assert document.span(path) == (start, end)
        assert document.value_span(path) == (value_start, end)
        assert start <= key_end <= value_start <= end
        if isinstance(path[-1], str):
            assert one(text[start:key_end]).value in (path[-1], _reread(text, start, key_end))
            if not flow:
                assert _reread(text, start, end) == {path[-1]: expected}
        elif value_start < end:
            assert _reread(text, value_start, end) == expected
        # Something that is not written is found at what holds it.
        assert document.span((*path, "no such key")) == (start, end)
        assert document.value_span((*path, "no such key")) is None


def test_spans_by_hand() -> None:
    text = (
        "a:\n"
        "  - name: x   # comment\n"
        "    ports: [1,\n"
        "      2]\n"
        "  -\n"
        "b:   # nothing\n"
        "c: >-\n"
        "  folded\n"
        "  text\n"
        "\n"
        "d: {e: , f}\n"
    )
    document = one(text)

    def span(*path: str | int) -> str:
        return text[slice(*document.span(path))]

    assert span("a", 0, "name") == "name: x"
    assert span("a", 0, "ports") == "ports: [1,\n      2]"
    assert span("a", 0, "ports", 1) == "2"
    assert span("a", 0).startswith("name: x ")
    assert span("b") == "b:"
    assert span("c") == "c: >-\n  folded\n  text"
    assert span("d", "e") == "e:"
    assert span("d", "f") == "f"
    assert span() == text.rstrip()
