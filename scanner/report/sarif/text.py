"""Text for SARIF messages: plain, one line, with the links that SARIF allows and no others."""

from __future__ import annotations

import re

from scanner.report.visible import one_line

MAX_MESSAGE = 1_000
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")
_INSTANCE_KEY = re.compile(r"\[[^\]\n]{0,200}\]")


def message_text(text: str, width: int = MAX_MESSAGE) -> str:
    """Scanned text inside a message: nothing in it becomes a link or a placeholder.

    ``[text](target)`` is a link and ``{0}`` a placeholder in SARIF; a blank breaks either.
    """
    text = one_line(text, width)
    if "](" in text:
        text = text.replace("](", "] (")
    return _PLACEHOLDER.sub("{ ", text) if "{" in text else text


def link(text: str, target: int) -> str:
    """A link to the related location with the id `target`; its text has no brackets."""
    words = message_text(_INSTANCE_KEY.sub("", text), 200).replace("[", "(").replace("]", ")")
    return f"[{words.strip() or 'related'}]({target})"


def sentence(text: str) -> str:
    """`text` with a full stop; not with a capital, since it may begin with an attribute's name."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
