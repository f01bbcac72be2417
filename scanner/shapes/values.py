"""Questions that plain Python cannot ask of a value that may be unknown."""

from __future__ import annotations

import re

from scanner.decisions import Maybe
from scanner.model import Value


def matches(pattern: re.Pattern[str], value: Value) -> bool:
    """Whether `pattern` is found in a text; a decision when the text is unknown."""
    if isinstance(value, Maybe):
        return value.matches(pattern)
    return isinstance(value, str) and pattern.search(value) is not None
