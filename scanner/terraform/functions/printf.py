"""format() and formatlist(), after the verbs of Go's fmt as Terraform has them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from scanner.terraform.encoding import compact_json
from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.strings import check_size
from scanner.terraform.types import to_bool, to_number, to_string
from scanner.terraform.values import Failure, List, Value, number_text

_VERB = re.compile(
    r"%(?P<flags>[ +#0-]*)(?P<width>\d+|\*)?(?:\.(?P<precision>\d+|\*)?)?"
    r"(?:\[(?P<index>\d+)\])?(?P<verb>.)",
    re.DOTALL,
)
_MAX_WIDTH = 10_000


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
        found = _VERB.match(template, percent)
        if found is None:
            raise Failure("the format ends in an unfinished verb")
        at = found.end()
        if found["verb"] == "%":
            pieces.append("%")
            continue
        if found["width"] == "*" or found["precision"] == "*":
            raise Failure("a width taken from the arguments is not supported")
        position = int(found["index"]) - 1 if found["index"] else following
        if not 0 <= position < len(arguments):
            raise Failure(f"there is no argument for {found[0]!r}")
        following = position + 1
        used = max(used, following)
        piece = _verb(found, arguments[position], "." in found[0].partition("[")[0])
        size += len(piece)
        check_size(size)
        pieces.append(piece)
    if used < len(arguments) and "[" not in template:
        raise Failure("there are more arguments than verbs")
    return "".join([*pieces, template[at:]])


def _verb(found: re.Match[str], value: Value, dotted: bool) -> str:
    flags, verb = found["flags"], found["verb"]
    width = int(found["width"] or 0)
    precision = int(found["precision"] or 0) if dotted else None
    if width > _MAX_WIDTH or (precision or 0) > _MAX_WIDTH:
        raise Failure("the width is too large")
    if value is None:
        # Terraform 1.11 gives an unknown string here, which no apply ever makes known.
        raise Failure(f"%{verb} of null")
    if verb == "v":
        text = _default_verb(value, flags)
    elif verb == "t":
        return "true" if to_bool(value) else "false"
    elif verb in "bdoxX":
        return _integer(value, verb, flags, width)
    elif verb in "eEfgG":
        text = _signed(_floating(value, verb, precision), flags)
        return _zero_padded(text, flags, width)
    elif verb in "sq":
        text = to_string(value) if precision is None else to_string(value)[:precision]
        text = compact_json(text) if verb == "q" else text
    else:
        raise Failure(f"the format verb %{verb} is not supported")
    return text.ljust(width) if "-" in flags else text.rjust(width)


def _default_verb(value: Value, flags: str) -> str:
    if "#" in flags:
        return compact_json(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _shortest(Decimal(value), "g")
    return compact_json(value) if isinstance(value, list | dict) else to_string(value)


def _integer(value: Value, verb: str, flags: str, width: int) -> str:
    whole = to_number(value)
    if type(whole) is not int:
        raise Failure(f"%{verb} requires a whole number")
    digits = format(abs(whole), verb)
    if "#" in flags:
        digits = {"x": "0x", "X": "0X", "o": "0", "b": "0b"}.get(verb, "") + digits
    return _zero_padded(_signed("-" + digits if whole < 0 else digits, flags), flags, width)


def _signed(text: str, flags: str) -> str:
    if text.startswith("-"):
        return text
    return ("+" if "+" in flags else " " if " " in flags else "") + text


def _zero_padded(text: str, flags: str, width: int) -> str:
    if "-" in flags:
        return text.ljust(width)
    return text.zfill(width) if "0" in flags else text.rjust(width)


def _floating(value: Value, verb: str, precision: int | None) -> str:
    number = Decimal(to_number(value))
    if verb == "f":
        places = 6 if precision is None else precision
        if number.adjusted() + places > 1000:
            raise Failure("the number is too large")
        from decimal import localcontext

        with localcontext(prec=2000):
            return format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN), "f")
    if verb in "eE":
        return format(float(number), f".{6 if precision is None else precision}{verb}")
    if precision is None:
        return _shortest(number, verb)
    return format(float(number), f".{precision or 1}{verb}")


def _shortest(number: Decimal, verb: str) -> str:
    """%g without a precision: the fewest digits that tell the number apart."""
    exponent = number.adjusted()
    if number != 0 and (exponent < -4 or exponent >= 21):
        digits = "".join(map(str, number.normalize().as_tuple().digits))
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        sign = "-" if number < 0 else ""
        return f"{sign}{mantissa}{'e' if verb == 'g' else 'E'}{exponent:+03d}"
    whole = int(number) if number == number.to_integral_value() else number
    return number_text(whole)


def _format(template: str, *arguments: Value) -> str:
    return format_text(template, list(arguments))


def _format_list(template: str, *arguments: Value) -> Value:
    lengths = {len(a) for a in arguments if isinstance(a, list)}
    if len(lengths) > 1:
        raise Failure("the lists have different lengths")
    rows = lengths.pop() if lengths else 1
    return List(
        [
            format_text(template, [a[i] if isinstance(a, list) else a for a in arguments])
            for i in range(rows)
        ],
        "string",
    )


FUNCTIONS: dict[str, Function] = {
    "format": typed(_format, "string", rest="any", nullable=True),
    "formatlist": typed(_format_list, "string", rest="any", nullable=True),
}
