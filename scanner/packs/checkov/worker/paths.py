"""Looks paths up where they begin, and not in all of a block.

Most checks look at one argument, by `dpath`, which walks all of the block for that and matches the
path of each value in it with a pattern: three quarters of the time that checks take. A path whose
first name is no pattern leads into the argument of this name and nowhere else, so that dpath gives
the same answer when it is shown that argument alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

# Of the patterns of `fnmatch`.
_SPECIAL = frozenset("*?[")


class Lookup:
    """dpath's `search` and `get`, as soon as somebody has imported dpath."""

    def __init__(self) -> None:
        self._is_ours = False
        self._whole = False

    def prepare(self, line: bytes) -> None:
        """Get ready for a request. line: as it came, in JSON without blanks."""
        # dpath fails when a name anywhere in the block is empty, and so must the check.
        self._whole = b'"":' in line
        module = sys.modules.get("dpath")
        if module is not None and not self._is_ours:
            self._is_ours = True
            for name in ("search", "get"):
                setattr(module, name, self._narrowed(getattr(module, name)))

    def _narrowed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def look(obj: Any, glob: Any, *others: Any, **named: Any) -> Any:
            # Other separators and filters are handed on as they are.
            if type(obj) is dict and not self._whole and not others and "separator" not in named:
                first = first_of(glob)
                if first:
                    obj = {first: obj[first]} if first in obj else {}
            return function(obj, glob, *others, **named)

        return look


def first_of(glob: Any) -> str:
    """The name that a path begins with; empty for one that begins with a pattern or a number, or
    leads to more than one depth."""
    if not isinstance(glob, str) or "**" in glob:
        return ""
    first = glob.lstrip("/").partition("/")[0]
    return "" if first.isdecimal() or _SPECIAL.intersection(first) else first
