"""Numbers as Terraform has them: binary floating point of 512 bits, written in decimal.

Terraform's numbers are Go's `big.Float`: an operation rounds to the larger precision of its
operands, and a number is written with the fewest digits that tell it from its neighbours. A
literal has 512 bits; what some functions compute has 53 or 64.

Here a number is an ``int`` or a `Decimal` of those fewest digits, which tell all 512-bit numbers
apart; `Rounded` is one of fewer bits, whose value is exact while it is written shorter.
"""

from __future__ import annotations

from decimal import Context, Decimal
from functools import lru_cache

BITS = 512
# Each decimal number of so many digits is told apart by 512 bits.
_SAFE_DIGITS = 153
# More than lie between two 512-bit numbers down to 1e-1200 and the middle of them.
_MOST_DIGITS = 6_000
_EXACT = Context(prec=100_000, Emax=999_999, Emin=-999_999)

Number = int | Decimal


class Rounded(Decimal):
    """The exact value of a number that has `bits` of precision, fewer than 512."""

    __slots__ = ("bits",)
    bits: int


def bits_of(value: Number) -> int:
    """The precision of a number."""
    return value.bits if isinstance(value, Rounded) else BITS


@lru_cache(maxsize=1_000)
def nearest(numerator: int, denominator: int, bits: int = BITS) -> Number:
    """The number of this precision next to a fraction, ties to even. denominator: above zero."""
    if numerator == 0:
        return 0
    whole, rest = divmod(numerator, denominator)
    if rest == 0 and whole.bit_length() <= bits:
        return whole
    mantissa, exponent = _round(abs(numerator), denominator, bits)
    digits, scale = _shortest(mantissa, exponent, bits)
    sign = "-" if numerator < 0 else ""
    short = Decimal(f"{sign}{digits}e{scale}")
    if bits != BITS:
        exact = _exact(mantissa, exponent)
        if exact != abs(short):
            rounded = Rounded(exact.copy_sign(short))
            rounded.bits = bits
            return rounded
    if scale >= 0 or short == short.to_integral_value():
        return int(short)
    return short


def from_float(value: float) -> Number:
    """A finite number of Go's float64, the sign of a zero included."""
    if value == 0:
        return Decimal("-0") if str(value).startswith("-") else 0
    return nearest(*value.as_integer_ratio(), 53)


def canonical(value: Decimal) -> Number:
    """A decimal number of any length as the 512-bit number next to it."""
    if value == 0:
        return Decimal("-0") if value.is_signed() else 0
    digits = value.as_tuple().digits
    if len(digits) > _SAFE_DIGITS:
        if len(digits) > _MOST_DIGITS:
            value = _cut(value)
        return nearest(*value.as_integer_ratio())
    if value == value.to_integral_value():
        return int(value)
    return value.normalize(_EXACT)


def _cut(value: Decimal) -> Decimal:
    """A very long number with fewer digits, on the same side of all that it may be rounded at."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    last = 1 if any(digits[_MOST_DIGITS:]) else 0
    return Decimal(
        (sign, (*digits[:_MOST_DIGITS], last), exponent + len(digits) - _MOST_DIGITS - 1)
    )


def fraction(value: Number) -> tuple[int, int]:
    """The exact value of a number as numerator and denominator."""
    if isinstance(value, Rounded):
        return value.as_integer_ratio()
    if isinstance(value, int):
        if value.bit_length() <= BITS:
            return value, 1
        numerator, denominator = value, 1
    else:
        numerator, denominator = value.as_integer_ratio()
    if numerator == 0:
        return 0, 1
    mantissa, exponent = _round(abs(numerator), denominator, BITS)
    mantissa = -mantissa if numerator < 0 else mantissa
    return (mantissa << exponent, 1) if exponent >= 0 else (mantissa, 1 << -exponent)


def arithmetic(op: str, a: Number, b: Number) -> Number:
    """``a op b`` for + - * / %, where `b` is not zero for the last two."""
    bits = max(bits_of(a), bits_of(b))
    top, bottom = fraction(a)
    other_top, other_bottom = fraction(b)
    if op == "%":
        return _remainder((top, bottom), (other_top, other_bottom), bits)
    if op in "+-":
        if op == "-":
            other_top = -other_top
        top, bottom = top * other_bottom + other_top * bottom, bottom * other_bottom
    elif op == "*":
        top, bottom = top * other_top, bottom * other_bottom
        if bits != BITS and top:
            # A product is not cut below what it needs.
            odd = abs(top) >> ((top & -top).bit_length() - 1)
            bits = max(bits, min(BITS, odd.bit_length()))
    else:
        top, bottom = top * other_bottom, bottom * other_top
        if bottom < 0:
            top, bottom = -top, -bottom
    if top == 0:
        negative = op in "*/" and _negative(a) != _negative(b)
        return Decimal("-0") if negative else 0
    return nearest(top, bottom, bits)


def negated(value: Number) -> Number:
    """The number with the other sign, which a zero has, too."""
    if isinstance(value, int):
        return -value if value else Decimal("-0")
    if isinstance(value, Rounded):
        negated = Rounded(value.copy_negate())
        negated.bits = value.bits
        return negated
    return value.copy_negate() if value else 0


def _negative(value: Number) -> bool:
    return value.is_signed() if isinstance(value, Decimal) else value < 0


def _remainder(left: tuple[int, int], right: tuple[int, int], bits: int) -> Number:
    """What is left of a division that rounds towards zero; each step is rounded."""
    top, bottom = left[0] * right[1], left[1] * right[0]
    if bottom < 0:
        top, bottom = -top, -bottom
    top, bottom = fraction(nearest(top, bottom))
    whole = abs(top) // bottom
    whole = -whole if top < 0 else whole
    product = fraction(nearest(whole * right[0], right[1]))
    top, bottom = left[0] * product[1] - product[0] * left[1], left[1] * product[1]
    return nearest(top, bottom, bits)


def _round(numerator: int, denominator: int, bits: int) -> tuple[int, int]:
    """mantissa of exactly `bits` bits and exponent of two, next to a fraction above zero."""
    exponent = numerator.bit_length() - denominator.bit_length() - bits
    while True:
        top = numerator << -exponent if exponent < 0 else numerator
        bottom = denominator << exponent if exponent > 0 else denominator
        mantissa, rest = divmod(top, bottom)
        if mantissa.bit_length() <= bits:
            break
        exponent += 1
    if mantissa.bit_length() < bits:
        exponent -= 1
        top = numerator << -exponent if exponent < 0 else numerator
        bottom = denominator << exponent if exponent > 0 else denominator
        mantissa, rest = divmod(top, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and mantissa & 1):
        mantissa += 1
        if mantissa.bit_length() > bits:
            mantissa >>= 1
            exponent += 1
    return mantissa, exponent


def _exact(mantissa: int, exponent: int) -> Decimal:
    if exponent >= 0:
        return Decimal(mantissa << exponent)
    return _EXACT.scaleb(Decimal(mantissa * 5**-exponent), exponent)


def shortest_digits(value: Number) -> tuple[str, int]:
    """The fewest digits of a number that is not zero, without its sign: (digits, power of ten)."""
    numerator, denominator = fraction(value)
    bits = bits_of(value)
    return _shortest(*_round(abs(numerator), denominator, bits), bits)


def _shortest(mantissa: int, exponent: int, bits: int) -> tuple[str, int]:
    """The fewest digits that lie nearer to this number than to its neighbours.

    As Go does it, the lower neighbour counts as far away as the upper one, which it is not below
    a power of two.
    """
    doubled, power = 2 * mantissa, exponent - 1
    if power >= 0:
        factor, scale = 1 << power, 0
    else:
        factor, scale = 5**-power, power
    lower, middle, upper = (str((doubled + d) * factor) for d in (-1, 0, 1))
    width = len(upper)
    lower, middle = lower.rjust(width, "0"), middle.rjust(width, "0")
    inclusive = mantissa % 2 == 0
    ends = [len(text.rstrip("0")) for text in (lower, upper)]
    for at in range(len(middle.rstrip("0"))):
        low, digit, high = lower[at], middle[at], upper[at]
        down = low != digit or (inclusive and at + 1 == ends[0])
        up = digit != high and (inclusive or int(digit) + 1 < int(high) or at + 1 < ends[1])
        if down or up:
            kept = middle[: at + 1]
            rest = middle[at + 1 :]
            half = "5" + "0" * (len(rest) - 1) if rest else ""
            if down and up:
                upwards = rest > half or (rest == half and rest and int(digit) % 2 == 1)
            else:
                upwards = up
            number = int(kept) + (1 if upwards else 0)
            text = str(number)
            stripped = text.rstrip("0") or "0"
            return stripped, scale + len(rest) + len(text) - len(stripped)
    stripped = middle.rstrip("0")
    return stripped.lstrip("0"), scale + len(middle) - len(stripped)
