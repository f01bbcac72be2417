"""Numbers of 512 bits: what is computed the short way is what the long way gives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.terraform.binary import BITS, arithmetic, canonical, fraction, nearest

WHOLE = st.integers(min_value=-(2**BITS) + 1, max_value=2**BITS - 1)


@settings(max_examples=100)
@given(WHOLE, st.integers(min_value=1, max_value=2**70))
def test_a_whole_number_is_itself(whole: int, denominator: int) -> None:
    assert nearest(whole * denominator, denominator) == whole


@settings(max_examples=100)
@given(WHOLE.filter(bool), st.integers(min_value=1, max_value=2**70))
def test_a_fraction_is_off_by_half_of_the_last_bit_at_most(top: int, bottom: int) -> None:
    exact = Fraction(top, bottom)
    got = Fraction(*fraction(nearest(top, bottom)))
    assert abs(got - exact) <= abs(exact) / 2**BITS


@settings(max_examples=50)
@given(st.integers(min_value=1, max_value=10**30), st.integers(min_value=0, max_value=900))
def test_digits_beyond_the_middle_of_two_numbers_still_count(start: int, zeros: int) -> None:
    """A number of very many digits is cut, but the last of them may decide how it is rounded."""
    middle = Decimal(f"{start}.5")
    long = Decimal(f"{start}.{'5' + '0' * zeros}{'0' * 7_000}1")
    assert canonical(long) == nearest(*long.as_integer_ratio())
    assert canonical(long) == canonical(middle)


def test_what_lies_right_above_the_middle_is_rounded_up() -> None:
    even = 2 * 2**BITS  # its neighbours are four away
    above = Decimal(f"{even + 2}.{'0' * 8_000}1")
    assert canonical(above) == canonical(Decimal(even + 4)) == nearest(*above.as_integer_ratio())
    assert canonical(Decimal(even + 2)) == canonical(Decimal(even)) != canonical(above)


@settings(max_examples=100)
@given(st.sampled_from("+-*"), WHOLE, WHOLE)
def test_whole_numbers_are_computed_as_fractions_are(op: str, a: int, b: int) -> None:
    exact = {"+": a + b, "-": a - b, "*": a * b}[op]
    assert arithmetic(op, a, b) == nearest(exact, 1)
