"""Possessive groups as atomic ones, for the Pythons that match the former wrongly."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.possessive import atomic, possessive

# A possessive group of every kind that stands in the package.
PATTERNS = (
    r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/",
    r"(?:[ \t\n]++|\r\n|(?:#|//)[^\n]*+)*+",
    r'(?:[^"\\$%\r\n]++|\\(?:[nrt"\\])|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+(.?)',
    r"[0-9]++(?:\.[0-9]++(?:[eE][+-]?[0-9]++)?+|\.?[eE][+-]?[0-9]++)?+(.?)",
    r"[ \t]*+(\|\||&&|==|!=)?+(.?)",
    r'\[\s*"((?:[^"\\]|\\.)*+)"\s*\]',
    r"(?:[]\]a]x)++b",
)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("(?:ab)*+c", "(?>(?:ab)*)c"),
        ("((?:a)?+b)++", "(?>((?>(?:a)?)b)+)"),
        ("[(]*+[)]++", "[(]*+[)]++"),
        (r"\(a\)*+", r"\(a\)*+"),
        (r"[^])(]++(a)*", r"[^])(]++(a)*"),
        (r"([\])]x)?+", r"(?>([\])]x)?)"),
    ],
)
def test_how_it_is_written(pattern: str, written: str) -> None:
    assert atomic(pattern) == written


@pytest.mark.skipif(possessive("(?:a)*+") != "(?:a)*+", reason="this Python matches them wrongly")
@given(st.sampled_from(PATTERNS), st.text(alphabet='/*# \t\r\n"\\$%{}[]0.eE+-a|&=!xb', max_size=24))
def test_both_match_the_same(pattern: str, text: str) -> None:
    one, other = re.match(pattern, text), re.match(atomic(pattern), text)
    assert (one and (one.span(), one.groups())) == (other and (other.span(), other.groups()))


def test_this_python_matches_what_it_is_given() -> None:
    """Python 3.11.2 finds nothing here without help."""
    assert re.match(possessive(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"), "/* a * b */")
    assert re.match(possessive(rb"(?:a(?!b))*+ab"), b"ab")
    if sys.version_info >= (3, 12):
        assert possessive("(?:a)*+") == "(?:a)*+"
