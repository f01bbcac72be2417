"""Numeric functions."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from scanner.terraform.binary import Number, from_float, negated
from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, Unsupported, Value, number

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _pow(base: Number, power: Number) -> Value:
    # Terraform computes with 64-bit floating point here.
    return _of_float(go_pow(float(base), float(power)))


def _log(value: Number, base: Number) -> Value:
    top, bottom = _go_log(float(value)), _go_log(float(base))
    if bottom == 0:
        # Go divides by zero: infinite, or not a number.
        return _of_float(math.nan if top == 0 or math.isnan(top) else math.copysign(math.inf, top))
    return _of_float(top / bottom)


def _go_log(value: float) -> float:
    if value < 0 or math.isnan(value):
        return math.nan
    return -math.inf if value == 0 else math.log(value)


def _of_float(value: float) -> Value:
    if math.isnan(value):
        raise Failure("the result is not a number")
    if math.isinf(value):
        raise Unsupported("the result is infinite")
    return from_float(value)


def go_pow(base: float, power: float) -> float:
    """The power as Go's math.Pow computes it, which rounds each squaring."""
    if power == 0 or base == 1:
        return 1.0
    if power == 1:
        return base
    if base == 0:
        if power > 0:
            odd = math.fmod(power, 2) in (1.0, -1.0)
            return base if odd else 0.0
        return math.inf
    if power == 0.5:
        return math.sqrt(base) if base > 0 else math.nan
    if power == -0.5:
        return 1 / math.sqrt(base) if base > 0 else math.nan
    part, whole = math.modf(abs(power))
    if part != 0 and base < 0:
        return math.nan
    if whole >= 2.0**63:
        if base == -1:
            return 1.0
        return 0.0 if (abs(base) < 1) == (power > 0) else math.inf
    return _squared(base, int(whole), part, power < 0)


def _squared(base: float, whole: int, part: float, inverse: bool) -> float:
    result, exponent = 1.0, 0
    if part != 0:
        if part > 0.5:
            part -= 1
            whole += 1
        result = math.exp(part * math.log(base))
    mantissa, power = math.frexp(base)
    while whole:
        if not -4096 <= power <= 4096:
            exponent += power
            break
        if whole & 1:
            result *= mantissa
            exponent += power
        mantissa *= mantissa
        power *= 2
        if mantissa < 0.5:
            mantissa += mantissa
            power -= 1
        whole >>= 1
    if inverse:
        result, exponent = 1 / result, -exponent
    try:
        return math.ldexp(result, exponent)
    except OverflowError:
        return math.copysign(math.inf, result)


def _parse_int(text: Value, base: Number) -> Value:
    if type(text) is not str:
        raise Failure("the first argument must be a string")
    if type(base) is not int or not 2 <= base <= 62:
        raise Failure("the base must be a whole number between 2 and 62")
    digits = text[1:] if text[:1] in ("-", "+") else text
    if base <= 36:
        digits = digits.lower()
    if not digits or len(digits) > 600:
        raise Failure(f"cannot parse it as a number of base {base}")
    total = 0
    for digit in digits:
        worth = _DIGITS.find(digit)
        if not 0 <= worth < base:
            raise Failure(f"cannot parse it as a number of base {base}")
        total = total * base + worth
    return number(-total if text[0] == "-" else total)


def _largest(*values: Number) -> Number:
    return max(values)


def _smallest(*values: Number) -> Number:
    return min(values)


def _signum(value: Number) -> int:
    if value != int(value):
        raise Failure("a whole number is required")
    return (value > 0) - (value < 0)


def _abs(value: Number) -> Value:
    # Not abs(), which rounds a Decimal to 28 digits.
    return negated(value) if value < 0 or (value == 0 and type(value) is not int) else value


def _ceil(value: Number) -> Value:
    return int(value.to_integral_value(ROUND_CEILING)) if isinstance(value, Decimal) else value


def _floor(value: Number) -> Value:
    return int(value.to_integral_value(ROUND_FLOOR)) if isinstance(value, Decimal) else value


FUNCTIONS: dict[str, Function] = {
    "abs": typed(_abs, "number"),
    "ceil": typed(_ceil, "number"),
    "floor": typed(_floor, "number"),
    "log": typed(_log, "number", "number"),
    "max": typed(_largest, "number", rest="number"),
    "min": typed(_smallest, "number", rest="number"),
    "parseint": typed(_parse_int, "any", "number"),
    "pow": typed(_pow, "number", "number"),
    "signum": typed(_signum, "number"),
}
