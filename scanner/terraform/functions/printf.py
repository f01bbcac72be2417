"""format() and formatlist(), after the verbs of Go's fmt as Terraform has them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from scanner.model import Unknown
from scanner.terraform.binary import fraction, shortest_digits
from scanner.terraform.encoding import compact_json
from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.graphemes import graphemes
from scanner.terraform.functions.strings import check_size
from scanner.terraform.types import to_bool, to_number, to_string
from scanner.terraform.values import (
    Failure,
    List,
    Unsupported,
    Value,
    bare,
    census,
    is_number,
    unmark_deep,
)

_VERB = re.compile(
    r"%(?P<flags>[ +#0-]*)(?P<width>\d+)?(?:\.(?P<precision>\d*))?"
    r"(?:\[(?P<index>\d+)\])?(?P<verb>[a-zA-Z])",
    re.ASCII,
)
_MAX_WIDTH = 10_000
_EXACT = Context(prec=20_000, Emax=999_999, Emin=-999_999, rounding=ROUND_HALF_EVEN)


def format_text(template: str, arguments: list[Value]) -> str:
    """`template` with its verbs replaced; raises Failure for wrong verbs or arguments."""
    pieces: list[str] = []
    at, following, used = 0, 0, 0
    size = 0
    while True:
        percent = template.find("%", at)
        if percent < 0:
            break
        pieces.append(template[at:percent])
        if template.startswith("%%", percent):
            pieces.append("%")
            at = percent + 2
            continue
        found = _VERB.match(template, percent)
        if found is None:
            raise Failure("the format has an unfinished or unknown verb")
        at = found.end()
        position = int(found["index"]) - 1 if found["index"] else following
        if not 0 <= position < len(arguments):
            raise Failure(f"there is no argument for {found[0]!r}")
        following = position + 1
        used = max(used, following)
        piece = _verb(found, arguments[position])
        size += len(piece)
        check_size(size)
        pieces.append(piece)
    if used < len(arguments):
        raise Failure("there are more arguments than verbs")
    return "".join([*pieces, template[at:]])


def _verb(found: re.Match[str], value: Value) -> str:
    flags, verb = found["flags"], found["verb"]
    width = _size(found["width"])
    precision = None if found["precision"] is None else _size(found["precision"])
    if value is None:
        # Terraform 1.11 gives an unknown string here, which no apply ever makes known.
        raise Unsupported(f"%{verb} of null is known to nobody")
    if verb == "v":
        return _padded(_default(value, flags), flags, width)
    if verb == "t":
        return "true" if to_bool(value) else "false"
    if verb in "bdoxX":
        return _integer(value, verb, flags, width, precision)
    if verb in "eEfgG":
        return _floating(value, verb, flags, width, precision)
    if verb in "sq":
        text = to_string(value)
        if precision:
            text = "".join(graphemes(text)[:precision])
        return _padded(compact_json(text) if verb == "q" else text, flags, width)
    raise Failure(f"there is no format verb %{verb}")


def _default(value: Value, flags: str) -> str:
    if "#" in flags or isinstance(value, list | dict):
        return compact_json(value)
    return _floating(value, "g", "", 0, None) if is_number(value) else to_string(value)


def _size(digits: str | None) -> int:
    if digits and (len(digits) > 5 or int(digits) > _MAX_WIDTH):
        raise Failure("the width is too large")
    return int(digits or 0)


def _padded(text: str, flags: str, width: int) -> str:
    missing = width - len(graphemes(text))
    if missing <= 0:
        return text
    pad = ("0" if "0" in flags else " ") * missing
    return text + pad if "-" in flags else pad + text


def _sign(negative: bool, flags: str) -> str:
    return "-" if negative else "+" if "+" in flags else " " if " " in flags else ""


def _integer(value: Value, verb: str, flags: str, width: int, precision: int | None) -> str:
    number = to_number(value)
    if number != int(number):
        raise Failure(f"%{verb} requires a whole number")
    whole = int(number)
    digits = format(abs(whole), verb)
    sign = _sign(whole < 0, flags)
    prefix = {"x": "0x", "X": "0X", "o": "0", "b": "0b"}.get(verb, "") if "#" in flags else ""
    if precision is not None:
        if digits == "0" and precision == 0:
            return ""
        digits = digits.zfill(precision)
    missing = max(0, width - len(sign) - len(prefix) - len(digits))
    if "-" in flags:
        return sign + prefix + digits + " " * missing
    if "0" in flags and precision is None:
        return sign + prefix + "0" * missing + digits
    return " " * missing + sign + prefix + digits


def _floating(value: Value, verb: str, flags: str, width: int, precision: int | None) -> str:
    number = to_number(value)
    negative = number.is_signed() if isinstance(number, Decimal) else number < 0
    if precision is None and verb in "gG":
        digits, power = shortest_digits(number) if number else ("", 1)
        text = _general(digits, power, verb, None)
    else:
        exact = _exact(*fraction(number))
        places = 6 if precision is None else precision
        if verb == "f":
            text = format(exact.quantize(Decimal(1).scaleb(-places), context=_EXACT), "f")
        elif verb in "eE":
            text = _exponent(*_cut(exact, places + 1), verb, places)
        else:
            digits, power = _cut(exact, places or 1) if exact else ("", 1)
            stripped = digits.rstrip("0")
            text = _general(stripped, power + len(digits) - len(stripped), verb, places or 1)
    sign = _sign(negative, flags)
    missing = max(0, width - len(sign) - len(text))
    if "-" in flags:
        return sign + text + " " * missing
    if "0" in flags:
        return sign + "0" * missing + text
    return " " * missing + sign + text


def _exact(numerator: int, denominator: int) -> Decimal:
    """The absolute value of a fraction over a power of two."""
    places = denominator.bit_length() - 1
    return _EXACT.scaleb(Decimal(abs(numerator) * 5**places), -places)


def _cut(exact: Decimal, digits: int) -> tuple[str, int]:
    """The first `digits` digits of a number, rounded, and the power of ten of the last."""
    if exact == 0:
        return "0" * digits, 1 - digits
    power = exact.adjusted() - digits + 1
    whole = int(_EXACT.scaleb(exact, -power).quantize(Decimal(1), context=_EXACT))
    text = str(whole)
    return (text, power) if len(text) == digits else (text[:digits], power + 1)


def _exponent(digits: str, power: int, verb: str, places: int) -> str:
    exponent = power + len(digits) - 1 if digits.strip("0") else 0
    mantissa = digits[:1] + ("." + digits[1 : places + 1].ljust(places, "0") if places else "")
    return f"{mantissa}{verb}{exponent:+03d}"


def _general(digits: str, power: int, verb: str, precision: int | None) -> str:
    """%g: with an exponent where that is far from the digits. precision: None for the shortest."""
    if not digits:
        return "0"
    point = len(digits) + power
    most = 6 if precision is None else precision
    if precision is not None and precision > len(digits) >= point:
        most = len(digits)
    if point - 1 < -4 or point - 1 >= most:
        return _exponent(digits, power, "e" if verb == "g" else "E", len(digits) - 1)
    return format(Decimal(f"{digits}e{power}"), "f")


def _format(template: str, *arguments: Value) -> str:
    return format_text(template, list(arguments))


def _format_list(template: str, *arguments: Value) -> Value:
    lengths = {len(a) for a in map(bare, arguments) if isinstance(a, list)}
    if len(lengths) > 1:
        raise Failure("the lists have different lengths")
    rows = lengths.pop() if lengths else 1
    return List([_row(template, arguments, number) for number in range(rows)], "string")


def _row(template: str, arguments: tuple[Value, ...], number: int) -> Value:
    values = [a[number] if isinstance(a, list) else a for a in map(bare, arguments)]
    found = census(values)
    if found.unknown is not None:
        return Unknown(found.unknown.reason, found.unknown.reference, found.references)
    return format_text(template, [unmark_deep(value) for value in values])


FUNCTIONS: dict[str, Function] = {
    "format": typed(_format, "string", rest="any", nullable=True),
    "formatlist": typed(
        _format_list,
        "string",
        rest="any",
        nullable=True,
        structural=True,
        deep=True,
        veiled=True,
    ),
}
