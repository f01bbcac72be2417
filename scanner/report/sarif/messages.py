"""The message of a SARIF result. Its first sentence is the alert's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.report.sarif.text import link, message_text, sentence
from scanner.report.values import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanner.outcome import Drift, Result

MAX_LINKS = 5
_MAX_ADDRESSES = 3
_MAX_VALUE = 120


def result_message(result: Result, related: Sequence[str]) -> str:
    """What is wrong; of what; where it comes from, with links to the related locations.

    related: the text of each related location, whose ids count from 1.
    """
    parts = [sentence(message_text(result.message)) or sentence(message_text(result.rule.title))]
    parts.append(f"{_addresses(result)}.")
    if result.environments:
        names = message_text(", ".join(result.environments), 400)
        parts.append(f"Found in the environment{'s'[: len(result.environments) - 1]} {names}.")
    if result.drift is not None:
        parts += _drift(result.drift)
    if related:
        links = [link(text, number) for number, text in enumerate(related[:MAX_LINKS], 1)]
        parts.append(f"See {', '.join(links)}.")
    return " ".join(part for part in parts if part)


def _addresses(result: Result) -> str:
    addresses = list(dict.fromkeys(instance.address for instance in result.instances))
    if len(addresses) < 2:
        return message_text(addresses[0] if addresses else result.resource_address, 400)
    shown = ", ".join(message_text(address, 200) for address in addresses[:_MAX_ADDRESSES])
    more = len(addresses) - _MAX_ADDRESSES
    rest = f" and {more} more" if more > 0 else ""
    address = message_text(result.resource_address, 400)
    return f"{address} ({len(addresses)} instances: {shown}{rest})"


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
