"""JSON as Terraform writes and reads it."""

from __future__ import annotations

import re
from decimal import Decimal

from scanner.terraform.values import Failure, LimitHit, Value, bare, number, number_text

_DEEPEST = 200


def compact_json(value: Value) -> str:
    """What jsonencode() makes of a known value: keys sorted, no blanks, <, > and & escaped."""
    pieces: list[str] = []
    _write(value, pieces, 0)
    return "".join(pieces)


def _write(value: Value, pieces: list[str], depth: int) -> None:
    if depth > _DEEPEST:
        raise LimitHit("limit-value-depth", f"a value is nested more than {_DEEPEST} levels deep")
    value = bare(value)
    if value is None:
        pieces.append("null")
    elif type(value) is str:
        pieces.append(_string(value))
    elif type(value) is bool:
        pieces.append("true" if value else "false")
    elif isinstance(value, int | Decimal):
        pieces.append(number_text(value))
    elif isinstance(value, dict):
        opening = "{"
        for key in sorted(value):
            pieces.append(opening + _string(key) + ":")
            _write(value[key], pieces, depth + 1)
            opening = ","
        pieces.append("}" if value else "{}")
    elif isinstance(value, list):
        opening = "["
        for item in value:
            pieces.append(opening)
            _write(item, pieces, depth + 1)
            opening = ","
        pieces.append("]" if value else "[]")
    else:
        pieces.append(f'"unknown {id(value)}"')


def _string(text: str) -> str:
    from json.encoder import encode_basestring

    written = encode_basestring(text)
    if _to_escape(written):
        for character, escape in _ESCAPES:
            written = written.replace(character, escape)
    return written


_to_escape = re.compile("[<>&\u2028\u2029]").search
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def from_json(text: str) -> Value:
    """What jsondecode() makes of a text."""
    import json

    def refuse(name: str) -> Value:
        raise Failure(f"invalid JSON: {name}")

    try:
        value = json.loads(
            text,
            parse_float=lambda digits: number(Decimal(digits)),
            parse_int=lambda digits: number(Decimal(digits)),
            parse_constant=refuse,
        )
        return normalized(value)
    except ValueError as error:
        raise Failure(f"invalid JSON: {error}") from None
    except RecursionError:
        raise Failure("the JSON is nested too deep") from None


def normalized(value: Value) -> Value:
    """A decoded value with its texts as Terraform keeps all: Unicode's composed form."""
    if type(value) is str:
        return composed(value)
    if isinstance(value, dict):
        return {composed(key): normalized(item) for key, item in value.items()}
    return [normalized(item) for item in value] if isinstance(value, list) else value


def composed(text: str) -> str:
    """A text in normalization form C, with what is no character replaced."""
    if text.isascii():
        return text
    import unicodedata

    if any("\ud800" <= character <= "\udfff" for character in text):
        text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


_SURROGATES = re.compile("[\ud800-\udfff]")


def is_identifier(name: str) -> bool:
    """Whether HCL takes it for a name: letters, digits, underscores and dashes."""
    return name.replace("-", "_").isidentifier() and not name.startswith(("-", "_-"))


def quote(text: str) -> str:
    """A string as HCL spells it: for the keys in instance addresses."""
    import json

    written = json.dumps(text, ensure_ascii=False)
    return written.replace("${", "$${").replace("%{", "%%{")
