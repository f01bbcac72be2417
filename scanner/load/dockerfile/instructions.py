"""A logical line of a Dockerfile -> an instruction with its flags and arguments."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from scanner.load.dockerfile.lines import Heredoc, Line
from scanner.load.dockerfile.words import Word, split_words
from scanner.possessive import possessive

NONE, SHELL, EXEC = "none", "shell", "exec"

INSTRUCTIONS: Final = frozenset(
    ("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
     "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR")
)  # fmt: skip
_WITH_FLAGS: Final = frozenset(("ADD", "COPY", "FROM", "HEALTHCHECK", "RUN"))
_COMMANDS: Final = frozenset(("CMD", "ENTRYPOINT", "RUN", "SHELL"))
_LISTS: Final = frozenset(("ADD", "COPY", "VOLUME"))
_WHOLE: Final = frozenset(("MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR"))
_MAY_BE_EMPTY: Final = frozenset(("CMD", "ENTRYPOINT"))
_FIRST: Final = re.compile(r"\S+")
_BLANK_SEPARATED: Final = re.compile(r"[^\t\v\f\r ]+")
_JSON_STRING: Final = re.compile(
    possessive(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
)
_JSON_OTHER: Final = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")
_BLANKS: Final = re.compile(r"[ \t\r\n]*+")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class InstructionError(ValueError):
    """An instruction that Docker refuses; its text is the reason."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``name=value`` of ARG, ENV and LABEL. value: as written; None for an ARG without a default.

    start, end: offsets of the pair in the line's text.
    """

    name: str
    value: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction as written; nothing is substituted yet. Offsets are of the line's text.

    name: in upper case. flags: words that start with ``--``.
    form: exec for a JSON array, shell for a command line, else none.
    arguments: the elements of the array; the words; or one word for a command line.
    trigger: what ONBUILD holds back. mode: CMD or NONE of a HEALTHCHECK.
    """

    name: str
    line: Line
    flags: tuple[Word, ...]
    form: str
    arguments: tuple[Word, ...]
    rest: Word
    pairs: tuple[Pair, ...] = ()
    trigger: Instruction | None = None
    mode: str = ""

    @property
    def heredocs(self) -> tuple[Heredoc, ...]:
        """Its here-documents."""
        return self.line.heredocs


def parse_instruction(line: Line, escape: str, start: int = 0, nested: bool = False) -> Instruction:
    """The instruction of a line. Raises InstructionError."""
    text = line.text
    match = _FIRST.search(text, start)
    if match is None:
        raise InstructionError("ONBUILD without an instruction")
    name = match[0].upper()
    if name not in INSTRUCTIONS:
        raise InstructionError(f"unknown instruction {match[0][:40]}")
    if nested and name in ("ONBUILD", "FROM", "MAINTAINER"):
        raise InstructionError(f"{name} is not allowed after ONBUILD")
    position = _skip(text, match.end())
    flags: list[Word] = []
    if name in _WITH_FLAGS:
        flags, position = _flags(text, position, escape)
    rest = Word(text[position:].rstrip(), position, len(text.rstrip()))
    if not rest.text and name not in _MAY_BE_EMPTY:
        raise InstructionError(f"{name} without arguments")
    if name == "ONBUILD":
        trigger = parse_instruction(line, escape, position, nested=True)
        return Instruction(name, line, (), NONE, (), rest, trigger=trigger)
    if name == "HEALTHCHECK":
        return _healthcheck(line, tuple(flags), rest)
    form, arguments, pairs = _arguments(name, text, rest, escape)
    return Instruction(name, line, tuple(flags), form, arguments, rest, pairs)


def _arguments(
    name: str, text: str, rest: Word, escape: str
) -> tuple[str, tuple[Word, ...], tuple[Pair, ...]]:
    if name in _COMMANDS or name in _LISTS:
        elements = _json_strings(text, rest)
        if elements is not None:
            return EXEC, elements, ()
    if name == "SHELL":
        raise InstructionError("SHELL wants a JSON array")
    if name in _COMMANDS:
        return SHELL, (rest,) if rest.text else (), ()
    if name in _WHOLE:
        return NONE, (rest,), ()
    if name in ("ARG", "ENV", "LABEL"):
        pairs = _pairs(name, text, rest, escape)
        words = tuple(Word(text[p.start : p.end], p.start, p.end) for p in pairs)
        return NONE, words, pairs
    return NONE, _plain_words(text, rest.start), ()


def _plain_words(text: str, start: int) -> tuple[Word, ...]:
    matches = _BLANK_SEPARATED.finditer(text, start)
    return tuple(Word(match[0], match.start(), match.end()) for match in matches)


def _healthcheck(line: Line, flags: tuple[Word, ...], rest: Word) -> Instruction:
    first = _FIRST.search(line.text, rest.start)
    mode = first[0].upper() if first else ""
    if first is None or mode not in ("CMD", "NONE"):
        raise InstructionError("HEALTHCHECK wants CMD or NONE")
    start = _skip(line.text, first.end())
    command = Word(line.text[start:].rstrip(), start, rest.end)
    if (mode == "CMD") != bool(command.text):
        raise InstructionError(
            "HEALTHCHECK CMD without a command" if mode == "CMD" else "HEALTHCHECK NONE takes none"
        )
    if mode == "NONE":
        return Instruction("HEALTHCHECK", line, flags, NONE, (), rest, mode=mode)
    elements = _json_strings(line.text, command)
    form, arguments = (SHELL, (command,)) if elements is None else (EXEC, elements)
    return Instruction("HEALTHCHECK", line, flags, form, arguments, command, mode=mode)


def _flags(text: str, position: int, escape: str) -> tuple[list[Word], int]:
    """The words that start with ``--``, and where the arguments begin; a bare ``--`` ends them."""
    flags: list[Word] = []
    while text.startswith("--", position):
        end = _word_end(text, position, escape)
        word = Word(text[position:end], position, end)
        position = _skip(text, end)
        if word.text == "--":
            break
        flags.append(word)
    return flags, position


def _word_end(text: str, position: int, escape: str) -> int:
    quote = ""
    while position < len(text):
        char = text[position]
        if char == escape:
            position += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char.isspace():
            break
        position += 1
    return min(position, len(text))


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _pairs(name: str, text: str, rest: Word, escape: str) -> tuple[Pair, ...]:
    words = split_words(text, escape, rest.start)
    if name == "ARG":
        return tuple(_pair(word) for word in words)
    if "=" not in words[0].text:
        # The old form: a name, a blank, and all the rest as the value.
        first = _FIRST.search(text, rest.start)
        assert first is not None
        start = _skip(text, first.end())
        if start >= rest.end:
            raise InstructionError(f"{name} wants a value: {name} name=value")
        return (Pair(first[0], text[start : rest.end], rest.start, rest.end),)
    for word in words:
        if "=" not in word.text:
            raise InstructionError(f"{name} wants name=value, and `{word.text[:40]}` has no =")
    return tuple(_pair(word) for word in words)


def _pair(word: Word) -> Pair:
    name, equals, value = word.text.partition("=")
    if not name:
        raise InstructionError(f"`{word.text[:40]}` has no name before =")
    return Pair(name, value if equals else None, word.start, word.end)


def _json_strings(text: str, rest: Word) -> tuple[Word, ...] | None:
    """The elements of a JSON array of strings; None when it is not JSON. A comma too many, or
    single quotes, make it a command line, as in Docker."""
    if not rest.text.startswith("["):
        return None
    words: list[Word] = []
    foreign = False
    position = _blanks(text, rest.start + 1)
    if text.startswith("]", position):
        return () if _skip(text, position + 1) >= rest.end else None
    while True:
        match = _JSON_STRING.match(text, position)
        other = None if match else _JSON_OTHER.match(text, position)
        if match:
            value = _SURROGATES.sub("\ufffd", json.loads(match[0]))
            words.append(Word(value, match.start(), match.end()))
        elif other:
            foreign = True
        else:
            return None
        position = _blanks(text, (match or other).end())  # type: ignore[union-attr]
        if text.startswith("]", position):
            break
        if not text.startswith(",", position):
            return None
        position = _blanks(text, position + 1)
    if _skip(text, position + 1) < rest.end:
        return None
    if foreign:
        raise InstructionError("a JSON array here may hold only strings")
    return tuple(words)


def _blanks(text: str, position: int) -> int:
    match = _BLANKS.match(text, position)
    return match.end() if match else position
