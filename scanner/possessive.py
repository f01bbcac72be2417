"""Possessive repetitions of groups, for the releases of Python that match them wrongly.

Up to 3.11.4, ``(?:ab)*+`` does not go back over an attempt that fails half-way
(https://github.com/python/cpython/issues/106052): the ``a`` of it stays consumed. Debian 12 brings
such a Python. The atomic group ``(?>(?:ab)*)`` means the same and is right everywhere, but keeps a
note of every repetition; so only the Pythons that need it are given it.
"""

from __future__ import annotations

import re
import sys
from typing import AnyStr, Final


def _is_broken() -> bool:
    return sys.version_info[:2] == (3, 11) and re.match(r"(?:a(?!b))*+ab", "ab") is None


_BROKEN: Final = _is_broken()


def possessive(pattern: AnyStr) -> AnyStr:
    """A pattern with possessive groups as this Python matches it right."""
    if not _BROKEN:
        return pattern
    if isinstance(pattern, bytes):
        return atomic(pattern.decode("latin-1")).encode("latin-1")
    return atomic(pattern)


def atomic(pattern: str) -> str:
    """The pattern with each ``(...)*+``, ``(...)++`` and ``(...)?+`` as an atomic group."""
    out: list[str] = []
    opened: list[int] = []
    position = 0
    while position < len(pattern):
        sign = pattern[position]
        length = 1
        if sign == "\\":
            length = 2
        elif sign == "[":
            length = _class_length(pattern, position)
        elif sign == "(":
            opened.append(len(out))
        out.append(pattern[position : position + length])
        position += length
        if sign == ")":
            start = opened.pop()
            if pattern[position : position + 2] in ("*+", "++", "?+"):
                out[start:] = ["(?>", *out[start:], pattern[position], ")"]
                position += 2
    return "".join(out)


def _class_length(pattern: str, start: int) -> int:
    """The length of the character class at `start`, in which brackets mean themselves."""
    position = start + 1 + pattern.startswith("^", start + 1)
    # Right behind the opening a closing bracket is a member.
    position += pattern.startswith("]", position)
    while pattern[position] != "]":
        position += 2 if pattern[position] == "\\" else 1
    return position + 1 - start
