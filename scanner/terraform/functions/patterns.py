"""replace(), regex() and regexall().

Terraform's patterns are RE2's, which match in linear time; Python's matcher backtracks, and a
pattern in scanned code is hostile. So a pattern is first read by `translate`, which rewrites what
is spelled otherwise, refuses what RE2 lacks, and estimates how badly the pattern could backtrack;
a text too long for that estimate is not matched at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.strings import check_size
from scanner.terraform.values import Failure, List, Unsupported, Value, quoted

_MAX_PATTERN = 2000
_MAX_STEPS = 20_000_000
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7F",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1F\\x7F",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}


class UnsafePatternError(Unsupported):
    """The pattern could take too long on this text; its result is unknown to us."""


@dataclass(slots=True)
class _Group:
    loops: bool = False
    branches: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """loops: quantifiers that compete for the same text. nested: a loop within a loop, or one
    over alternatives: the time may double with each character."""

    compiled: re.Pattern[str]
    loops: int
    nested: bool

    def check(self, text: str) -> None:
        """Refuse a text that could take too long to match."""
        size = len(text) + 1
        if self.nested and size > 22:
            raise UnsafePatternError("the pattern could take too long on this text")
        steps = size
        for position in range(self.loops):
            steps = steps * size // (position + 1)
            if steps > _MAX_STEPS:
                raise UnsafePatternError("the pattern could take too long on this text")


@lru_cache(maxsize=256)
def translate(source: str) -> Pattern:
    """An RE2 pattern for Python's matcher; raises Failure where RE2 would or Python cannot."""
    if len(source) > _MAX_PATTERN:
        raise UnsafePatternError("the pattern is too long")
    reader = _Reader(source)
    text = reader.read()
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(text, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise Failure(f"invalid pattern {quoted(source)}: {error}") from None
    return Pattern(compiled, reader.loops, reader.nested)


class _Reader:
    """One pass over a pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.groups = [_Group()]
        self.closed: _Group | None = None
        self.excluded: str = ""
        self.loops = 0
        self.nested = False
        self.multiline = False

    def read(self) -> str:
        source = self.source
        while self.at < len(source):
            character = source[self.at]
            if character == "\\":
                self._escape()
            elif character == "[":
                self._class()
            elif character == "(":
                self._open()
            elif character == ")":
                self._close()
            elif character in "*+?" or (character == "{" and self._counted()):
                self._quantifier()
            else:
                self._plain(character)
        return "".join(self.out)

    def _plain(self, character: str) -> None:
        if character == "|":
            self.groups[-1].branches = True
        if character == "$" and not self.multiline:
            character = "\\Z"
        self.out.append("\\{" if character == "{" else character)
        self.closed = None
        self.excluded = ""
        self.at += 1

    def _escape(self) -> None:
        follower = self.source[self.at + 1 : self.at + 2]
        if follower == "Q":
            end = self.source.find("\\E", self.at)
            end = len(self.source) if end < 0 else end
            self.out.append(re.escape(self.source[self.at + 2 : end]))
            self.at = min(end + 2, len(self.source))
        elif follower == "z":
            self.out.append("\\Z")
            self.at += 2
        elif not follower or follower in "123456789ZCGXkgNuUpP":
            raise Unsupported(f"the pattern has an escape that is not supported: \\{follower}")
        else:
            self.out.append("\\" + follower)
            self.at += 2
        self.closed = None
        self.excluded = ""

    def _class(self) -> None:
        source = self.source
        start = self.at
        self.at += 1
        pieces = ["["]
        negated = source[self.at : self.at + 1] == "^"
        if negated:
            pieces.append("^")
            self.at += 1
        first = True
        while self.at < len(source) and (first or source[self.at] != "]"):
            first = False
            if source.startswith("[:", self.at):
                end = source.find(":]", self.at)
                name = source[self.at + 2 : end]
                if end < 0 or name not in _CLASSES:
                    raise Failure(f"the pattern has an unknown class {quoted(name)}")
                pieces.append(_CLASSES[name])
                self.at = end + 2
            elif source[self.at] == "\\":
                if source[self.at + 1 : self.at + 2] in ("p", "P", ""):
                    raise Unsupported("Unicode classes in patterns are not supported")
                pieces.append(source[self.at : self.at + 2])
                self.at += 2
            else:
                character = source[self.at]
                pieces.append("\\" + character if character in "[]&~|" else character)
                self.at += 1
        if self.at >= len(source):
            raise Failure("the pattern has an unclosed [")
        self.at += 1
        self.out.append("".join(pieces) + "]")
        self.closed = None
        self.excluded = source[start + 2 : self.at - 1] if negated else ""

    def _open(self) -> None:
        flags = re.compile(r"\(\?([imsU]+)([):])").match(self.source, self.at)
        if self.source.startswith(("(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?("), self.at):
            raise Failure("the pattern looks around, which Terraform's cannot")
        if flags and ("U" in flags[1] or (flags[2] == ")" and self.at > 0)):
            raise Unsupported("the pattern sets a flag where that is not supported")
        if flags:
            self.multiline = self.multiline or "m" in flags[1]
            self.out.append(flags[0])
            self.at = flags.end()
            if flags[2] == ")":
                return
        elif self.source.startswith("(?:", self.at):
            self.out.append("(?:")
            self.at += 3
        else:
            named = re.compile(r"\(\?P?<(\w+)>").match(self.source, self.at)
            if named is None and self.source.startswith("(?", self.at):
                raise Failure("the pattern has a group that is not supported")
            self.out.append(f"(?P<{named[1]}>" if named else "(")
            self.at = named.end() if named else self.at + 1
        if len(self.groups) > 50:
            raise UnsafePatternError("the pattern is nested too deep")
        self.groups.append(_Group())
        self.closed = None

    def _close(self) -> None:
        if len(self.groups) == 1:
            raise Failure("the pattern has an unmatched )")
        self.closed = self.groups.pop()
        self.groups[-1].loops = self.groups[-1].loops or self.closed.loops
        self.groups[-1].branches = self.groups[-1].branches or self.closed.branches
        self.excluded = ""
        self.out.append(")")
        self.at += 1

    def _counted(self) -> bool:
        return re.compile(r"\{\d+(,\d*)?\}").match(self.source, self.at) is not None

    def _quantifier(self) -> None:
        found = re.compile(r"(\*|\+|\?|\{\d+(?:,\d*)?\})(\??)").match(self.source, self.at)
        assert found is not None
        self.at = found.end()
        if self.source[self.at : self.at + 1] in ("+", "*"):
            raise Failure("the pattern repeats a repetition")
        if found[1].startswith("{") and any(int(n) > 1000 for n in re.findall(r"\d+", found[1])):
            raise Failure("the pattern repeats more than 1000 times")
        self.out.append(found[0])
        repeats = found[1] != "?"
        if self.closed is not None and repeats and (self.closed.loops or self.closed.branches):
            self.nested = True
        self.groups[-1].loops = True
        follower = self.source[self.at : self.at + 1]
        # [^:]*: can end in one place only; it does not compete with what follows.
        if repeats and not (follower and follower in self.excluded and follower not in "\\^-[]"):
            self.loops += 1
        self.closed = None
        self.excluded = ""


def captures(match: re.Match[str]) -> Value:
    """What regex() gives for a match: the text, or a tuple or object of its groups."""
    named = match.re.groupindex
    if named:
        if len(named) != match.re.groups:
            raise Failure("the pattern mixes named and unnamed groups")
        return match.groupdict()
    return list(match.groups()) if match.re.groups else match[0]


def _regex(source: str, text: str) -> Value:
    pattern = translate(source)
    pattern.check(text)
    match = pattern.compiled.search(text)
    if match is None:
        raise Failure(f"the pattern {quoted(source)} does not match")
    return captures(match)


def _regex_all(source: str, text: str) -> Value:
    from scanner.terraform.types import common_type

    pattern = translate(source)
    pattern.check(text)
    found = [captures(match) for match in pattern.compiled.finditer(text)]
    return List(found, common_type(found))


def _replace(text: str, search: str, replacement: str) -> str:
    if len(search) > 1 and search[0] == "/" and search[-1] == "/":
        return _replace_pattern(text, search[1:-1], replacement)
    count = text.count(search) if search else len(text) + 1
    check_size(len(text) + count * len(replacement))
    return text.replace(search, replacement)


def _replace_pattern(text: str, source: str, replacement: str) -> str:
    pattern = translate(source)
    pattern.check(text)
    size = len(text)
    pieces: list[str] = []
    at = 0
    for match in pattern.compiled.finditer(text):
        expanded = _expand(replacement, match)
        size += len(expanded)
        check_size(size)
        pieces += [text[at : match.start()], expanded]
        at = match.end()
    return "".join([*pieces, text[at:]])


_REFERENCE = re.compile(r"\$(?:\$|(\w+)|\{(\w+)\})", re.ASCII)


def _expand(replacement: str, match: re.Match[str]) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except IndexError:
            return ""

    return _REFERENCE.sub(group, replacement)


FUNCTIONS: dict[str, Function] = {
    "regex": typed(_regex, "string", "string"),
    "regexall": typed(_regex_all, "string", "string"),
    "replace": typed(_replace, "string", "string", "string"),
}
