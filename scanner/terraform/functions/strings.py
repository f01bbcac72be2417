"""String functions but for format and regular expressions."""

from __future__ import annotations

from dataclasses import replace

from scanner.model import Unknown
from scanner.terraform.functions import STRINGS, Function, typed
from scanner.terraform.functions.graphemes import graphemes
from scanner.terraform.values import MAX_STRING, Failure, LimitHit, List, Value


def check_size(size: int) -> None:
    """Refuse to build a string of more than 10 MB."""
    if size > MAX_STRING:
        raise LimitHit("limit-string-size", "a string is longer than 10 MB")


def join(separator: str, *lists: list[str | None]) -> str:
    """The strings of all lists with `separator` between."""
    if not lists:
        raise Failure("at least one list is required")
    parts: list[str] = []
    for one in lists:
        for item in one:
            if item is None:
                raise Failure("an element is null")
            parts.append(item)
    check_size(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)


def _split(separator: str, text: str) -> Value:
    return List(text.split(separator) if separator else list(text), "string")


def _chomp(text: str) -> str:
    return text.rstrip("\r\n")


def _indent(spaces: int, text: str) -> str:
    if type(spaces) is not int or spaces < 0:
        raise Failure("the number of spaces must be a whole number, at least 0")
    check_size(len(text) + spaces * text.count("\n"))
    return text.replace("\n", "\n" + " " * spaces)


def _substr(text: str, offset: int, length: int) -> str:
    if type(offset) is not int or type(length) is not int:
        raise Failure("offset and length must be whole numbers")
    characters = graphemes(text)
    if offset < 0:
        # Terraform's own quirk: of the end, no characters are all.
        length = length or -1
        offset += len(characters)
        if offset < 0:
            return text if length < 0 else "".join(characters[:length])
    return "".join(characters[offset:] if length < 0 else characters[offset : offset + length])


def _reversed(text: str) -> str:
    return "".join(reversed(graphemes(text)))


def _title(text: str) -> str:
    result = []
    previous = " "
    for character in text:
        if previous.isascii():
            starts = not (previous.isalnum() or previous == "_")
        else:
            starts = previous.isspace()
        titled = character.title() if starts and character.isalpha() else character
        # Go has titles of one character only.
        result.append(titled if len(titled) == 1 else character)
        previous = character
    return "".join(result)


def _lower(text: str) -> str:
    # Go maps character by character, Python by Unicode's full rules.
    return text.lower() if text.isascii() else "".join(c.lower()[0] for c in text)


def _upper(text: str) -> str:
    if text.isascii():
        return text.upper()
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


# Unicode's White_Space; Python strips the separators U+001C to U+001F, too.
_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def _trim_space(text: str) -> str:
    return text.strip(_SPACES)


def _starts_with(text: Value, start: Value) -> Value:
    """Also of a text of which the beginning is known."""
    if type(text) is Unknown:
        known = text.pieces[0] if text.pieces else None
        if type(start) is str and known:
            if known.startswith(start):
                return True
            if not start.startswith(known):
                return False
        return text
    return start if type(start) is Unknown else text.startswith(start)


FUNCTIONS: dict[str, Function] = {
    "chomp": typed(_chomp, "string"),
    "endswith": typed(lambda text, end: text.endswith(end), "string", "string"),
    "indent": typed(_indent, "number", "string"),
    "join": typed(join, "string", rest=STRINGS),
    "lower": typed(_lower, "string"),
    "split": typed(_split, "string", "string"),
    "startswith": replace(typed(_starts_with, "string", "string", structural=True), unknown=True),
    "strcontains": typed(lambda text, part: part in text, "string", "string"),
    "strrev": typed(_reversed, "string"),
    "substr": typed(_substr, "string", "number", "number"),
    "title": typed(_title, "string"),
    "trim": typed(lambda text, cutset: text.strip(cutset) if cutset else text, "string", "string"),
    "trimprefix": typed(str.removeprefix, "string", "string"),
    "trimspace": typed(_trim_space, "string"),
    "trimsuffix": typed(str.removesuffix, "string", "string"),
    "upper": typed(_upper, "string"),
}
