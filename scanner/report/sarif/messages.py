"""The message of a SARIF result. Its first sentence is the alert's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.report.sarif.text import link, message_text, sentence
from scanner.report.values import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanner.model import Drift, Result

MAX_LINKS = 5
_MAX_ADDRESSES = 3
_MAX_VALUE = 120


def result_message(result: Result, related: Sequence[str]) -> str:
    """What is wrong; of what; where it comes from, with links to the related locations.

    related: the text of each related location, whose ids count from 1.
    """
    parts = [sentence(message_text(result.message)) or sentence(message_text(result.rule.title))]
    parts.append(f"{_addresses(result)}.")
    if result.drift is not None:
        parts += _drift(result.drift)
    if related:
        links = [link(text, number) for number, text in enumerate(related[:MAX_LINKS], 1)]
        parts.append(f"See {', '.join(links)}.")
    return " ".join(part for part in parts if part)


def _addresses(result: Result) -> str:
    address = message_text(result.resource_address, 400)
    if len(result.instances) <= 1:
        return message_text(result.instances[0].address, 400) if result.instances else address
    names = [message_text(instance.address, 200) for instance in result.instances]
    shown = ", ".join(names[:_MAX_ADDRESSES])
    more = "" if len(names) <= _MAX_ADDRESSES else f" and {len(names) - _MAX_ADDRESSES} more"
    return f"{address} ({len(names)} instances: {shown}{more})"


def _drift(drift: Drift) -> list[str]:
    """The values that there are, and what the difference does."""
    values = [
        f"{view} {message_text(compact(getattr(drift, view), _MAX_VALUE))}"
        for view in ("declared", "recorded", "live")
        if view in drift.present
    ]
    parts = []
    if values:
        joined = "; ".join(values)
        parts.append(f"{joined[0].upper()}{joined[1:]}.")
    if drift.effect != "neutral":
        rules = f" by {message_text(', '.join(drift.rules))}" if drift.rules else ""
        parts.append(f"Policy effect: {drift.effect}{rules}.")
    who = " ".join(
        f"{word} {message_text(value, 200)}"
        for word, value in (("by", drift.actor), ("with", drift.tool), ("at", drift.at))
        if value
    )
    if who:
        parts.append(f"Changed {who}.")
    return parts
