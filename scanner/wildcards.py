"""Patterns with ``*`` and ``?``, matched in bounded time whoever wrote them.

A pattern may come from the scanned tree, and regular expressions with many stars take a time that
grows with the power of their number.
"""

from __future__ import annotations

import re

# What git's patterns may hold in one name of a path, and folders of any depth (``**``) in one
# pattern. They are matched by regular expressions, whose time grows with this power.
MOST = 3


def like(text: str, pattern: str) -> bool:
    """Whether all of `text` matches `pattern`: ``*`` is any text, ``?`` any one character."""
    if "*" not in pattern and "?" not in pattern:
        return text == pattern
    at = position = 0
    star, resume = -1, 0
    while at < len(text):
        if position < len(pattern) and pattern[position] == "*":
            star, resume = position, at
            position += 1
        elif position < len(pattern) and pattern[position] in ("?", text[at]):
            at += 1
            position += 1
        elif star >= 0:
            # Only the last star ever needs to give way: the ones before have what they need.
            resume += 1
            at, position = resume, star + 1
        else:
            return False
    return not pattern[position:].strip("*")


def like_path(path: str, pattern: str) -> bool:
    """Whether all of a path with ``/`` matches: ``*`` stays within a folder, ``**`` as a whole
    name is any number of folders, none too."""
    names = path.split("/")
    # How many of the names what was read of the pattern can account for.
    counts = {0}
    for part in pattern.split("/"):
        if part == "**":
            counts = set(range(min(counts, default=len(names) + 1), len(names) + 1))
        else:
            counts = {at + 1 for at in counts if at < len(names) and like(names[at], part)}
    return len(names) in counts


def is_bounded(pattern: str) -> bool:
    """Whether a pattern in .gitignore's syntax is one that can be matched in reasonable time."""
    names = pattern.split("/")
    return sum("**" in name for name in names) <= MOST and all(
        len(re.findall(r"\*+", name)) <= MOST for name in names
    )
