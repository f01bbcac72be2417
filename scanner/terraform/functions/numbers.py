"""Numeric functions."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, Unsupported, Value, number

Number = int | Decimal

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _pow(base: Number, power: Number) -> Value:
    # Terraform computes with 64-bit floating point here.
    try:
        return number(math.pow(base, power))
    except (OverflowError, ValueError):
        raise Unsupported("the result is infinite or not a number") from None


def _log(value: Number, base: Number) -> Value:
    try:
        return number(math.log(value) / math.log(base))
    except (OverflowError, ValueError, ZeroDivisionError):
        raise Unsupported("the result is infinite or not a number") from None


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
    if type(value) is not int:
        raise Failure("a whole number is required")
    return (value > 0) - (value < 0)


def _ceil(value: Number) -> Value:
    return number(value.to_integral_value(ROUND_CEILING)) if type(value) is Decimal else value


def _floor(value: Number) -> Value:
    return number(value.to_integral_value(ROUND_FLOOR)) if type(value) is Decimal else value


FUNCTIONS: dict[str, Function] = {
    "abs": typed(abs, "number"),
    "ceil": typed(_ceil, "number"),
    "floor": typed(_floor, "number"),
    "log": typed(_log, "number", "number"),
    "max": typed(_largest, "number", rest="number"),
    "min": typed(_smallest, "number", rest="number"),
    "parseint": typed(_parse_int, "any", "number"),
    "pow": typed(_pow, "number", "number"),
    "signum": typed(_signum, "number"),
}
