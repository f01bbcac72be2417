"""A shell script -> its simple commands, as far as rules on Dockerfiles and workflows need them.

No shell: nothing is expanded. ``$X`` stays in the words, quotes and escapes are removed, a
redirection is left out, and what stands in ``$(...)`` or backquotes follows as commands of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

_ASSIGNMENT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_REDIRECTION: Final = re.compile(r"(?:[0-9]*|&)(?:>>|>\||>&|<<-|<<<|<<|<&|<>|>|<)")
_KEYWORDS: Final = frozenset(
    ("if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "fi", "done", "esac",
     "time")
)  # fmt: skip
_MAX_NESTING: Final = 5
_BARE: Final = re.compile(r"[^\s;&|()<>\"'`\\$]+")


@dataclass(slots=True)
class _Command:
    words: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    operator: str = ""

    def value(self) -> dict[str, Any]:
        return {"words": self.words, "env": self.env, "operator": self.operator}


def split_commands(script: str) -> list[dict[str, Any]]:
    """The commands in their order, each ``{"words": [...], "env": {...}, "operator": ...}``.

    env: assignments before the command's name. operator: what joins it to the next command:
    ``&&``, ``||``, ``|``, ``;`` (also for a line break), ``&`` or "".
    """
    commands: list[_Command] = []
    pending = [(script, 0)]
    while pending:
        text, depth = pending.pop()
        nested = _Script(text).run(commands)
        if depth < _MAX_NESTING:
            pending += [(inner, depth + 1) for inner in reversed(nested)]
    return [command.value() for command in commands]


class _Script:
    """One pass over a script."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.nested: list[str] = []
        self.command = _Command()
        self.word: list[str] | None = None
        self.skip_word = False
        self.depth = 0  # of open parentheses
        self.first = 0  # where this script's commands begin

    def run(self, commands: list[_Command]) -> list[str]:
        text, size = self.text, len(self.text)
        self.first = len(commands)
        while self.position < size:
            char = text[self.position]
            if char in ";&|\n()":
                self._operator(char, commands)
            elif char.isspace():
                self._end_word()
                self.position += 1
            elif char == "#" and self.word is None:
                end = text.find("\n", self.position)
                self.position = size if end < 0 else end
            elif char in "<>" or (char.isdigit() and self.word is None):
                self._maybe_redirection(char)
            else:
                self._part(char)
        self._end_command("", commands)
        return self.nested

    def _add(self, text: str) -> None:
        if self.word is None:
            self.word = []
        self.word.append(text)

    def _end_word(self) -> None:
        if self.word is None:
            return
        word = "".join(self.word)
        self.word = None
        if self.skip_word:
            self.skip_word = False
            return
        command = self.command
        if not command.words:
            if word in _KEYWORDS:
                return
            match = _ASSIGNMENT.match(word)
            if match:
                command.env[match[0].rstrip("+=")] = word[match.end() :]
                return
        command.words.append(word)

    def _end_command(self, operator: str, commands: list[_Command]) -> None:
        self._end_word()
        self.skip_word = False
        if self.command.words or self.command.env:
            self.command.operator = operator
            commands.append(self.command)
            self.command = _Command()

    def _operator(self, char: str, commands: list[_Command]) -> None:
        text = self.text
        if char == "&" and text.startswith("&>", self.position):
            self._redirect(2 + text.startswith(">", self.position + 2))
            return
        double = text[self.position : self.position + 2]
        operator = double if double in ("&&", "||", ";;", "|&") else char
        self.position += len(operator)
        self.depth += operator == "("
        if operator == ")":
            if not self.depth:
                self._case_pattern(commands)
            self.depth = max(0, self.depth - 1)
        shown = {"\n": ";", ";;": ";", "|&": "|", "(": "", ")": ";"}.get(operator, operator)
        self._end_command(shown, commands)

    def _case_pattern(self, commands: list[_Command]) -> None:
        """A parenthesis that nothing opened ends a pattern of ``case``: ``a | b)`` runs nothing."""
        self._end_word()
        if self.command.words[:1] == ["case"]:
            return
        self.command = _Command()
        while len(commands) > self.first and commands[-1].operator == "|":
            if commands[-1].words[:1] == ["case"]:
                commands[-1].operator = ";"
                return
            commands.pop()

    def _maybe_redirection(self, char: str) -> None:
        match = _REDIRECTION.match(self.text, self.position)
        if match:
            self._end_word()
            self._redirect(match.end() - self.position)
        else:
            self._part(char)

    def _redirect(self, length: int) -> None:
        """Passes over a redirection; the word that follows is its target."""
        self._end_word()
        self.position += length
        self.skip_word = True

    def _part(self, char: str) -> None:
        text, start = self.text, self.position
        if char == "'":
            end = text.find("'", start + 1)
            end = len(text) if end < 0 else end
            self._add(text[start + 1 : end])
            self.position = end + 1
        elif char == '"':
            self._double()
        elif char == "\\":
            following = text[start + 1 : start + 2]
            if following != "\n":
                self._add(following)
            self.position += 2
        elif char == "`" or text.startswith("$(", start):
            self._substitution()
        else:
            match = _BARE.match(text, start)
            self.position = match.end() if match else start + 1
            self._add(text[start : self.position])

    def _double(self) -> None:
        text = self.text
        self._add("")
        self.position += 1
        while self.position < len(text) and text[self.position] != '"':
            char = text[self.position]
            if char == "\\" and text[self.position + 1 : self.position + 2] in tuple('"\\$`\n'):
                self._add(text[self.position + 1].strip("\n"))
                self.position += 2
            elif char == "`" or text.startswith("$(", self.position):
                self._substitution()
            else:
                self._add(char)
                self.position += 1
        self.position += 1

    def _substitution(self) -> None:
        """``$(...)`` or backquotes: kept in the word, and its inside for later."""
        text, start = self.text, self.position
        if text[start] == "`":
            end = text.find("`", start + 1)
            inner_start, after = start + 1, (len(text) if end < 0 else end + 1)
        else:
            after = self._closing(start + 2)
            inner_start = start + 2
        if not text.startswith("$((", start):
            self.nested.append(text[inner_start : max(inner_start, after - 1)])
        self._add(text[start:after])
        self.position = after

    def _closing(self, position: int) -> int:
        """The offset after the parenthesis that closes what was opened before `position`."""
        depth = 1
        for match in re.compile(r"""\\.|'[^']*+'|[()]""", re.DOTALL).finditer(self.text, position):
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth == 0:
                return match.end()
        return len(self.text)
