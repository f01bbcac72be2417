"""replace(), regex() and regexall(), of patterns in RE2's syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.strings import check_size
from scanner.terraform.scopes import Scope
from scanner.terraform.types import common_type
from scanner.terraform.values import MAX_ELEMENTS, Failure, LimitHit, List, Value, quoted

if TYPE_CHECKING:
    from scanner.terraform.functions.pike import Matcher, Spans


def _matcher(source: str, text: str) -> Matcher:
    from scanner.terraform.functions.pike import Matcher, compiled

    return Matcher(compiled(source), text)


def _captures(matcher: Matcher, spans: Spans) -> Value:
    """What regex() gives for a match: the text, or a tuple or object of its groups."""
    names = matcher.program.parsed.names
    texts = [_part(matcher.text, spans, number) for number in range(len(names) + 1)]
    if not names:
        return texts[0]
    if None not in names:
        return dict(zip(names, texts[1:], strict=True))
    if any(name is not None for name in names):
        raise Failure("the pattern mixes named and unnamed groups")
    return texts[1:]


def _part(text: str, spans: Spans, number: int) -> str | None:
    start, end = spans[2 * number : 2 * number + 2]
    return None if start < 0 or end < 0 else text[start:end]


def _regex(scope: Scope, source: str, text: str) -> Value:
    matcher = _matcher(source, text)
    found = matcher.search(0)
    scope.run.spend(matcher.steps // 10)
    if found is None:
        raise Failure(f"the pattern {quoted(source)} does not match")
    return _captures(matcher, found)


def _regex_all(scope: Scope, source: str, text: str) -> Value:
    matcher = _matcher(source, text)
    found: list[Value] = []
    for spans in matcher.every():
        found.append(_captures(matcher, spans))
        if len(found) > MAX_ELEMENTS:
            raise LimitHit("limit-collection-size", "regexall() finds more than 100,000 matches")
    scope.run.spend(matcher.steps // 10)
    return List(found, common_type(found))


def _replace(scope: Scope, text: str, search: str, replacement: str) -> str:
    if len(search) > 1 and search[0] == "/" and search[-1] == "/":
        return _replace_pattern(scope, text, search[1:-1], replacement)
    count = text.count(search) if search else len(text) + 1
    check_size(len(text) + count * len(replacement))
    return text.replace(search, replacement)


def _replace_pattern(scope: Scope, text: str, source: str, replacement: str) -> str:
    matcher = _matcher(source, text)
    size = len(text)
    pieces: list[str] = []
    at, copied = 0, 0
    while at <= len(text) and (spans := matcher.search(at)) is not None:
        pieces.append(text[copied : spans[0]])
        # No empty match right behind another one.
        if spans[1] > copied or spans[0] == 0:
            pieces.append(_expand(replacement, matcher, spans))
            size += len(pieces[-1])
            check_size(size)
        copied = spans[1]
        at = max(at + 1, copied)
    scope.run.spend(matcher.steps // 10)
    return "".join([*pieces, text[copied:]])


_REFERENCE = re.compile(r"\$(?:\$|(\w+)|\{(\w+)\})")


def _expand(replacement: str, matcher: Matcher, spans: Spans) -> str:
    names = matcher.program.parsed.names

    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isascii() and name.isdigit() and (name == "0" or name[0] != "0"):
            number = int(name[:9])
            return (_part(matcher.text, spans, number) or "") if number <= len(names) else ""
        for number, one in enumerate(names, 1):
            if one == name and (part := _part(matcher.text, spans, number)) is not None:
                return part
        return ""

    return _REFERENCE.sub(group, replacement)


FUNCTIONS: dict[str, Function] = {
    "regex": typed(_regex, "string", "string", scoped=True),
    "regexall": typed(_regex_all, "string", "string", scoped=True),
    "replace": typed(_replace, "string", "string", "string", scoped=True),
}
