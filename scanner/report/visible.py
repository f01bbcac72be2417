"""Scanned text made safe to show: nothing in it can move the cursor or reorder the line.

A file that is scanned is hostile. Terminal escape sequences, bidirectional overrides, invisible
characters and lone surrogates are written out as escapes (``\\x1b``, ``\\u202e``), so that what is
on the screen is what is in the file.
"""

from __future__ import annotations

TAB = "    "


def visible(text: str) -> str:
    """`text` with every character that does not print written as an escape.

    What prints is what `str.isprintable` says: not the control, format, surrogate, private and
    unassigned characters nor any separator except the plain space.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else escape(c) for c in text)


def escape(character: str) -> str:
    """One character as Python would write it in a string: ``\\n``, ``\\x1b``, ``\\u202e``."""
    return character.encode("unicode_escape").decode("ascii")


def cells(text: str) -> int:
    """Columns of a terminal that visible `text` takes up: two for wide, none for combining."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """`text`, or its beginning and ``...`` where it is longer than `width` characters."""
    return text if len(text) <= width else text[: max(0, width - 3)] + "..."


def one_line(text: str, width: int) -> str:
    """Scanned text for one line of output: cut, then made visible."""
    return visible(cut(text, width))
