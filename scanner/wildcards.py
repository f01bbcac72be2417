"""Patterns with ``*`` and ``?``, as waivers and policies write them."""

from __future__ import annotations

import re
from functools import lru_cache


def like(text: str, pattern: str, ignore_case: bool = False) -> bool:
    """Whether the whole text matches; brackets are literal, as addresses hold them.

    Takes time in proportion to the text, whatever the pattern.
    """
    return _compiled(pattern, ignore_case).fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    pieces = [re.escape(piece).replace(r"\?", ".") for piece in pattern.split("*")]
    # Between stars the first place that fits is as good as any: the atomic group keeps it, so that
    # nothing is tried twice. What stands behind the last star must be where the text ends.
    regex = pieces[0] + "".join(f"(?>.*?{piece})" for piece in pieces[1:-1] if piece)
    if len(pieces) > 1:
        regex += f".*{pieces[-1]}"
    return re.compile(regex, re.DOTALL | (re.IGNORECASE if ignore_case else re.NOFLAG))
