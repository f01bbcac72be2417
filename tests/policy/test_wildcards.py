"""Wildcards: equal to the plain regular expression, without its exponential time."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from scanner.wildcards import like


@given(st.text("ab[.\n", max_size=8), st.text("ab[.*?", max_size=6))
def test_equals_the_plain_regular_expression(text: str, pattern: str) -> None:
    plain = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert like(text, pattern) == (re.fullmatch(plain, text, re.DOTALL) is not None)


def test_case_counts_unless_told_otherwise() -> None:
    assert not like("CKV_AWS_1", "ckv_*")
    assert like("CKV_AWS_1", "ckv_*", ignore_case=True)


def test_no_pattern_takes_long() -> None:
    started = time.process_time()
    assert not like("a" * 5000, "*a" * 60 + "b")
    assert not like("a" * 5000, "*" * 60 + "b")
    assert time.process_time() - started < 1
