"""JSON with offsets. The standard library's reader tells no positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.hcl.state import MAX_DEPTH, Broken, Problem, too_deep
from scanner.hcl.values import number_value
from scanner.possessive import possessive

if TYPE_CHECKING:
    from typing import Any

_TOKEN = re.compile(
    possessive(
        r"[ \t\r\n]*+(?:"
        r'("(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
        r"|(-?)((?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)"
        r"|(true|false|null)(?![A-Za-z0-9_])"
        r"|([\[\]{},:])"
        r")?+"
    )
)


@dataclass(slots=True)
class Json:
    """A value with its place. kind: object, array, string, number, bool, null.

    items: an object's keys (strings) and values, doubles included. elements: an array's.
    value: of a number or bool; a string's text is to be had from the source.
    """

    kind: str
    start: int
    end: int
    items: tuple[tuple[Json, Json], ...] = ()
    elements: tuple[Json, ...] = ()
    value: Any = None


def read_json(text: str) -> Json:
    """The value that the text is; raises Broken at the first error."""
    reader = _Reader(text)
    root = reader.value(0)
    found: Any = _TOKEN.match(text, root.end)
    if found.end() < len(text) or found.lastindex:
        raise reader.broken(root.end, "the end of the file")
    return root


class _Reader:
    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def broken(self, at: int, expected: str) -> Broken:
        """The failure behind offset `at`, where `expected` should stand."""
        found: Any = _TOKEN.match(self.text, at)
        kind = found.lastindex
        start = found.start(kind) if kind else found.end()
        end = found.end() if kind else start + 1
        if kind == 5:
            what = f'"{found.group(5)}"'
        elif kind:
            what = {1: "a string", 3: "a number", 4: "a word"}[kind]
        elif start >= len(self.text):
            what, end = "the end of the file", start
        elif self.text[start] == '"':
            what = "a string with a bad escape, a control character or no end"
        elif self.text.startswith(("//", "/*", "#"), start):
            what = 'a comment; JSON has none, write "//": "text" instead'
        else:
            what = f"the character U+{ord(self.text[start]):04X}"
        return Broken(Problem(f"expected {expected}, found {what}", start, end), end)

    def _punctuation(self, at: int, characters: str, expected: str) -> tuple[str, int]:
        found: Any = _TOKEN.match(self.text, at)
        if found.lastindex != 5 or found.group(5) not in characters:
            raise self.broken(at, expected)
        return found.group(5), found.end()

    def value(self, at: int, depth: int = 0) -> Json:
        """The value behind offset `at`."""
        found: Any = _TOKEN.match(self.text, at)
        kind = found.lastindex
        start, end = found.start(kind or 0), found.end()
        if kind == 1:
            return Json("string", start, end)
        if kind == 3:
            number = number_value(found.group(3))
            if number is None:
                message = "the number is too large to be meant"
                raise Broken(Problem(message, start, end), end)
            return Json("number", found.start(2), end, value=-number if found.group(2) else number)
        if kind == 4:
            word = found.group(4)
            if word == "null":
                return Json("null", start, end)
            return Json("bool", start, end, value=word == "true")
        if kind == 5 and found.group(5) in "[{":
            if depth >= MAX_DEPTH // 2:
                raise too_deep(start)
            if found.group(5) == "[":
                return self._array(start, depth + 1)
            return self._object(start, depth + 1)
        raise self.broken(at, "a value")

    def _array(self, start: int, depth: int) -> Json:
        at = start + 1
        found: Any = _TOKEN.match(self.text, at)
        if found.group(5) == "]":
            return Json("array", start, found.end())
        elements: list[Json] = []
        while True:
            elements.append(self.value(at, depth))
            mark, at = self._punctuation(elements[-1].end, ",]", '"," or "]"')
            if mark == "]":
                return Json("array", start, at, elements=tuple(elements))

    def _object(self, start: int, depth: int) -> Json:
        at = start + 1
        found: Any = _TOKEN.match(self.text, at)
        if found.group(5) == "}":
            return Json("object", start, found.end())
        items: list[tuple[Json, Json]] = []
        while True:
            found = _TOKEN.match(self.text, at)
            if found.lastindex != 1:
                raise self.broken(at, "a key in double quotes")
            key = Json("string", found.start(1), found.end(1))
            _, at = self._punctuation(key.end, ":", '":"')
            value = self.value(at, depth)
            items.append((key, value))
            mark, at = self._punctuation(value.end, ",}", '"," or "}"')
            if mark == "}":
                return Json("object", start, at, items=tuple(items))
