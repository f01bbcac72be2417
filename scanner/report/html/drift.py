"""Drift, resource by resource: what is declared, recorded and live, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.model import Kind
from scanner.outcome import DriftClass
from scanner.report.drift_groups import (
    VIEWS,
    drift_groups,
    effect_words,
)
from scanner.report.html.findings import severity
from scanner.report.html.later import later
from scanner.report.html.markup import EMPTY, Html, code, counted, definitions, joined, tag, text
from scanner.report.html.row import (
    MAX_ADDRESS,
    MAX_MESSAGE,
    STANDINGS,
    moment,
    patch,
    place,
    row,
    seen,
)
from scanner.report.html.sides import sides

if TYPE_CHECKING:
    from scanner.outcome import Drift, Result
    from scanner.report.drift_groups import Group, Listing
    from scanner.report.html.context import Context

# The views that left what the others say.
_MOVED: Final = {
    DriftClass.DRIFTED: ("live",),
    DriftClass.UNDEPLOYED: ("declared",),
    DriftClass.ADOPTED: ("recorded",),
    DriftClass.CONFLICT: ("declared", "live"),
    DriftClass.DIFFERS: ("live",),
}


def drift(context: Context) -> Html:
    """Every resource that drifted, the worst first; then whole ones that nobody declares or that
    are not there."""
    found = drift_groups(one for one in context.shown if one.kind is Kind.FAIL)
    room = context.at_once
    pieces = [_legend(context)]
    put_off: list[tuple[int, Html]] = []
    for group in found.groups:
        part = _group(group, context)
        if room > 0:
            pieces.append(part)
        else:
            put_off.append((len(group.results), part))
        room -= len(group.results)
    pieces.append(later(put_off))
    pieces += [_listing(one, context, max(0, room)) for one in found.listings]
    return joined(pieces)


def _legend(context: Context) -> Html:
    """What the classes that occur mean, in the words of their rules."""
    rules = {
        one.drift.drift_class: one.rule
        for one in context.shown
        if one.kind is Kind.FAIL and one.drift is not None
    }
    pairs = [
        (_word(drift_class), text(rules[drift_class].title, MAX_MESSAGE))
        for drift_class in DriftClass
        if drift_class in rules
    ]
    return definitions(pairs, "legend")


def _group(group: Group, context: Context) -> Html:
    results = [result for result, _ in group.results]
    shown = [one for one in group.results if one[0].attribute]
    whole = [one for one in group.results if not one[0].attribute]
    environments = in_words(group.environments, context.report.environments)
    return tag(
        "section",
        tag("h3", severity(group.worst.severity), " ", code(group.address, MAX_ADDRESS)),
        tag(
            "p",
            tag("span", code(place(group.block), MAX_ADDRESS)) if group.block.path else None,
            tag("span", code(group.resource_id, MAX_ADDRESS)) if group.resource_id else None,
            tag("span", environments) if environments else None,
            tag("span", counted(len(results), "difference"), class_="count"),
            class_="meta",
        ),
        *(_whole(group, result, one, context) for result, one in whole),
        _table(group, shown, context) if shown else None,
        _remedies(group),
        class_="group drift",
        **context.facets.of_group([group.worst, *results]),
    )


def _whole(group: Group, result: Result, one: Drift, context: Context) -> Html:
    """What is to be said of the resource as a whole."""
    return tag(
        "p",
        _class(one.drift_class),
        " ",
        _severity(group, result),
        text(result.message, MAX_MESSAGE),
        *(joined(["; ", said]) for said in _known(result, one)),
        class_="row whole",
        id=context.anchors.take(result.identity),
        **context.facets.of_row_alone(result),
    )


def _severity(group: Group, result: Result) -> Html:
    """The severity where it is not that of the resource."""
    if result.severity is group.worst.severity:
        return EMPTY
    return joined([severity(result.severity), " "])


def _class(drift_class: DriftClass) -> Html:
    return tag("span", _word(drift_class), class_="class")


def _word(drift_class: DriftClass) -> str:
    return drift_class.value.replace("_", " ").capitalize()


# ---- the table -----------------------------------------------------------------------------

# The roles are those that these elements have anyway; on a narrow screen the cells stand below
# each other, and an element that is no longer laid out as a table would lose its role.
_HEADS = ("Attribute", "Declared", "Recorded", "Live")


def _table(group: Group, shown: list[tuple[Result, Drift]], context: Context) -> Html:
    heads = [tag("th", name, scope="col", role="columnheader") for name in _HEADS]
    return tag(
        "table",
        tag("caption", "What differs in ", code(group.address, MAX_ADDRESS), class_="hidden"),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", *(_cells(group, *one, context) for one in shown), role="rowgroup"),
        class_="views",
        role="table",
    )


def _cells(group: Group, result: Result, one: Drift, context: Context) -> Html:
    there = {view: getattr(one, view) for view in VIEWS if view in one.present}
    shown, partly = sides(there, _MOVED.get(one.drift_class, ()))
    none = tag("span", "none", class_="none")
    values = [
        tag("td", shown.get(view, none), role="cell", data_label=view.capitalize())
        for view in VIEWS
    ]
    standing = None if result.past is None else STANDINGS.get(result.past.standing.value)
    anchor = context.anchors.take(result.identity)
    return tag(
        "tr",
        tag(
            "th",
            tag("a", code(result.attribute or "", MAX_ADDRESS), href=f"#{anchor}"),
            tag(
                "p",
                _class(one.drift_class),
                " ",
                _severity(group, result),
                tag("span", standing, class_="chip") if standing else None,
            ),
            *(tag("p", said) for said in _known(result, one)),
            tag("p", "only what differs is shown") if partly else None,
            scope="row",
            role="rowheader",
        ),
        *values,
        id=anchor,
        class_="row",
        **context.facets.of_row_alone(result),
    )


def _known(result: Result, one: Drift) -> list[Html]:
    """Effect, who and when, since when; what there is of it."""
    effect = effect_words(result, one)
    said = [tag("span", effect, class_=f"effect {one.effect}")] if effect else []
    if one.actor or one.at or one.tool:
        parts = [
            joined(["by ", code(one.actor, MAX_ADDRESS)]) if one.actor else None,
            joined(["with ", text(one.tool, MAX_ADDRESS)]) if one.tool else None,
            joined(["on ", text(moment(one.at), MAX_ADDRESS)]) if one.at else None,
        ]
        said.append(joined(["changed ", joined([part for part in parts if part], " ")]))
    if result.past is not None:
        said.append(joined(["seen ", seen(result.past)]))
    if one.drift_class is DriftClass.UNREAD:
        said.append(text(result.message, MAX_MESSAGE))
    return said


def _remedies(group: Group) -> Html:
    patches = [
        tag(
            "details",
            tag("summary", "Accept ", code(result.attribute or "", MAX_ADDRESS), " into the code"),
            patch(one.accept),
        )
        for result, one in group.results
        if one.accept and one.drift_class is not DriftClass.UNMANAGED
    ]
    revert = group.common_revert()
    return (
        tag(
            "div",
            definitions([("Revert", code(revert or ""))], "facts"),
            *patches,
            class_="remedies",
        )
        if revert or patches
        else Html("")
    )


# ---- whole resources -----------------------------------------------------------------------


def _listing(listing: Listing, context: Context, room: int) -> Html:
    """Whole resources of which one thing is to be said: a line each."""
    by_level: dict[tuple[object, ...], list[Result]] = {}
    for result, _ in listing.results:
        key = tuple(context.facets.of_group([result]).values())
        by_level.setdefault(key, []).append(result)
    return joined([_listed(listing, results, context, room) for results in by_level.values()])


def _listed(listing: Listing, results: list[Result], context: Context, room: int) -> Html:
    rows = [row(one, context) for one in results]
    environments = in_words(listing.environments, context.report.environments)
    return tag(
        "section",
        tag(
            "h3",
            severity(results[0].severity),
            " ",
            text(f"{counted(len(results), 'resource')} {listing.drift_class.value}"),
        ),
        tag(
            "p",
            tag("span", text(listing.message, MAX_MESSAGE)),
            tag("span", environments) if environments else None,
            tag("span", counted(len(results), "result"), class_="count"),
            class_="meta",
        ),
        tag("ul", *rows[:room], class_="rows"),
        later([(1, one) for one in rows[room:]], "ul"),
        class_="group",
        **context.facets.of_group(results),
    )
