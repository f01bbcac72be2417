"""Results put together by rule: what is wrong and why once, then every place where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.model import Kind
from scanner.report.html.later import later
from scanner.report.html.markup import EMPTY, Html, code, counted, joined, link, tag, text
from scanner.report.html.row import row
from scanner.report.html.services import platform_name, platform_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanner.model import Level, Rule
    from scanner.outcome import Result
    from scanner.report.html.context import Context

MAX_TEXT: Final = 4_000
MAX_ALIASES: Final = 12


def findings(context: Context) -> Html:
    """Everything that failed, the worst first."""
    results = [one for one in context.shown if one.kind is Kind.FAIL and one.drift is None]
    return groups(results, context, explained=True)


def undecided(context: Context) -> Html:
    """What could not be decided."""
    return groups([one for one in context.shown if one.kind is Kind.OPEN], context)


def suppressed(context: Context) -> Html:
    """What failed and does not count, each with who says so and why."""
    return groups([one for one in context.shown if one.kind is Kind.SUPPRESSED], context)


def groups(results: Sequence[Result], context: Context, *, explained: bool = False) -> Html:
    """Results by rule. explained: with why it matters and what to do; this is then where links
    to the rule lead."""
    by_rule: dict[tuple[str, Level, str], list[Result]] = {}
    for one in results:
        by_rule.setdefault((one.rule.id, one.severity, platform_of(one)), []).append(one)
    order = sorted(by_rule, key=lambda key: (-key[1].rank, -len(by_rule[key]), key[0]))
    if explained:
        for rule_id, *_ in order:
            number = context.facets.rules[rule_id]
            context.rule_anchors.setdefault(rule_id, f"rule-{number}")
    room = context.at_once
    pieces: list[Html] = []
    put_off: list[tuple[int, Html]] = []
    anchored: set[str] = set()
    for key in order:
        found = by_rule[key]
        anchor = context.rule_anchors.get(key[0]) if explained else None
        if anchor is not None and anchor in anchored:
            anchor = None
        anchored.add(anchor or "")
        if room > 0:
            pieces.append(_group(found, context, anchor, room, explained))
        else:
            put_off.append((len(found), _group(found, context, anchor, len(found), explained)))
        room -= len(found)
    return joined([*pieces, later(put_off)])


def _group(
    results: Sequence[Result], context: Context, anchor: str | None, room: int, explained: bool
) -> Html:
    first = results[0]
    heading = tag(
        "h3",
        severity(first.severity),
        " ",
        text(first.rule.title.rstrip(".") or first.rule.id, MAX_TEXT),
    )
    rows = [row(one, context) for one in results]
    rest = [(1, one) for one in rows[room:]]
    return tag(
        "section",
        heading,
        tag(
            "p",
            code(first.rule.id),
            tag("span", platform_name(platform_of(first))),
            tag("span", counted(len(results), "result"), class_="count"),
            class_="meta",
        ),
        _why(first.rule) if explained else None,
        tag("ul", *rows[:room], class_="rows"),
        later(rest, "ul"),
        class_="group",
        id=anchor,
        **context.facets.of_group(results),
    )


def severity(level: Level) -> Html:
    """A severity in a word, with a shape and a colour of its own."""
    return tag("span", level.value.capitalize(), class_=f"sev {level.value}")


def _why(rule: Rule) -> Html:
    paragraphs = [
        " ".join(part.split()) for part in rule.description[:MAX_TEXT].split("\n\n") if part.strip()
    ]
    # The heading is the first sentence already.
    first = paragraphs[0] if paragraphs else ""
    rest = first.removeprefix(rule.title).lstrip(". ") if first.startswith(rule.title) else first
    shown = [tag("p", text(part, MAX_TEXT)) for part in (rest, *paragraphs[1:]) if part]
    fix = tag("p", tag("b", "Fix:"), " ", text(rule.fix, MAX_TEXT), class_="fix")
    return tag("div", *shown, fix if rule.fix else None, _references(rule), class_="why")


def _references(rule: Rule) -> Html:
    found: list[Html] = []
    if rule.cwe is not None:
        address = f"https://cwe.mitre.org/data/definitions/{rule.cwe}.html"
        found.append(link(address, f"CWE-{rule.cwe}"))
    found += [link(address) for address in rule.references]
    if rule.aliases:
        found.append(joined(["also known as ", _listed(rule.aliases[:MAX_ALIASES])]))
    return tag("p", joined(found, " · "), class_="refs") if found else EMPTY


def _listed(names: Iterable[str]) -> Html:
    return joined([text(name, 100) for name in names], ", ")
