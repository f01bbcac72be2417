"""Patterns with wildcards: what they match, and that nobody can make them slow."""

from __future__ import annotations

import fnmatch
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.wildcards import is_bounded, like

LONG = "*a" * 60 + "b"


@given(st.text("ab.[", max_size=12), st.text("ab.[*?", max_size=8))
@settings(max_examples=200, deadline=None)
def test_like_is_what_fnmatch_says_of_stars(text: str, pattern: str) -> None:
    assert like(text, pattern) == fnmatch.fnmatchcase(text, pattern.replace("[", "[[]"))


@pytest.mark.parametrize("pattern", ["", "a", "*", "**", "*a*", 'x["*"]', "?"])
def test_a_pattern_without_wildcards_matches_itself(pattern: str) -> None:
    assert like(pattern, pattern)
    assert like("", pattern) == (pattern.strip("*") == "")


def test_many_stars_take_no_time() -> None:
    started = time.process_time()
    assert not like("a" * 10_000, LONG)
    assert like("a" * 10_000 + "b", LONG)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("pattern", "bounded"),
    [
        ("*.py[cod]", True),
        ("**/*-*-*.tmp", True),
        ("a/*/b/*/c/*/d/*/e", True),
        ("****", True),
        ("*a*b*c*d", False),
        ("**/a/**/b/**/c/**", False),
    ],
)
def test_bounded(pattern: str, bounded: bool) -> None:
    assert is_bounded(pattern) is bounded
