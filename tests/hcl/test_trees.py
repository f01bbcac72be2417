"""Exact trees, offsets and texts of the native syntax, and how the parser goes on after errors."""

from __future__ import annotations

import gc
import unicodedata

import pytest

from scanner.hcl import (
    MAX_DEPTH,
    Lines,
    constant,
    decode,
    literal,
    parse,
    parse_expression,
    parse_template,
)
from scanner.hcl.tree import BROKEN, LITERAL, NUMBER, TEMPLATE, TRAVERSAL, Node
from scanner.model import Location


def value(text: str) -> Node:
    parsed = parse(f"x = {text}\n")
    assert parsed.problems == ()
    return parsed.body[0][0][3]


def test_a_whole_file() -> None:
    text = 'a = 1\nb "c" d {\n  e = f.g[0]\n  h { i = "j" }\n}\n'
    assert parse(text).body == (
        (("a", 0, 5, ("n", 4, 5, 1)),),
        (
            (
                "b",
                (("c", 8, 11), ("d", 12, 13)),
                6,
                14,
                46,
                (
                    (("e", 18, 28, ("v", 22, 28, ("f", "g", 0))),),
                    (
                        ("h", (), 31, 33, 44,
                         ((("i", 35, 42, ("t", 39, 42, (("s", 40, 41, 0),))),), ())),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("1.5", ("n", 4, 7, 1.5)),
        ("1e3", ("n", 4, 7, 1000.0)),
        ("true", ("b", 4, 8, True)),
        ("null", ("0", 4, 8)),
        ('""', ("t", 4, 6, ())),
        ('"${a}"', ("w", 4, 10, ("v", 7, 8, ("a",)))),
        ('a["b"].c', ("v", 4, 12, ("a", "b", "c"))),
        ("(a).b[0]", ("r", 4, 12, ("(", 4, 7, ("v", 5, 6, ("a",))), ("b", 0))),
        ("a[b]", ("i", 4, 8, ("v", 4, 5, ("a",)), ("v", 6, 7, ("b",)))),
        ("a[*].b[0]", ("*", 4, 13, ("v", 4, 5, ("a",)), ("r", 5, 13, ("@", 5, 8), ("b", 0)))),
        (
            "a.*.b[0]",
            ("r", 4, 12, ("*", 4, 9, ("v", 4, 5, ("a",)), ("r", 5, 9, ("@", 5, 7), ("b",))), (0,)),
        ),
        ("f(a...)", ("c", 4, 11, "f", (("v", 6, 7, ("a",)),), True)),
        ("a::b::c()", ("c", 4, 13, "a::b::c", (), False)),
        ("-a", ("1", 4, 6, "-", ("v", 5, 6, ("a",)))),
        (
            "a - b * c",
            ("2", 4, 13, "-", ("v", 4, 5, ("a",)),
             ("2", 8, 13, "*", ("v", 8, 9, ("b",)), ("v", 12, 13, ("c",)))),
        ),
        (
            "a ? b : c ? d : e",
            ("?", 4, 21, ("v", 4, 5, ("a",)), ("v", 8, 9, ("b",)),
             ("?", 12, 21, ("v", 12, 13, ("c",)), ("v", 16, 17, ("d",)), ("v", 20, 21, ("e",)))),
        ),
        (
            '{a = 1, "b" : 2, (c) = 3}',
            ("{", 4, 29, (
                (("k", 5, 6, "a"), ("n", 9, 10, 1)),
                (("t", 12, 15, (("s", 13, 14, 0),)), ("n", 18, 19, 2)),
                (("(", 21, 24, ("v", 22, 23, ("c",))), ("n", 27, 28, 3)),
            )),
        ),
        (
            "{for k, v in m : k => v... if c}",
            ("f", 4, 36, "k", "v", ("v", 17, 18, ("m",)), ("v", 21, 22, ("k",)),
             ("v", 26, 27, ("v",)), ("v", 34, 35, ("c",)), True),
        ),
        (
            '"a%{if b}c%{else}d%{endif}"',
            ("t", 4, 31, (("s", 5, 6, 0), ("I", 6, 30, ("v", 11, 12, ("b",)),
             (("s", 13, 14, 0),), (("s", 21, 22, 0),)))),
        ),
        (
            '"%{for k, v in m}${v}%{endfor}"',
            ("t", 4, 35,
             (("E", 5, 34, "k", "v", ("v", 19, 20, ("m",)), (("v", 23, 24, ("v",)),)),)),
        ),
        ("<<-A\n  b\n   c\n  A", ("t", 4, 21, (("s", 11, 13, 0), ("s", 15, 18, 0)))),
    ],
)  # fmt: skip
def test_an_expression(text: str, node: Node) -> None:
    assert value(text) == node


def test_a_literal_is_decoded_and_normalised() -> None:
    source = 'x = "\\u0065\u0301 \\"$${y}\\" %%{z} \\n"\n'
    (part,) = parse(source).body[0][0][3][3]
    assert literal(part, source) == '\u00e9 "${y}" %{z} \n'
    decomposed = unicodedata.normalize("NFD", "\u00e9")
    assert parse(f'x = a["{decomposed}"]\n').body[0][0][3] == (TRAVERSAL, 4, 11, ("a", "\u00e9"))


def test_constants() -> None:
    def of(text: str) -> object:
        return constant(value(text), f"x = {text}\n")

    assert of('"a\\tb"') == "a\tb"
    assert of('""') == ""
    assert of("<<A\nb\nA") == "b\n"
    assert (of("-1"), of("(2.5)"), of("true")) == (-1, 2.5, True)
    assert [of("null"), of("a"), of('"${a}"'), of('"x${a}"'), of("[1]")] == [None] * 5


def test_decode() -> None:
    assert decode(b"\xef\xbb\xbfa = 1\n") == ("a = 1\n", None)
    text, problem = decode(b"a = 1\nb = \xff\n")
    assert text == "a = 1\nb = " and problem is not None
    assert problem.start == 10 and "save it as UTF-8" in problem.message
    text, problem = decode("a = 1".encode("utf-16"))
    assert text == "" and problem is not None and "UTF-16" in problem.message


def test_lines() -> None:
    lines = Lines("a\n\u00e9\U0001f600b\r\n\n")
    assert [lines.at(n) for n in range(9)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (3, 1), (4, 1)
    ]  # fmt: skip
    assert lines.location("x.tf", 2, 5) == Location("x.tf", 2, 1, 2, 4)
    assert Lines("").at(0) == (1, 1)


def test_one_expression_and_one_template() -> None:
    assert parse_expression(" a.b\n[0] ").expression == (TRAVERSAL, 1, 8, ("a", "b", 0))
    assert parse_expression("a b").problems[0].start == 2
    text = 'x "\\n" ${a}\n%{ if b ~}\n c\n%{ endif }$${d}'
    node = parse_template(text).expression
    assert node is not None and node[:3] == (TEMPLATE, 0, len(text))
    assert literal(node[3][0], text) == 'x "\\n" '
    assert parse_template("${a}").expression == ("w", 0, 4, (TRAVERSAL, 2, 3, ("a",)))
    assert parse_template("${a").problems[0].message.startswith('expected "}"')


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("a = \n", "expected a value, found the end of the line; put parentheses", 4),
        ("a = [1 2]\n", 'expected "," or "]", found a number', 7),
        ('a = "b\n', "the string that starts here is not closed on its line", 4),
        ('a = "\\q"\n', "unknown escape", 5),
        ("a = <<B\nc\n", "this heredoc never ends", 4),
        ("a {\n", 'this block is never closed; add its "}"', 0),
        ('"a" = 1\n', "names of arguments are not quoted", 0),
        ("a = 1 b = 2\n", "expected a new line after the argument, found a name", 6),
        ("a = 1\na = 2\n", 'argument "a" is already set in this block', 6),
        ("a { b = 1, c = 2 }\n", "a block on one line holds one argument", 9),
        ("a = /* b\n", 'a comment starts here with "/*" and never ends', 4),
        ("a = \u201cb\u201d\n", "found the character U+201C", 4),
        ("a = b.c(1)\n", "a function's name has no dots", 7),
        ("a = [for x in y : k => v]\n", "needs braces around the for", 20),
        ("a == 1\n", 'expected "=" and a value, or the labels and "{" of a block, found "=="', 2),
        ('a = "${b"\n', 'expected "}" to end the "${" sequence', 8),
    ],
)
def test_a_problem_says_what_and_where(text: str, message: str, at: int) -> None:
    (problem,) = parse(text).problems
    assert message in problem.message and "\n" not in problem.message
    assert problem.start == at and at <= problem.end <= len(text)


def test_a_message_never_quotes_the_source() -> None:
    for text in ('p = "hunter2\n', "p = hunter2 hunter2\n", "p = [hunter2 hunter2]\n", "hunter2\n"):
        assert parse(text).problems
        assert not any("hunter2" in problem.message for problem in parse(text).problems)


def test_a_broken_argument_costs_only_itself() -> None:
    text = 'a "b" {\n  c = 1\n  d = [1 2]\n  e = {\n    f = 3\n  g = "h\n  i = 4\n}\nj {\n}\n'
    parsed = parse(text)
    (a, j) = parsed.body[1]
    names = {name: node[0] for name, _, _, node in a[5][0]}
    assert names == {"c": NUMBER, "d": BROKEN, "e": BROKEN, "g": BROKEN, "i": NUMBER}
    assert len(parsed.problems) == 3
    assert j[0] == "j" and text[j[2] : j[4]] == "j {\n}"


def test_a_broken_block_costs_only_itself() -> None:
    good = 'resource "a" "b" {\n  c = 1\n}\n'
    for bad in (
        'resource "a" {\n  = 1\n}\n',
        'resource "a" "x" {\n  c = 1\n',
        'resource "a" "x" {\n  c {\n}\n',
        'resource "a" "${b}" {\n}\n',
        "resource a b\n{\n}\n",
        "}\n",
        "]\n",
        "hello\n",
        'resource "a" "x" {\n  c = <<EOT\n  }\n}\n',
    ):
        parsed = parse(good + bad + good)
        assert len(parsed.problems) >= 1, bad
        offsets = [block[2] for block in parsed.body[1]]
        assert offsets == [0, len(good + bad)], bad


def test_a_broken_value_of_a_variables_file() -> None:
    parsed = parse('a = 1\nb = [\n  1\n  2\n]\nc = "x"\nd = (\n')
    assert [(a[0], a[3][0]) for a in parsed.body[0]] == [
        ("a", "n"), ("b", BROKEN), ("c", "t"), ("d", BROKEN)
    ]  # fmt: skip


def test_blocks_without_indentation_are_read() -> None:
    parsed = parse("a {\nb {\nc = 1\n}\n}\nd {\n}\n")
    assert not parsed.problems
    assert [block[0] for block in parsed.body[1]] == ["a", "d"]


@pytest.mark.parametrize("depth", [MAX_DEPTH - 3, MAX_DEPTH + 3, 100_000])
@pytest.mark.parametrize(
    ("opener", "middle", "closer"),
    [
        ("[", "1", "]"), ("(", "1", ")"), ("{a = ", "1", "}"), ("f(", "1", ")"), ("a[", "b", "]"),
        ("-", "1", ""), ('"${', "1", '}"'), ("a ? ", "b", " : c"), ("a ? b : ", "c", ""),
        ("1 + ", "1", ""), ("[for x in ", "y", " : x]"), ("[", "a", "][b]"), ("", "a", "[*]"),
        ('"%{if a}', "", '%{endif}"'),
    ],
)  # fmt: skip
def test_depth_is_bounded(opener: str, middle: str, closer: str, depth: int) -> None:
    parsed = parse(f"x = {opener * depth}{middle}{closer * depth}\ny = 1\n")
    assert parsed.body[0][-1][0] == "y"
    if depth > MAX_DEPTH:
        assert parsed.body[0][0][3][0] == BROKEN
        assert len(parsed.problems) == 1


def test_nested_blocks_are_bounded() -> None:
    fine = MAX_DEPTH - 2
    assert not parse("a {\n" * fine + "}\n" * fine).problems
    (problem,) = parse("a {\n" * 100_000).problems
    assert "128 levels" in problem.message


def test_the_collector_is_left_as_it_was() -> None:
    big = "a = 1\n" * 20_000
    assert gc.isenabled()
    parse(big)
    assert gc.isenabled()
    gc.disable()
    try:
        parse(big)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_no_literal_text_is_in_the_tree() -> None:
    text = 'a = "hunter2"\nb = <<E\nhunter2 ${c}\nE\nd = {"hunter2" = f("hunter2")}\n'
    parsed = parse(text)
    assert not parsed.problems
    assert "hunter2" not in repr(parsed.body)
    (part,) = parsed.body[0][0][3][3]
    assert part[0] == LITERAL and text[part[1] : part[2]] == "hunter2"


def height(node: Node) -> int:
    """The levels of a tree: of its nodes, whatever tuples lie between them."""
    below = [height(child) for child in node if type(child) is tuple and child]
    is_node = type(node[0]) is str and len(node) > 2 and type(node[1]) is int
    return is_node + max(below, default=0)


@pytest.mark.parametrize("levels", range(2, 16, 3))
@pytest.mark.parametrize("chain", [2, 4, 5, 9])
def test_no_tree_is_deeper_than_it_may_be(levels: int, chain: int) -> None:
    text = "x"
    for _ in range(levels):
        text = "-" * chain + f"({text})" + "[y]" * chain + " + z" * chain
    parsed = parse(f"x = {text}\n")
    node = parsed.body[0][0][3]
    assert height(node) <= MAX_DEPTH
    assert bool(parsed.problems) == (node[0] == BROKEN) == (levels * (3 * chain + 1) >= MAX_DEPTH)
