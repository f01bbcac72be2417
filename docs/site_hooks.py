"""What the site does differently from the repository: called by mkdocs while it builds."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]\n]+)\]\((?:\.\./)+[^)\s]+\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links to files of the repository become their text: the site has none of those files."""
    depth = page.file.src_uri.count("/")

    def text(match: re.Match[str]) -> str:
        ups = match[0].partition("](")[2].count("../")
        return match[0] if ups <= depth else match[1]

    return _OUTSIDE.sub(text, markdown)
