"""The syntax of RE2, Go's regular expressions, as a tree.

Nodes are tuples: ``("set", Class)``, ``("cat", nodes)``, ``("alt", nodes)``,
``("repeat", node, least, most or None, greedy)``, ``("group", node, number)``,
``("assert", kind)`` with the kinds ``\\A``, ``\\z``, ``^``, ``$`` (of lines), ``\\b``, ``\\B``.

Source: the syntax page of RE2 and the flags that Go's regexp.Compile sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from scanner.terraform.values import Failure, Unsupported, quoted

Node = tuple[Any, ...]
MAX_PATTERN = 2000
_DEEPEST = 50
_LAST = 0x10FFFF
_POSIX = {
    "alnum": "09AZaz",
    "alpha": "AZaz",
    "ascii": "\x00\x7f",
    "blank": "\t\t  ",
    "cntrl": "\x00\x1f\x7f\x7f",
    "digit": "09",
    "graph": "!~",
    "lower": "az",
    "print": " ~",
    "punct": "!/:@[`{~",
    "space": "\t\r  ",
    "upper": "AZ",
    "word": "09AZ__az",
    "xdigit": "09AFaf",
}
_PERL = {"d": "09", "s": "\t\n\f\r  ", "w": "09AZ__az"}
_CONTROL = {"a": 7, "f": 12, "t": 9, "n": 10, "r": 13, "v": 11}
_CATEGORIES = (
    " C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So "
    "Z Zl Zp Zs "
)


@dataclass(frozen=True, slots=True)
class Class:
    """A set of characters. ranges: first and last code points; categories: Unicode's general
    categories, with whether what is not in them is meant; fold: whatever the case is."""

    ranges: tuple[tuple[int, int], ...]
    categories: tuple[tuple[str, bool], ...] = ()
    negated: bool = False
    fold: bool = False

    def has(self, character: str) -> bool:
        """Whether a character is of this class."""
        found = self._within(character)
        if not found and self.fold:
            found = any(self._within(other) for other in same_letter(character))
        return found != self.negated

    def _within(self, character: str) -> bool:
        code = ord(character)
        for first, last in self.ranges:
            if first <= code <= last:
                return True
        if self.categories:
            import unicodedata

            category = unicodedata.category(character)
            return any(category.startswith(c) != negated for c, negated in self.categories)
        return False


def same_letter(character: str) -> tuple[str, ...]:
    """The other characters that differ from this one only in case."""
    if character.isascii() and character not in "kKsS":
        swapped = character.swapcase()
        return (swapped,) if swapped != character else ()
    return tuple(other for other in _orbits().get(_folded(character), ()) if other != character)


def _folded(character: str) -> str:
    folded = character.casefold()
    return folded if len(folded) == 1 else character.lower()[0]


@lru_cache(maxsize=1)
def _orbits() -> dict[str, list[str]]:
    orbits: dict[str, list[str]] = {}
    # The last letters with cases are those of Adlam.
    for code in range(0x1E944):
        character = chr(code)
        if character.lower() != character or character.upper() != character:
            orbits.setdefault(_folded(character), []).append(character)
    return orbits


@dataclass(frozen=True, slots=True)
class Parsed:
    """A pattern. names: of its groups from the first on, None for those without."""

    node: Node
    names: tuple[str | None, ...]


@lru_cache(maxsize=256)
def parse(source: str) -> Parsed:
    """The tree of a pattern; raises Failure where Go refuses it, Unsupported where we cannot."""
    if len(source) > MAX_PATTERN:
        raise Unsupported("the pattern is too long")
    reader = _Reader(source)
    node = reader.alternatives(0)
    if reader.at < len(source):
        raise Failure(f"the pattern {quoted(source)} has an unmatched )")
    return Parsed(node, tuple(reader.names))


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    names: list[str | None] = field(default_factory=list)
    # Go's (?i), (?m), (?s) and (?U).
    flags: frozenset[str] = frozenset()

    def fail(self, why: str) -> Failure:
        return Failure(f"the pattern {quoted(self.source)} {why}")

    def peek(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def alternatives(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise Unsupported("the pattern is nested too deep")
        flags = self.flags
        branches: list[list[Node]] = [[]]
        while self.at < len(self.source) and not self.peek(")"):
            if self.peek("|"):
                self.at += 1
                branches.append([])
            else:
                self._item(branches[-1], depth)
        self.flags = flags
        nodes = [one[0] if len(one) == 1 else ("cat", tuple(one)) for one in branches]
        return nodes[0] if len(nodes) == 1 else ("alt", tuple(nodes))

    def _item(self, items: list[Node], depth: int) -> None:
        character = self.source[self.at]
        if character in "*+?" or (character == "{" and self._counts() is not None):
            raise self.fail("repeats nothing")
        if character == "(":
            node = self._group(depth)
            if node is None:
                return
        elif self.peek("\\Q"):
            self._quoted(items)
            if not items:
                return
            node = items.pop()
        else:
            node = self._single(character)
        items.append(self._repeated(node))

    def _quoted(self, items: list[Node]) -> None:
        end = self.source.find("\\E", self.at)
        end = len(self.source) if end < 0 else end
        items += [self._literal(ord(c)) for c in self.source[self.at + 2 : end]]
        self.at = min(end + 2, len(self.source))

    def _single(self, character: str) -> Node:
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        self.at += 1
        if character == ".":
            line = () if "s" in self.flags else ((10, 10),)
            return ("set", Class(line, negated=True))
        if character == "^":
            return ("assert", "^" if "m" in self.flags else "\\A")
        if character == "$":
            return ("assert", "$" if "m" in self.flags else "\\z")
        return self._literal(ord(character))

    def _literal(self, code: int) -> Node:
        return ("set", Class(((code, code),), fold="i" in self.flags))

    def _counts(self) -> tuple[int, int | None] | None:
        found = _COUNTS.match(self.source, self.at)
        if found is None:
            return None
        least = int(found[1]) if len(found[1]) < 5 else 9999
        most = least if found[2] is None else int(found[3][:5]) if found[3] else None
        return least, most

    def _repeated(self, node: Node) -> Node:
        repeated = False
        while self.at < len(self.source):
            character = self.source[self.at]
            if character in "*+?":
                least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[character]
                length = 1
            elif character == "{" and (counts := self._counts()) is not None:
                least, most = counts
                found = _COUNTS.match(self.source, self.at)
                length = len(found[0]) if found else 0
                if least > 1000 or (most is not None and not least <= most <= 1000):
                    raise self.fail("repeats more than 1000 times or less than none")
            else:
                break
            if repeated:
                raise self.fail("repeats a repetition")
            repeated = True
            self.at += length
            greedy = "U" not in self.flags
            if self.peek("?"):
                self.at += 1
                greedy = not greedy
            node = ("repeat", node, least, most, greedy)
            if _times(node) > 1000:
                raise self.fail("repeats more than 1000 times")
        return node

    def _group(self, depth: int) -> Node | None:
        if self.peek("(?"):
            named = _NAMED.match(self.source, self.at)
            if named is None:
                return self._flagged(depth)
            self.names.append(named[1])
            self.at = named.end()
        else:
            self.names.append(None)
            self.at += 1
        number = len(self.names)
        return ("group", self._closed(depth), number)

    def _closed(self, depth: int) -> Node:
        node = self.alternatives(depth + 1)
        if not self.peek(")"):
            raise self.fail("has an unclosed (")
        self.at += 1
        return node

    def _flagged(self, depth: int) -> Node | None:
        found = _FLAGS.match(self.source, self.at)
        if found is None or found[2] == "":
            raise self.fail("has a group that Terraform's patterns lack")
        self.at = found.end()
        before = self.flags
        changed = (before | set(found[1])) - set(found[2] or "")
        self.flags = frozenset(changed)
        if found[3] == ")":
            return None
        node = self._closed(depth)
        self.flags = before
        return node

    def _escape(self) -> Node:
        follower = self.source[self.at + 1 : self.at + 2]
        if follower in ("A", "z", "b", "B"):
            self.at += 2
            return ("assert", "\\" + follower)
        ranges, categories = self._escaped_class()
        if ranges is None:
            return self._literal(self._escaped_character())
        return ("set", Class(ranges, categories, fold="i" in self.flags))

    def _escaped_class(
        self,
    ) -> tuple[tuple[tuple[int, int], ...] | None, tuple[tuple[str, bool], ...]]:
        """What a class of one escape holds; None where it is a character."""
        follower = self.source[self.at + 1 : self.at + 2]
        if follower and follower.lower() in _PERL:
            self.at += 2
            ranges = _pairs(_PERL[follower.lower()])
            return (_inverted(ranges) if follower.isupper() else ranges), ()
        if follower not in ("p", "P"):
            return None, ()
        found = _PROPERTY.match(self.source, self.at)
        if found is None:
            raise self.fail("has an incomplete class")
        self.at = found.end()
        name = found[3] or found[4]
        negated = (found[1] == "P") != bool(found[2])
        if name == "Any":
            return (() if negated else ((0, _LAST),)), ()
        if f" {name} " not in _CATEGORIES:
            raise Unsupported(f"the pattern's class {quoted(name)} is not supported")
        return (), ((name, negated),)

    def _escaped_character(self) -> int:
        found = _CHARACTER.match(self.source, self.at)
        if found is None:
            raise self.fail("has an unknown escape")
        self.at = found.end()
        octal, wide, narrow, single = found.groups()
        if octal:
            return int(octal, 8)
        if wide or narrow:
            code = int(wide or narrow, 16)
            if code > _LAST:
                raise self.fail("has an escape beyond Unicode")
            return code
        return _CONTROL.get(single, ord(single))

    def _class(self) -> Node:
        self.at += 1
        negated = self.peek("^")
        self.at += negated
        ranges: list[tuple[int, int]] = []
        categories: list[tuple[str, bool]] = []
        first = True
        while first or not self.peek("]"):
            if self.at >= len(self.source):
                raise self.fail("has an unclosed [")
            first = False
            if self.peek("[:") and (end := self.source.find(":]", self.at + 2)) >= 0:
                ranges += self._posix(self.source[self.at + 2 : end])
                self.at = end + 2
                continue
            if self.peek("\\"):
                escaped, more = self._escaped_class()
                if escaped is not None:
                    ranges += escaped
                    categories += more
                    continue
            ranges.append(self._range())
        self.at += 1
        return ("set", Class(tuple(ranges), tuple(categories), negated, "i" in self.flags))

    def _posix(self, name: str) -> tuple[tuple[int, int], ...]:
        pairs = _POSIX.get(name.removeprefix("^"))
        if pairs is None:
            raise self.fail(f"has an unknown class {quoted(name)}")
        return _inverted(_pairs(pairs)) if name.startswith("^") else _pairs(pairs)

    def _range(self) -> tuple[int, int]:
        first = last = self._class_character()
        if self.peek("-") and not self.peek("-]") and self.at + 1 < len(self.source):
            self.at += 1
            last = self._class_character()
            if last < first:
                raise self.fail("has a range that ends before it starts")
        return first, last

    def _class_character(self) -> int:
        if self.peek("\\"):
            return self._escaped_character()
        if self.at >= len(self.source):
            raise self.fail("has an unclosed [")
        self.at += 1
        return ord(self.source[self.at - 1])


_COUNTS = re.compile(r"\{(\d+)(,(\d*))?\}", re.ASCII)
_NAMED = re.compile(r"\(\?P?<([0-9A-Za-z_]+)>", re.ASCII)
_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]*))?([:)])")
_PROPERTY = re.compile(r"\\([pP])(?:\{(\^?)([^}]*)\}|([^{]))", re.DOTALL)
_CHARACTER = re.compile(
    r"\\(?:(0[0-7]{0,2}|[1-7][0-7]{1,2})|x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))"
    r"|([aftnrv]|[\x00-\x7f](?<![0-9A-Za-z])))",
    re.ASCII | re.DOTALL,
)


def _pairs(spelled: str) -> tuple[tuple[int, int], ...]:
    return tuple((ord(spelled[at]), ord(spelled[at + 1])) for at in range(0, len(spelled), 2))


def _inverted(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    gaps = []
    at = 0
    for first, last in sorted(ranges):
        if first > at:
            gaps.append((at, first - 1))
        at = max(at, last + 1)
    return (*gaps, (at, _LAST))


def _times(node: Node) -> int:
    """How often the innermost of nested counted repetitions is repeated."""
    if node[0] == "repeat":
        _, inner, least, most, _ = node
        times: int = max(1, most or 0, least) * _times(inner)
        return times
    if node[0] == "group":
        return _times(node[1])
    if node[0] in ("cat", "alt"):
        return max((_times(inner) for inner in node[1]), default=1)
    return 1
