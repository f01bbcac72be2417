"""Words of a Dockerfile instruction, and the variables in them.

Splitting and substitution follow Docker's Dockerfile reference ("Environment replacement"):
``$name``, ``${name}``, ``${name:-word}``, ``${name-word}``, ``${name:+word}``, ``${name+word}``,
``${name:?word}``, ``${name#pattern}``, ``##``, ``%``, ``%%``, ``${name/pattern/replacement}`` and
``//``; quotes and the escape character as in a shell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from scanner.model import Unknown, Value

MAX_VALUE: Final = 64 * 1024
"""A longer value is not kept: variables made of variables can double with every line."""

_MAX_NESTING: Final = 20
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")

Piece = str | Unknown
Lookup = Callable[[str], Piece | None]


class SubstitutionError(ValueError):
    """A word that Docker refuses; its text is the reason."""


class TooMuchError(ValueError):
    """The variables of a file expand to more than its budget."""


@dataclass(slots=True)
class Budget:
    """What one file may cost: characters made by substitution, and steps of pattern matching."""

    left: int = 10_000_000

    def spend(self, amount: int) -> None:
        """Raises TooMuchError once nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise TooMuchError("its variables expand to too much text")


@dataclass(frozen=True, slots=True)
class Word:
    """A blank-separated word as written, quotes and escapes included; offsets into its line."""

    text: str
    start: int
    end: int


def split_words(text: str, escape: str, start: int = 0) -> list[Word]:
    """The words of `text` from `start`, where quotes and the escape character protect blanks."""
    words: list[Word] = []
    position, size = start, len(text)
    while position < size:
        if text[position].isspace():
            position += 1
            continue
        begin = position
        quote = ""
        while position < size and (quote or not text[position].isspace()):
            char = text[position]
            if char == escape and quote != "'":
                position += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "\"'":
                quote = char
            position += 1
        position = min(position, size)
        words.append(Word(text[begin:position], begin, position))
    return words


def join(pieces: list[Piece], reference: str) -> Value:
    """The value of pieces: text, or Unknown as soon as one of them is."""
    unknown = [piece for piece in pieces if isinstance(piece, Unknown)]
    if unknown:
        known = any(piece for piece in pieces if isinstance(piece, str))
        if len(unknown) == 1 and not known:
            return unknown[0]
        return Unknown(unknown[0].reason, reference)
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    if len(text) > MAX_VALUE:
        return Unknown(f"its value is longer than {MAX_VALUE} characters", reference[:80])
    return text


def expand(word: str, lookup: Lookup, escape: str, budget: Budget) -> list[Piece]:
    """The pieces of a word with quotes removed and variables replaced.

    lookup: the value of a variable, None when it is not set.
    Raises SubstitutionError and TooMuchError.
    """
    if "$" not in word and "'" not in word and '"' not in word and escape not in word:
        return [word]
    expander = _Expander(word, lookup, escape, budget)
    expander.until("")
    return expander.pieces


class _Expander:
    """One pass over a word; `pieces` grows as it goes."""

    def __init__(self, word: str, lookup: Lookup, escape: str, budget: Budget) -> None:
        self.word, self.lookup, self.escape, self.budget = word, lookup, escape, budget
        self.position = 0
        self.nesting = 0
        self.pieces: list[Piece] = []

    def add(self, piece: Piece) -> None:
        if isinstance(piece, str):
            self.budget.spend(len(piece))
        if piece != "":
            self.pieces.append(piece)

    def until(self, stop: str, raw_escapes: bool = False) -> None:
        """Reads up to and over the character `stop`, or to the end when it is empty."""
        word, size = self.word, len(self.word)
        while self.position < size:
            char = word[self.position]
            if stop and char == stop:
                self.position += 1
                return
            if char == "$":
                self._dollar()
            elif char == "'":
                self._single()
            elif char == '"':
                self._double()
            elif char == self.escape:
                if raw_escapes:
                    self.add(char)
                self.add(word[self.position + 1 : self.position + 2])
                self.position += 2
            else:
                self._plain(f"'\"{stop}")
        if stop:
            raise SubstitutionError(f"`{stop}` is missing")

    def _plain(self, special: str) -> None:
        """Text up to one of the special characters."""
        start = self.position
        special += f"${self.escape}"
        while self.position < len(self.word) and self.word[self.position] not in special:
            self.position += 1
        self.add(self.word[start : self.position])

    def _single(self) -> None:
        end = self.word.find("'", self.position + 1)
        if end < 0:
            raise SubstitutionError("a single quote is not closed")
        self.add(self.word[self.position + 1 : end])
        self.position = end + 1

    def _double(self) -> None:
        self.position += 1
        word = self.word
        while self.position < len(word):
            char = word[self.position]
            if char == '"':
                self.position += 1
                return
            if char == "$":
                self._dollar()
            elif char == self.escape:
                following = word[self.position + 1 : self.position + 2]
                self.add(following if following in ('"', "$", self.escape) else char + following)
                self.position += 2
            else:
                self._plain('"')
        raise SubstitutionError("a double quote is not closed")

    def _dollar(self) -> None:
        self.position += 1
        if self.word[self.position : self.position + 1] != "{":
            match = _NAME.match(self.word, self.position)
            if match is None:
                self.add("$")
                return
            self.position = match.end()
            value = self.lookup(match[0])
            self.add("" if value is None else value)
            return
        match = _NAME.match(self.word, self.position + 1)
        if match is None:
            raise SubstitutionError("a substitution without a name")
        self.position = match.end()
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise SubstitutionError(f"substitutions are nested more than {_MAX_NESTING} deep")
        self._modified(self.lookup(match[0]), match[0])
        self.nesting -= 1

    def _modified(self, value: Piece | None, name: str) -> None:
        operator = self.word[self.position : self.position + 1]
        self.position += 1
        if operator == "}":
            self.add("" if value is None else value)
            return
        empty_is_unset = operator == ":"
        if empty_is_unset:
            operator = self.word[self.position : self.position + 1]
            self.position += 1
        if operator and operator in "-+?":
            self._conditional(value, operator, self._inner("}"), name, empty_is_unset)
        elif operator in ("#", "%") and not empty_is_unset:
            self._trim(value, operator, self._inner("}", raw_escapes=True))
        elif operator == "/" and not empty_is_unset:
            self._replace(value)
        else:
            raise SubstitutionError(f"`{operator}` is no substitution" if operator
                                    else "`}` is missing")  # fmt: skip

    def _inner(self, stop: str, raw_escapes: bool = False) -> list[Piece]:
        outer, self.pieces = self.pieces, []
        self.until(stop, raw_escapes)
        inner, self.pieces = self.pieces, outer
        return inner

    def _conditional(
        self, value: Piece | None, operator: str, word: list[Piece], name: str, empty: bool
    ) -> None:
        if isinstance(value, Unknown):
            given = join(word, name)
            # Whoever builds may set it or not; both are possible.
            arms = (value, given) if operator == "-" else (given, "")
            self.add(
                value
                if operator == "?"
                else Unknown(value.reason, name, arms=arms, condition=value)
            )
            return
        is_set = value is not None and not (empty and value == "")
        if operator == "?" and not is_set:
            raise SubstitutionError(f"{name} must be set")
        if operator == "+":
            chosen: list[Piece] = word if is_set else []
        else:
            chosen = [value] if is_set and value is not None else word
        for piece in chosen:
            self.add(piece)

    def _trim(self, value: Piece | None, operator: str, pattern: list[Piece]) -> None:
        written = join(pattern, "")
        if isinstance(value, Unknown) or isinstance(written, Unknown):
            self.add(value if isinstance(value, Unknown) else written)
            return
        longest = written.startswith(operator)
        self.budget.spend(len(written) * len(value or ""))
        self.add(trim(value or "", written[1:] if longest else written, operator, longest))

    def _replace(self, value: Piece | None) -> None:
        everywhere = self.word.startswith("/", self.position)
        self.position += everywhere
        pattern = join(self._inner("/", raw_escapes=True), "")
        replacement = join(self._inner("}"), "")
        for part in (value, pattern, replacement):
            if isinstance(part, Unknown):
                self.add(part)
                return
        text = str(value or "")
        self.budget.spend(len(pattern) * len(text) ** 2)
        self.add(replace(text, pattern, replacement, everywhere))


def trim(value: str, pattern: str, operator: str, longest: bool) -> str:
    """``${value#pattern}`` (operator ``#``) or ``${value%pattern}``; doubled when `longest`."""
    ends = range(len(value), -1, -1) if longest else range(len(value) + 1)
    if operator == "#":
        lengths = _matching_lengths(_tokens(pattern), value)
        return next((value[end:] for end in ends if end in lengths), value)
    lengths = _matching_lengths(_tokens(pattern)[::-1], value[::-1])
    return next((value[: len(value) - end] for end in ends if end in lengths), value)


def replace(value: str, pattern: str, replacement: str, everywhere: bool) -> str:
    """``${value/pattern/replacement}``: the longest match at the first place, or at every one."""
    tokens = _tokens(pattern)
    out: list[str] = []
    start = 0
    while tokens and start < len(value):
        lengths = _matching_lengths(tokens, value[start:])
        longest = max(lengths, default=0)
        if longest:
            out.append(replacement)
            start += longest
            if not everywhere:
                break
        else:
            out.append(value[start])
            start += 1
    return "".join(out) + value[start:]


_PATTERN: Final = re.compile(r"\\(.)|(\*)|(\?)|(.)", re.DOTALL)
_ANY: Final = "any"
_MANY: Final = "many"


def _tokens(pattern: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    for match in _PATTERN.finditer(pattern):
        if match[2]:
            tokens.append((_MANY, ""))
        else:
            tokens.append((_ANY, "") if match[3] else ("is", match[1] or match[4]))
    return tokens


def _matching_lengths(tokens: list[tuple[str, str]], value: str) -> set[int]:
    """The lengths of all prefixes of `value` that the pattern matches, without backtracking."""
    reached = {0}
    for kind, char in tokens:
        if not reached:
            break
        if kind == _MANY:
            reached = set(range(min(reached), len(value) + 1))
        else:
            reached = {
                end + 1
                for end in reached
                if end < len(value) and (kind == _ANY or value[end] == char)
            }
    return reached


def lookup_in(*scopes: Mapping[str, Piece]) -> Lookup:
    """A lookup through several scopes, the first that knows a name winning."""

    def find(name: str) -> Piece | None:
        for scope in scopes:
            if name in scope:
                return scope[name]
        return None

    return find
