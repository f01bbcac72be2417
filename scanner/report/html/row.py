"""One result: a line to scan down, and behind it the source, the instances and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.model import Kind
from scanner.report.calls import call_chains
from scanner.report.drift_groups import effect_words, who_words
from scanner.report.html.markup import EMPTY, Html, code, counted, definitions, joined, tag, text
from scanner.report.layout import suppression_words
from scanner.report.visible import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanner.model import Location
    from scanner.outcome import Instance, Past, Result
    from scanner.report.excerpt import Excerpt
    from scanner.report.html.context import Context

MAX_MESSAGE: Final = 600
MAX_ADDRESS: Final = 300
MAX_INSTANCES: Final = 50
MAX_CHAINS: Final = 10
STANDINGS: Final = {"new": "New", "persisting": "Persisting", "reopened": "Reopened"}


def row(result: Result, context: Context) -> Html:
    """The result as an item of a list."""
    anchor = context.anchors.take(result.identity)
    return tag(
        "li",
        tag(
            "details",
            tag("summary", _line(result, context)),
            tag(
                "div",
                _source(context.excerpts.get(id(result), ())),
                _facts(result, anchor, context),
            ),
        ),
        class_="row",
        id=anchor,
        **context.facets.of_row(result),
    )


def _line(result: Result, context: Context) -> Html:
    addresses = {one.address for one in result.instances}
    address = next(iter(addresses)) if len(addresses) == 1 else result.resource_address
    chips = [counted(len(addresses), "instance")] if len(addresses) > 1 else []
    chips += [in_words(result.environments, context.report.environments)]
    chips += [] if result.past is None else [STANDINGS.get(result.past.standing.value, "")]
    chips += [] if result.gating else ["not counted"]
    reason = "" if result.suppression is None else suppression_words(result.suppression)
    return joined(
        [
            code(address, MAX_ADDRESS),
            *(tag("span", chip, class_="chip") for chip in chips if chip),
            tag("span", text(result.message, MAX_MESSAGE), class_="said"),
            tag("span", text(reason, MAX_MESSAGE), class_="reason") if reason else None,
            tag("span", place(result.location), class_="where"),
        ],
        " ",
    )


def place(location: Location) -> str:
    """``path:line``; empty for what stands in no file."""
    return f"{location.path}:{location.start_line}" if location.path else ""


# ---- source --------------------------------------------------------------------------------


def _source(lines: Sequence[Excerpt]) -> Html:
    if not lines:
        return EMPTY
    # A region of whole lines needs no marks: that it is shown says which lines are meant.
    rows = [tag("span", _marked(one), data_line=one.number) for one in lines]
    return tag("pre", tag("code", joined(rows, "\n")), class_="source")


def _marked(line: Excerpt) -> Html:
    """The line, with what its carets stand under in ``<mark>``."""
    before = len(line.marker) - len(line.marker.lstrip(" "))
    start = _index(line.text, before)
    end = _index(line.text, before + line.marker.count("^"))
    if not line.text[start:end]:
        return text(line.text)
    return joined(
        [text(line.text[:start]), tag("mark", text(line.text[start:end])), text(line.text[end:])]
    )


def _index(shown: str, column: int) -> int:
    """Where in visible text a column of a terminal begins."""
    if shown.isascii():
        return column
    used = 0
    for index, character in enumerate(shown):
        if used >= column:
            return index
        used += cells(character)
    return len(shown)


# ---- facts ---------------------------------------------------------------------------------


def _facts(result: Result, anchor: str, context: Context) -> Html:
    drift = result.drift
    environments = context.report.environments
    return definitions(
        [
            ("Attribute", code(result.attribute or "", MAX_ADDRESS)),
            ("Instances", _instances(result, environments)),
            ("Called from", _calls(result)),
            ("See", _items([joined([said, " ", code(place(at))]) for said, at in result.related])),
            ("Id", code(result.resource_id or "", MAX_ADDRESS)),
            ("Environments", ", ".join(result.environments)),
            ("Suppressed", _suppressed(result)),
            ("Effect", None if drift is None else effect_words(result, drift)),
            ("Changed", None if drift is None else who_words(drift)),
            ("Revert", None if drift is None else code(drift.revert or "")),
            ("Accept", None if drift is None else patch(drift.accept)),
            ("Seen", None if result.past is None else seen(result.past)),
            ("Exit code", None if result.gating else "never decided by this result"),
            ("Identity", tag("a", code(result.identity), href=f"#{anchor}")),
        ],
        "facts",
    )


def patch(change: str | None) -> Html:
    """What to write into the code so that it says what is live."""
    if not change:
        return EMPTY
    lines = change.rstrip("\n").replace("\t", "    ").split("\n")
    rows = [
        tag("ins" if one[:1] == "+" else "del" if one[:1] == "-" else "span", text(one))
        for one in lines[:MAX_INSTANCES]
        if not one.startswith(("+++", "---"))
    ]
    if len(lines) > MAX_INSTANCES:
        rows.append(tag("span", f"... {len(lines) - MAX_INSTANCES} more lines"))
    return tag("pre", joined(rows, "\n"), class_="patch")


def seen(past: Past) -> str:
    """Since when, as far as a history says it."""
    parts = (("first", past.first_seen), ("last", past.last_seen))
    return ", ".join(f"{word} on {moment(at)}" for word, at in parts if at)


def moment(at: str) -> str:
    """A time of ISO 8601 for people: ``2026-05-04 03:02 UTC``; any other text as it is."""
    day, mark, time = at.partition("T")
    return f"{day} {time[:5]} UTC" if mark and time.endswith(("Z", "+00:00")) else at


def _suppressed(result: Result) -> Html | None:
    found = result.suppression
    if found is None:
        return None
    where = EMPTY if found.location is None else code(place(found.location))
    return joined([suppression_words(found), where], " ")


def _instances(result: Result, environments: Sequence[str]) -> Html:
    if len(result.instances) < 2:
        return EMPTY
    return _items([_instance(one, result, environments) for one in result.instances])


def _instance(one: Instance, result: Result, environments: Sequence[str]) -> Html:
    more = [] if one.kind is result.kind else [one.kind.value]
    if one.environments != result.environments:
        more.append(in_words(one.environments, environments))
    said = ", ".join(filter(None, more))
    return joined([code(one.address, MAX_ADDRESS), f" ({said})" if said else None])


def _calls(result: Result) -> Html:
    """The ways there through module calls, outermost first."""
    chains = call_chains(result) if result.kind is not Kind.PASS else []
    return _items(
        [
            joined(
                [
                    joined([code(place(call.location)), " ", code(call.address, MAX_ADDRESS)])
                    for call in chain
                ],
                " → ",
            )
            for chain in chains
        ],
        MAX_CHAINS,
    )


def _items(items: Iterable[Html], most: int = MAX_INSTANCES) -> Html:
    found = list(items)
    if len(found) < 2:
        return found[0] if found else EMPTY
    rows = [tag("li", one) for one in found[:most]]
    if len(found) > most:
        rows.append(tag("li", f"and {len(found) - most:,} more"))
    return tag("ul", *rows)
