"""Values as explain prints them: exact, with what is unknown or secret said so at its place.

A *shown* value is what JSON can hold, with `decimal.Decimal` for numbers with a fraction. What
nobody knows is ``{"unknown": REASON, "reference": REFERENCE}``, at any depth; what is secret is
the text ``(sensitive)``.
"""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal
from typing import Any

from scanner.model import ABSENT, Path, Unknown
from scanner.terraform.plain import Plain
from scanner.terraform.values import LimitHit, Value, number_text

SENSITIVE = "(sensitive)"
Shown = Any


def shown(value: Value, path: Path = (), sensitive: Container[Path] = ()) -> Shown:
    """A value of `scanner.model` that stands at `path`, with what is secret left out.

    sensitive: the paths of what must never be shown.
    """
    if path in sensitive:
        return SENSITIVE
    kind = type(value)
    if kind is Unknown:
        return SENSITIVE if value.sensitive else unknown(value)
    if value is ABSENT:
        return None
    if isinstance(value, dict):
        return {key: shown(item, (*path, key), sensitive) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item, (*path, place), sensitive) for place, item in enumerate(value)]
    return Decimal(repr(value)) if kind is float else value


def unknown(value: Unknown) -> Shown:
    """What stands for a value that nobody knows."""
    return {"unknown": value.reason, "reference": value.reference}


def plain(value: Value) -> tuple[Value, frozenset[Path]]:
    """A value of the evaluator as one of `scanner.model`, and the paths in it that are secret.

    Raises LimitHit for a value that is too large to show.
    """
    converter = Plain({}, exact=True)
    return converter.value(value, ()), frozenset(converter.sensitive)


def shown_value(value: Value) -> Shown:
    """A value of the evaluator; raises LimitHit for one that is too large to show."""
    inner, sensitive = plain(value)
    return shown(inner, (), sensitive)


def is_unknown(value: Shown) -> bool:
    """Whether a shown value is one that nobody knows, whole."""
    return isinstance(value, dict) and value.keys() == {"unknown", "reference"}


def count_unknown(value: Value, path: Path = (), sensitive: Container[Path] = ()) -> int:
    """How many unknown values there are in a value of `scanner.model`; in a secret, none."""
    if path in sensitive:
        return 0
    if type(value) is Unknown:
        return 1
    if isinstance(value, dict):
        return sum(count_unknown(item, (*path, key), sensitive) for key, item in value.items())
    if isinstance(value, list):
        return sum(count_unknown(v, (*path, i), sensitive) for i, v in enumerate(value))
    return 0


def json_text(value: Shown, *, indent: int | None = None, plain_ascii: bool = False) -> str:
    """A shown value as JSON, every digit of its numbers kept.

    indent: blanks a level, or None for one line. plain_ascii: escape every other character, so
    that no reader takes one for the end of a line.
    """
    pieces: list[str] = []
    _write(value, pieces, indent, 0, plain_ascii)
    return "".join(pieces)


def _write(value: Shown, pieces: list[str], indent: int | None, depth: int, ascii_: bool) -> None:
    if value is None:
        pieces.append("null")
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, str):
        pieces.append(_string(value, ascii_))
    elif isinstance(value, int | Decimal):
        pieces.append(number_text(value))
    elif isinstance(value, dict):
        items = [(_string(str(key), ascii_) + ": ", item) for key, item in value.items()]
        _write_items(items, "{}", pieces, indent, depth, ascii_)
    else:
        _write_items([("", item) for item in value], "[]", pieces, indent, depth, ascii_)


def _write_items(
    items: list[tuple[str, Shown]],
    brackets: str,
    pieces: list[str],
    indent: int | None,
    depth: int,
    ascii_: bool,
) -> None:
    if depth > 200:
        raise LimitHit("limit-value-depth", "a value is nested more than 200 levels deep")
    blanks = "" if indent is None else "\n" + " " * (indent * (depth + 1))
    separator = ", " if indent is None else "," + blanks
    pieces.append(brackets[0] + (blanks if items else ""))
    for number, (key, item) in enumerate(items):
        pieces.append((separator if number else "") + key)
        _write(item, pieces, indent, depth + 1, ascii_)
    if items and indent is not None:
        pieces.append("\n" + " " * (indent * depth))
    pieces.append(brackets[1])


def _string(text: str, ascii_: bool) -> str:
    import json

    if not text.isascii():
        # A lone surrogate is no character: nothing could read it back.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(text, ensure_ascii=ascii_)
