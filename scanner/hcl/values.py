"""Literal values, and the nodes that the fast paths make."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from scanner.hcl.state import Broken, Problem
from scanner.hcl.tree import BOOL, LITERAL, NULL, NUMBER, TEMPLATE, TRAVERSAL

if TYPE_CHECKING:
    from typing import Any

    from scanner.hcl.tree import Node

CONSTANTS: dict[str, tuple[Any, ...]] = {
    "true": (BOOL, True),
    "false": (BOOL, False),
    "null": (NULL,),
}
MAX_DIGITS = 600
# What is longer than this is not worth holding on to.
_LONG = 100


def steps_of(text: str) -> tuple[str, ...]:
    """The steps of a plain reference. References recur, and one tuple of names serves them all."""
    return _shared_steps(text) if len(text) < _LONG else tuple(text.split("."))


@lru_cache(maxsize=4096)
def _shared_steps(text: str) -> tuple[str, ...]:
    return tuple([intern(step) for step in text.split(".")])


def constant_node(text: str, start: int, end: int) -> Node:
    """The node for one of CONSTANTS."""
    tag, *value = CONSTANTS[text]
    return (tag, start, end, *value)


def number_value(text: str) -> int | float | None:
    """The value of a number's text; None when it is larger than we can hold."""
    if text.isdigit():
        # int() takes quadratic time, and refuses what is longer than a few thousand digits
        return int(text) if len(text) <= MAX_DIGITS else None
    value = float(text)
    return None if value in (float("inf"), float("-inf")) else value


def bad_number(start: int, end: int, message: str) -> Broken:
    """The failure for the number between two offsets."""
    return Broken(Problem(message, start, end), end)


def simple(source: str, found: Any, group: int, kind: int) -> Node:
    """The node for a value that a fast path matched: 1 string, 2 word, 3 integer."""
    start, end = found.span(group)
    if kind == 2:
        text = source[start:end]
        if text in CONSTANTS:
            return constant_node(text, start, end)
        return (TRAVERSAL, start, end, steps_of(text))
    if kind == 1:
        return (
            TEMPLATE,
            start,
            end,
            ((LITERAL, start + 1, end - 1, 0),) if end - start > 2 else (),
        )
    value = number_value(source[start:end])
    if value is None:
        raise bad_number(start, end, "the number is too large to be meant")
    return (NUMBER, start, end, value)
