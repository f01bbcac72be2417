"""News as Slack's ``text`` and ``blocks``. Pure.

Nothing that a finding found is in it: no value and no message, for they go to a third party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.model import Level

MAX_BLOCKS: Final = 50
MAX_SECTION: Final = 3_000
MAX_TEXT: Final = 4_000
_MAX_PART: Final = 200
_SPELLED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "'"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding that somebody is told of. again: it was resolved before. undecided: whether it
    is one is not known. place: a file and line, empty without one."""

    rule: str
    title: str
    severity: Level
    subject: str
    place: str = ""
    environment: str = ""
    actor: str = ""
    again: bool = False
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """of: what was audited: ``shop: drift live``. resolved: how many findings are gone. complete:
    nothing in scope was missed."""

    of: str
    notices: Sequence[Notice]
    resolved: int = 0
    complete: bool = True


def message(news: News) -> dict[str, Any]:
    """The body to post. Notices that do not fit are counted."""
    head = _head(news)
    ordered = sorted(news.notices, key=lambda one: -one.severity.rank)
    blocks = [_section(f"*{head}*")]
    room = MAX_BLOCKS - 2
    shown = 0
    for notice in ordered[:room]:
        blocks.append(_section(_entry(notice)))
        shown += 1
    if shown < len(ordered):
        blocks.append(_section(f"and {len(ordered) - shown} more"))
    return {"text": head[:MAX_TEXT], "blocks": blocks}


def _head(news: News) -> str:
    fresh = sum(not one.again for one in news.notices)
    again = len(news.notices) - fresh
    parts = []
    if fresh:
        parts.append(f"{fresh} new finding{'' if fresh == 1 else 's'}")
    if again:
        parts.append(f"{again} reopened")
    if news.resolved:
        parts.append(f"{news.resolved} resolved")
    counts = []
    for level in Level:
        number = sum(one.severity is level for one in news.notices)
        if number:
            counts.append(f"{number} {level.value}")
    head = f"trueup, {_plain(news.of)}: {', '.join(parts)} ({', '.join(counts)})"
    return head if news.complete else f"{head}; the audit was incomplete"


def _entry(notice: Notice) -> str:
    word = "reopened, " if notice.again else ""
    word += "undecided, " if notice.undecided else ""
    lines = [f"{word}*{notice.severity.value}* {_plain(notice.title)}", _code(notice.subject)]
    details = [_code(notice.rule)]
    if notice.environment:
        details.append(f"in {_plain(notice.environment)}")
    if notice.place:
        details.append(_code(notice.place))
    if notice.actor:
        details.append(f"changed by {_code(notice.actor)}")
    return "\n".join([*lines, ", ".join(details)])


def _section(text: str) -> dict[str, Any]:
    # Every part of it is cut before: a cut here could halve an entity. Verbatim: no word becomes a
    # link because it looks like one.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _plain(text: str) -> str:
    """Text of hostile files on one line, without a mention, a link or an open piece of code."""
    cut = " ".join(text.split())
    cut = cut if len(cut) <= _MAX_PART else f"{cut[: _MAX_PART - 3]}..."
    pieces, room = [], 2 * _MAX_PART
    for character in cut:
        piece = _SPELLED.get(character, character if character.isprintable() else "\ufffd")
        room -= len(piece)
        if room < 0:
            break
        pieces.append(piece)
    return "".join(pieces)


def _code(text: str) -> str:
    """The same as code, in which nothing but a backtick means anything; empty for nothing."""
    return f"`{plain}`" if (plain := _plain(text)) else ""
