"""What `trueup explain` prints for people: lines for the writers of the text report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scanner.report.lines import LONG, Line, Span, line
from scanner.report.visible import one_line
from scanner.terraform.explain.links import NOTHING, Link
from scanner.terraform.explain.shown import SENSITIVE, is_unknown, json_text

if TYPE_CHECKING:
    from scanner.model import Location
    from scanner.terraform.explain.explanation import Explanation

_WHOLE_VALUE = 4_000
_SHORT_VALUE = 200
_DEEPEST_INDENT = 20


def overview_lines(folder: str, instances: Sequence[Any]) -> Iterator[Line]:
    """Every instance, a line each. instances: as `scanner.terraform.explain.dump` gives them."""
    width = max((len(one["address"]) for one in instances), default=0)
    width = min(width, 60)
    for one in instances:
        place = one["location"]
        spans: list[Span] = [
            (f"{one_line(one['address'], LONG):<{width}}", "address"),
            (f"  {one_line(place['path'], LONG)}:{place['start_line']}", "dim"),
        ]
        if not one["instantiated"]:
            spans.append(("  no instance exists", "label"))
        elif one["unknown"]:
            spans.append((f"  {one['unknown']} unknown", "medium"))
        yield line(*spans, hang=4)
    if instances:
        yield Line()
    real = sum(1 for one in instances if one["instantiated"])
    noun = "instance" if real == 1 else "instances"
    text = f"{real} {noun} in {one_line(folder, LONG)}"
    unknown = sum(1 for one in instances if one["instantiated"] and one["unknown"])
    if unknown:
        text += f", {unknown} of them with unknown values"
    if real < len(instances):
        text += f"; {len(instances) - real} more that no plan would contain"
    yield line((text, ""))


def explanation_lines(explanations: Iterable[Explanation]) -> Iterator[Line]:
    """Explanations, an empty line between them."""
    for number, one in enumerate(explanations):
        if number:
            yield Line()
        yield from _explanation(one)


def _explanation(one: Explanation) -> Iterator[Line]:
    alone = not one.whole and len(one.entries) == 1
    if alone and one.type in ("variable", "local", "output"):
        yield from _deep(one.entries[0], 0)
        return
    yield line((one_line(one.address, LONG), "rule"))
    yield line((f"{one.type}, ", "dim"), (_place(one.location), "dim"), indent=2, hang=2)
    for call in one.calls:
        called = f"called by {one_line(call.address, LONG)}, {_place(call.location)}"
        yield line((called, "dim"), indent=2, hang=2)
    for reason in one.existence:
        yield line((one_line(reason, LONG), "medium"), indent=2, hang=2)
    if one.repeated is not None:
        yield from _repeated(one.repeated)
    yield Line()
    if not one.entries:
        yield line(("the code sets nothing in it", "dim"), indent=2)
    for entry in one.entries:
        yield from _deep(entry, 2) if not one.whole else _entry(entry)


def _repeated(link: Link) -> Iterator[Line]:
    yield line(
        (f"{link.name} = {one_line(link.expression, LONG) or SENSITIVE}", ""),
        (f"  {_place(link.location)}", "dim"),
        indent=2,
        hang=4,
    )
    yield from _chain(link.links, 4)


def _entry(link: Link) -> Iterator[Line]:
    """An attribute on a line, and below it what it came from, a line for each reference."""
    yield line(
        (one_line(link.name, LONG), "bold"),
        *_valued(link, _SHORT_VALUE),
        *_where(link),
        indent=2,
        hang=4,
    )
    if is_unknown(link.value) and not link.links and link.expression:
        yield line(("= ", "dim"), (one_line(link.expression, LONG), ""), indent=6, hang=2)
    yield from _chain(link.links, 6)


def _chain(links: Sequence[Link], indent: int) -> Iterator[Line]:
    for link in links:
        yield line(
            ("= ", "dim"),
            (one_line(link.name, LONG), "address"),
            *_where(link),
            indent=min(indent, _DEEPEST_INDENT),
            hang=4,
        )
        yield from _chain(link.links, indent + 2)


def _deep(link: Link, indent: int) -> Iterator[Line]:
    """A value and its expression, then the same of everything it came from."""
    indent = min(indent, _DEEPEST_INDENT)
    yield line(
        (one_line(link.name, LONG), "bold"), *_valued(link, _WHOLE_VALUE), indent=indent, hang=4
    )
    spans: list[Span] = []
    if link.location is not None:
        spans.append((_place(link.location), "dim"))
    for text in (link.origin, link.note):
        if text:
            spans.append((f"{', ' if spans else ''}{one_line(text, LONG)}", "dim"))
    if link.expression:
        spans.append((f"{': ' if spans else ''}{one_line(link.expression, LONG)}", ""))
    if spans:
        yield line(*spans, indent=indent + 4, hang=2)
    for inner in link.links:
        yield from _deep(inner, indent + 2)


def _valued(link: Link, most: int) -> list[Span]:
    if link.value is NOTHING:
        return []
    return [(" = ", "dim"), (value_text(link.value, most), "value")]


def value_text(value: Any, most: int) -> str:
    """A shown value on one line of at most about `most` characters."""
    if is_unknown(value):
        return one_line(_unknown(value), most)
    if isinstance(value, str) and value == SENSITIVE:
        return SENSITIVE
    pieces: list[str] = []
    _pieces(value, pieces)
    return one_line("".join(pieces), most)


def _unknown(value: Any) -> str:
    reason, reference = value["unknown"], value["reference"]
    named = f", {reference}" if reference and reference not in reason else ""
    return f"(unknown: {reason}{named})"


def _pieces(value: Any, pieces: list[str]) -> None:
    """A value as JSON, except that what is unknown or secret in it needs no reader of JSON."""
    if is_unknown(value):
        pieces.append(_unknown(value))
    elif isinstance(value, str) and value == SENSITIVE:
        pieces.append(SENSITIVE)
    elif isinstance(value, dict):
        for number, (key, item) in enumerate(value.items()):
            pieces.append(f"{', ' if number else '{'}{json_text(key)}: ")
            _pieces(item, pieces)
        pieces.append("}" if value else "{}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            pieces.append(", " if number else "[")
            _pieces(item, pieces)
        pieces.append("]" if value else "[]")
    else:
        pieces.append(json_text(value))


def _where(link: Link) -> list[Span]:
    """Where a link stands, who gave it, and what else there is to say."""
    parts = [] if link.location is None else [_place(link.location)]
    parts += [one_line(text, LONG) for text in (link.origin, link.note) if text]
    return [(f"  ({', '.join(parts)})", "dim")] if parts else []


def _place(location: Location | None) -> str:
    return "" if location is None else one_line(f"{location.path}:{location.start_line}", LONG)
