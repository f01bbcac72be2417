"""The part of the text report that only drift has: a table for each resource.

The rows are the attributes that differ, the columns what is declared, recorded and live. Values
that are too wide for their column stand below each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.environments import in_words
from scanner.model import Kind
from scanner.outcome import DriftClass
from scanner.report.drift_groups import (
    VIEWS,
    Group,
    Listing,
    address_of,
    difference_start,
    drift_groups,
    effect_words,
    only_differing,
    opened,
    state_words,
    who_words,
)
from scanner.report.lines import LONG, Line, hint, line
from scanner.report.values import compact
from scanner.report.visible import cells, cut, one_line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from scanner.model import Location
    from scanner.outcome import Drift, Result
    from scanner.report.lines import Span

INDENT = 2
NOTE = 6
MAX_PATCH_LINES = 20
MAX_ROWS = 4
"""Lines that a value may take in its column."""
NARROWEST = 14
_GAP = 2
_CLASS = len("undeployed")
_WIDEST = 1_000_000
_EFFECT_STYLES = {"worsened": "high", "improved": "ok"}


def drift_section(
    results: Iterable[Result], width: int, environments: Sequence[str]
) -> Iterator[Line]:
    """All drift among `results`: resources with what differs, then lists of whole ones.

    width: columns there are. environments: all of the run.
    """
    found = drift_groups(results)
    for group in found.groups:
        yield from _group(group, width, environments)
        yield Line()
    for listing in found.listings:
        yield from _listing(listing, environments)
        yield Line()
    if found.in_sync:
        yield line((f"in sync: {_count(len(found.in_sync), 'resource')}", "ok"))
        for result in found.in_sync:
            yield line((one_line(address_of(result), LONG), "address"), indent=INDENT, hang=2)
        yield Line()


def _group(group: Group, width: int, environments: Sequence[str]) -> Iterator[Line]:
    yield _head(group, environments)
    rows = [(result, drift) for result, drift in group.results if result.attribute]
    table = _Table.of(group, rows, width)
    if table is not None:
        yield table.header()
    for result, drift in group.results:
        if not result.attribute:
            yield line(
                (f"{drift.drift_class.value:<{_CLASS + _GAP}}", "rule"),
                (one_line(result.message, LONG), "message"),
                indent=INDENT,
                hang=_CLASS + _GAP,
            )
            cut_off = False
        elif table is None:
            cut_off = yield from _stacked(result, drift, group.views, width)
        else:
            cut_off = yield from table.row(result, drift)
        yield from _notes(result, drift, cut_off)
    revert = group.common_revert()
    if revert:
        yield hint("revert", one_line(revert, LONG), NOTE)


def _head(group: Group, environments: Sequence[str]) -> Line:
    result = group.worst
    failed = result.kind is Kind.FAIL
    word = result.severity.value if failed else result.kind.value
    spans: list[Span] = [
        (f"{word}  ", word if failed else "dim"),
        (one_line(group.address, LONG), "address"),
    ]
    where = _place(group.block)
    spans.append((f"  {where}" if where else "", "path"))
    if group.resource_id:
        spans.append((f"  {one_line(group.resource_id, LONG)}", "dim"))
    if group.environments:
        named = one_line(in_words(group.environments, environments), LONG)
        spans.append((f"  {named}", "environment"))
    if group.state is not None:
        spans.append((f"  {one_line(state_words([group.state]), LONG)}", "dim"))
    return Line(tuple(spans), 0, 2)


def _place(location: Location) -> str:
    return f"{one_line(location.path, LONG)}:{location.start_line}" if location.path else ""


class _Table:
    """The columns of one resource's rows."""

    def __init__(self, views: tuple[str, ...], width: int) -> None:
        self.views, self.width = views, width
        self.attribute = len("attribute")
        self.columns: list[int] = []
        # By identity: results may be equal.
        self.rows: dict[int, list[list[str]]] = {}

    @classmethod
    def of(cls, group: Group, rows: Sequence[tuple[Result, Drift]], width: int) -> _Table | None:
        """None where there is nothing for a table, or no room for one."""
        table = cls(group.views, width)
        if not rows or not table.views:
            return None
        names = [cells(one_line(result.attribute or "", LONG)) for result, _ in rows]
        table.attribute = max(len("attribute"), min(max(names), max(16, width // 4)))
        left = width - INDENT - _CLASS - _GAP - table.attribute
        room = left // len(table.views) - _GAP
        return table if room >= NARROWEST and table._fill(rows, left, room) else None

    def _fill(self, rows: Sequence[tuple[Result, Drift]], left: int, room: int) -> bool:
        """Keep the rows that go into columns; whether there are any.

        room: what each column may take of the columns that are left.
        """
        texts: dict[int, list[str]] = {}
        for _, drift in rows:
            found = [_text(drift, view) for view in self.views]
            if max(map(len, found)) <= room * MAX_ROWS:
                texts[id(drift)] = found
        if not texts:
            return False
        wanted = [max(map(cells, column)) for column in zip(*texts.values(), strict=True)]
        self.columns = [
            max(len(view), min(room, width)) for view, width in zip(self.views, wanted, strict=True)
        ]
        # What short columns leave, the others may have.
        spare = left - sum(column + _GAP for column in self.columns)
        wide = [n for n, width in enumerate(wanted) if width > self.columns[n]]
        for number in wide:
            self.columns[number] += spare // len(wide)
        for key, found in texts.items():
            pieces = [_wrapped(t, c) for t, c in zip(found, self.columns, strict=True)]
            if max(map(len, pieces)) <= MAX_ROWS:
                self.rows[key] = pieces
        return bool(self.rows)

    def header(self) -> Line:
        """The names of the columns."""
        names = [" " * _CLASS, _padded("attribute", self.attribute)]
        names += [_padded(v, c) for v, c in zip(self.views, self.columns, strict=True)]
        return line(((" " * _GAP).join(names).rstrip(), "label"), indent=INDENT)

    def row(self, result: Result, drift: Drift) -> Generator[Line, None, bool]:
        """The lines of one attribute; gives back whether something of it was cut."""
        values = self.rows.get(id(drift))
        if values is None:
            return (yield from _stacked(result, drift, self.views, self.width))
        name = _wrapped(one_line(result.attribute or "", LONG), self.attribute)
        columns = [[drift.drift_class.value], name, *values]
        widths = [_CLASS, self.attribute, *self.columns]
        styles = ["rule", "address", *("value" for _ in values)]
        for number in range(max(map(len, columns))):
            spans = []
            for column, width, style in zip(columns, widths, styles, strict=True):
                text = column[number] if number < len(column) else ""
                quiet = style == "value" and (text == "-" or text.startswith("("))
                spans.append((_padded(text, width + _GAP), "dim" if quiet else style))
            yield Line(_stripped(spans), INDENT, 2)
        return False


def _stacked(
    result: Result, drift: Drift, views: Sequence[str], width: int
) -> Generator[Line, None, bool]:
    """Values too wide for columns, below each other; gives back whether something was cut.

    Of lists and maps only what differs is shown.
    """
    views = views or VIEWS
    seen = [view for view in views if view in drift.present]
    values = [opened(getattr(drift, view)) for view in seen]
    different = only_differing(values) if len(values) > 1 else values
    there = [compact(value, _WIDEST) for value in different]
    partly = different != values
    yield line(
        (f"{drift.drift_class.value:<{_CLASS + _GAP}}", "rule"),
        (one_line(result.attribute or "", LONG), "address"),
        ("  (only what differs)" if partly else "", "dim"),
        indent=INDENT,
        hang=_CLASS + _GAP,
    )
    cut_off = any(len(text) > LONG for text in there)
    start = difference_start(there) if cut_off and len(there) > 1 else 0
    texts = dict(zip(seen, there, strict=True))
    indent = INDENT + _CLASS + _GAP
    room = max(NARROWEST, width - indent - _CLASS)
    for view in views:
        text = texts.get(view, "-")
        if cut_off and view in texts:
            text = ("..." if start else "") + cut(text[start:], LONG)
        style = "value" if view in texts else "dim"
        label = f"{view:<{_CLASS}}"
        for piece in _wrapped(text, room, LONG):
            yield line((label, "label"), (piece, style), indent=indent, hang=_CLASS)
            label = " " * _CLASS
    return cut_off


def _text(drift: Drift, view: str) -> str:
    if view not in drift.present:
        return "-"
    return compact(opened(getattr(drift, view)), _WIDEST)


def _wrapped(text: str, width: int, most: int = MAX_ROWS) -> list[str]:
    """Visible text in pieces of at most `width` columns, parted after a comma or blank if it may
    be. After `most` pieces the rest is left as it is."""
    pieces: list[str] = []
    while cells(text) > width and len(pieces) <= most:
        end = width if text.isascii() else _fitting(text, width)
        near = max(text.rfind(sign, end // 2, end) for sign in (",", " "))
        end = near + 1 if near > 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _fitting(text: str, width: int) -> int:
    """How many characters take up at most `width` columns; one at least."""
    used = 0
    for number, character in enumerate(text):
        used += cells(character)
        if used > width:
            return max(1, number)
    return len(text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cells(text))


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    """Without blanks at the end of the line."""
    while spans and not spans[-1][0].strip():
        spans.pop()
    if spans:
        spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
    return tuple(spans)


def _notes(result: Result, drift: Drift, cut_off: bool) -> Iterator[Line]:
    """What else there is to say of one difference."""
    if cut_off or (drift.drift_class is DriftClass.UNREAD and result.attribute):
        yield hint("what", one_line(result.message, LONG), NOTE)
    effect = effect_words(result, drift)
    if effect:
        style = _EFFECT_STYLES.get(drift.effect, "")
        yield line((one_line(effect, LONG), style), indent=NOTE, hang=2)
    who = who_words(drift)
    if who:
        yield hint("changed", one_line(who, LONG), NOTE)
    if result.suppression is not None:
        from scanner.report.layout import suppression_words

        yield hint("suppressed", suppression_words(result.suppression), NOTE)
    if drift.accept and drift.drift_class is not DriftClass.UNMANAGED:
        yield from _patch(drift.accept)


def _patch(text: str) -> Iterator[Line]:
    """What a patch changes: its heads and context are in JSON and in the file it is written to."""
    rows = [row for row in text.rstrip("\n").split("\n") if _is_change(row)]
    if not rows:
        return
    yield line(("accept:", "label"), indent=NOTE)
    for row in rows[:MAX_PATCH_LINES]:
        yield line((one_line(row.replace("\t", "    "), LONG), "source"), indent=NOTE + 2, hang=2)
    if len(rows) > MAX_PATCH_LINES:
        yield line((f"... {len(rows) - MAX_PATCH_LINES} more lines", "dim"), indent=NOTE + 2)


def _is_change(row: str) -> bool:
    return row.startswith(("+", "-")) and not row.startswith(("+++", "---"))


def _listing(listing: Listing, environments: Sequence[str]) -> Iterator[Line]:
    """Whole resources, a line each."""
    named = in_words(listing.environments, environments)
    yield line(
        (f"{listing.drift_class.value} ({len(listing.results)}): ", "rule"),
        (one_line(listing.message, LONG), "message"),
        (f"  {one_line(named, LONG)}" if named else "", "environment"),
        hang=2,
    )
    for result, drift in listing.results:
        failed = result.kind is Kind.FAIL
        word = result.severity.value if failed else result.kind.value
        where = _place(result.location) if listing.drift_class is DriftClass.UNDEPLOYED else ""
        address = address_of(result)
        id_ = result.resource_id
        spans: list[Span] = [
            (f"{word:<8}  ", word if failed else "dim"),
            (one_line(address, LONG), "address"),
            (f"  {where}" if where else "", "path"),
            (f"  {one_line(id_, LONG)}" if id_ and id_ not in address else "", "dim"),
        ]
        yield Line(tuple(spans), INDENT, 10)
        yield from _notes(result, drift, False)
        if drift.revert and drift.drift_class is DriftClass.UNMANAGED:
            yield hint("revert", one_line(drift.revert, LONG), NOTE)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
