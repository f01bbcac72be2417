"""Any text is read or refused, in bounded time; any expression comes back with its places."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.hcl import Lines, Parsed, literal, parse, parse_expression, parse_template
from scanner.hcl.comments import comments
from scanner.hcl.json_syntax import parse_json
from scanner.hcl.tree import (
    ANON,
    BINARY,
    BOOL,
    CALL,
    CONDITIONAL,
    FOR,
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
)

FRAGMENTS = st.sampled_from(
    [
        "a", "b", ".", "[", "]", "(", ")", "{", "}", "=", ",", ":", "::", "?", "...", "=>", "*",
        "+", "-", "!", "/", "/*", "*/", "#", "//", '"', "\\", "$", "%", "${", "%{", "$${", "~",
        "~}",
        "<<E", "<<-E", "E", "\n", "\r\n", "\r", " ", "\t", "for", "in", "if", "else", "endif",
        "endfor", "true", "null", "0", "1.5", "1e9", "a = ", "a {\n", "}\n", '"x" ', "\u00e9",
        "\u0301", "\u00a0", "\ufeff", "\x00", "\U0001f600", "a = <<E\n", "E\n", "  ",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=60).map("".join) | st.text(max_size=80)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_parses_or_gives_problems(text: str) -> None:
    parsed = parse(text)
    for problem in parsed.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message and "\n" not in problem.message
    lines = Lines(text)
    for line, comment, _ in comments(text, parsed):
        assert comment in text and 1 <= line <= lines.at(len(text))[0]
    within(text, parsed.body, 0, len(text))
    for read in (parse_expression, parse_template):
        one = read(text)
        assert (one.expression is None) == bool(one.problems)


def within(text: str, body: Any, low: int, high: int) -> None:
    """Items are in order, do not overlap, and lie where they say."""
    items = sorted([(a[1], a[2], a[0]) for a in body[0]] + [(b[2], b[4], b[0]) for b in body[1]])
    for start, end, name in items:
        assert low <= start < end <= high
        assert text.startswith(name, start)
        low = end
    for block in body[1]:
        assert text[block[3]] == "{" and text[block[4] - 1] == "}"
        within(text, block[5], block[3] + 1, block[4] - 1)


# Expressions with the trees that they should give, written without places: (text, tree).
NAMES = st.sampled_from(
    ["a", "var", "local", "x-y", "_z", "\u00e9t\u00e9", "for_each", "iff", "nullx"]
)


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return text.replace("${", "$${").replace("%{", "%%{")


# A sign before a brace would be an escape or a sequence once pieces are joined.
PLAIN = st.text(alphabet="ab \\\"\n\r\t#/{}.\u00e9\U0001f600'", max_size=8)

NUMBERS = st.integers(0, 10**12).map(lambda n: (str(n), (NUMBER, n))) | st.tuples(
    st.integers(0, 999), st.integers(0, 999)
).map(lambda p: (f"{p[0]}.{p[1]}", (NUMBER, float(f"{p[0]}.{p[1]}"))))
WORDS = st.sampled_from([("true", (BOOL, True)), ("false", (BOOL, False)), ("null", (NULL,))])
ROOTS = NAMES.map(lambda n: (n, (TRAVERSAL, (n,))))
STRINGS = PLAIN.map(lambda s: (f'"{escaped(s)}"', (TEMPLATE, (s,) if s else ())))
ATOMS = NUMBERS | WORDS | ROOTS | STRINGS
BLANKS = st.sampled_from(["", " ", "  ", "\t", " /* c */ ", "\n", " # c\n", " // c\r\n"])
BINARIES = ["||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"]


def bracketed(pair: tuple[str, Any]) -> tuple[str, Any]:
    return f"({pair[0]})", (PAREN, pair[1])


def grown(inner: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    parens = inner.map(bracketed)
    return st.one_of(
        parens,
        st.tuples(parens, st.sampled_from(BINARIES), parens, BLANKS).map(
            lambda t: (f"{t[0][0]}{t[3]}{t[1]}{t[3]}{t[2][0]}", (BINARY, t[1], t[0][1], t[2][1]))
        ),
        st.tuples(parens, parens, parens, BLANKS).map(
            lambda t: (
                f"{t[0][0]} ?{t[3]}{t[1][0]}{t[3]}: {t[2][0]}",
                (CONDITIONAL, t[0][1], t[1][1], t[2][1]),
            )
        ),
        st.tuples(st.sampled_from("-!"), parens).map(
            lambda t: (f"{t[0]} {t[1][0]}", (UNARY, t[0], t[1][1]))
        ),
        st.lists(inner, max_size=3).map(
            lambda items: (
                f"[{', '.join(i[0] for i in items)}]",
                (TUPLE, tuple(i[1] for i in items)),
            )
        ),
        st.lists(st.tuples(NAMES, parens), max_size=3).map(
            lambda items: (
                "{" + ", ".join(f"{k} = {v[0]}" for k, v in items) + "}",
                (OBJECT, tuple(((KEY, k), v[1]) for k, v in items)),
            )
        ),
        st.tuples(NAMES, st.lists(inner, max_size=3), st.booleans()).map(
            lambda t: (
                f"{t[0]}({','.join(a[0] for a in t[1])}{'...' if t[2] and t[1] else ''})",
                (CALL, t[0], tuple(a[1] for a in t[1]), bool(t[2] and t[1])),
            )
        ),
        st.tuples(NAMES, parens, parens).map(
            lambda t: (
                f"[for {t[0]} in {t[1][0]} : {t[2][0]}]",
                (FOR, "", t[0], t[1][1], None, t[2][1], None, False),
            )
        ),
        st.tuples(NAMES, NAMES, parens, parens, st.booleans()).map(
            lambda t: (
                f"{{for {t[0]}, {t[1]} in {t[2][0]} : {t[3][0]} => {t[3][0]}"
                f"{'...' if t[4] else ''} if {t[3][0]}}}",
                (FOR, t[0], t[1], t[2][1], t[3][1], t[3][1], t[3][1], t[4]),
            )
        ),
        st.tuples(parens, NAMES, st.integers(0, 99)).map(
            lambda t: (f"{t[0][0]}.{t[1]}[{t[2]}]", (RELATIVE, t[0][1], (t[1], t[2])))
        ),
        st.tuples(parens, parens).map(
            lambda t: (f"{t[0][0]}[{t[1][0]}]", (INDEX, t[0][1], t[1][1]))
        ),
        st.tuples(parens, NAMES).map(
            lambda t: (f"{t[0][0]}[*].{t[1]}", (SPLAT, t[0][1], (RELATIVE, (ANON,), (t[1],))))
        ),
        inner.map(lambda t: (f'"${{{t[0]}}}"', (WRAP, t[1]))),
        st.tuples(PLAIN, inner, PLAIN).map(
            lambda t: (
                f'"<{escaped(t[0])}${{ {t[1][0]} }}{escaped(t[2])}>"',
                (TEMPLATE, ("<" + t[0], t[1][1], t[2] + ">")),
            )
        ),
    )


EXPRESSIONS = st.recursive(ATOMS, grown, max_leaves=8)


def placeless(node: Any, source: str) -> Any:
    """A node without its offsets, with literals decoded; each node's text is checked on the way."""
    if type(node) is not tuple:
        return node
    if not node or type(node[0]) is not str or len(node) < 3 or type(node[1]) is not int:
        return tuple(placeless(child, source) for child in node)
    tag, start, end = node[:3]
    assert 0 <= start <= end <= len(source)
    if tag == LITERAL:
        return literal(node, source)
    text = source[start:end]
    assert text == text.strip()
    if tag == TRAVERSAL:
        assert text.startswith(str(node[3][0]))
        return (tag, node[3])
    if tag == RELATIVE:
        return (tag, placeless(node[3], source), node[4])
    if tag in (PAREN, TUPLE, OBJECT, TEMPLATE, WRAP) or (tag == FOR):
        assert text[0] + text[-1] in ("()", "[]", "{}", '""')
    if tag == KEY:
        assert text == node[3]
    return (tag, *[placeless(child, source) for child in node[3:]])


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS)
def test_an_expression_comes_back(pair: tuple[str, Any]) -> None:
    text, tree = pair
    parsed = parse_expression(text)
    assert parsed.problems == (), text
    assert parsed.expression is not None
    assert parsed.expression[1:3] == (0, len(text))
    assert placeless(parsed.expression, text) == tree
    source = f"x = ({text}) # c\ny = 1\n"
    body = parse(source)
    assert not body.problems
    assert placeless(body.body[0][0][3], source) == (PAREN, tree)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(NAMES, EXPRESSIONS), max_size=4), TEXTS)
def test_what_follows_a_broken_block_is_read(items: list[tuple[str, Any]], junk: str) -> None:
    junk = "".join(c for c in junk if c not in '\n\r"#/<\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029')
    good = "".join(f'b "l" {{\n  {name} = ({text[0]})\n}}\n' for name, text in items)
    expected = [block[0] for block in parse(good).body[1]]
    broken = parse(f"bad {{\n  = {junk}\n}}\n{good}")
    assert broken.problems
    assert [block[0] for block in broken.body[1]] == expected


def seconds(text: str) -> tuple[float, Parsed]:
    start = time.process_time()
    parsed = parse(text)
    comments(text, parsed)
    return time.process_time() - start, parsed


SIZE = 300_000
HOSTILE = [
    "[", "(", "{", "{a=", '"${', "a.", "f(", "f::", "-", "! ", "1+", "a ? ", "a?b:", "[0]", "[*]",
    ".*", "a[", "[for a in ", "%{if a}", "$", "$${", "\\", " ", "\n", "\r", "}", "}\n", "=\n",
    "a =\n", "a = 1 2\n", "a {\n", "a{", "a {\nb = 1\n", "x = <<E\n", "x = <<E\n${\n",
    "b {\n x = <<E\n}\n", "<<A\n${", "/*", "/* *", "a = 1 /*\n", '"', 'x = "\n', ' " ', "a ",
    '"b" ', "1", "1.", "1e", "\u00b2", "b {\n a = ]\n}\n", "# ", "/*/", "b {\n ]\n}\n", " a = [\n",
    'a {\n b = {\n c = "x\n }\n}\n', "${~a~} ", "\\n", "\u0301", "a = 1\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    for head in ("", "x = ", 'x = "', "x = <<E\n", "b {\n  x = ["):
        text = head + unit * (SIZE // len(unit) // 5)
        took, parsed = seconds(text)
        # Honest code of this size takes a hundredth of this; a quadratic trap would take minutes.
        assert took < 1.0, (head, took)
        assert (
            parsed.problems
            or parsed.body != ((), ())
            or not text.strip()
            or "#" in unit
            or ("/" in unit)
        )


def test_ten_megabytes_of_brackets() -> None:
    for unit in ("[", '"${"', "a."):
        text = "x = " + unit * (10_000_000 // len(unit))
        start = time.process_time()
        parsed = parse(text)
        assert time.process_time() - start < 2.0
        assert parsed.problems


def test_a_hundred_thousand_unclosed_heredocs() -> None:
    for text in ("x = <<EOT\n" * 100_000, "".join(f"x = <<E{n}\n" for n in range(100_000))):
        took, parsed = seconds(text)
        assert took < 2.0 and parsed.problems


def test_hostile_json_takes_linear_time() -> None:
    for unit in ("[", '{"a":', '"', "\\", " ", "1,", '"${a}",', "${", "%{if a}", "\\n${a}"):
        for head in ("", "[", '{"locals": {"a": "'):
            start = time.process_time()
            parse_json(head + unit * (SIZE // len(unit) // 3))
            assert time.process_time() - start < 1.0


def test_time_grows_with_the_text() -> None:
    text = (
        'a "b" {\n  c = [for x in y : "${x.z}-${f(x)}" if x != null]\n  d = { e = 1 + 2 * 3 }\n}\n'
    )
    seconds(text * 100)
    small = min(seconds(text * 300)[0] for _ in range(3))
    large = min(seconds(text * 2400)[0] for _ in range(3))
    assert large < small * 8 * 2.2
