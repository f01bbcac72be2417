"""Charts, drawn as SVG: bars in the cells of a table that has the numbers too.

A bar repeats what its row says, so a screen reader is not told of it; the table is its equivalent
and is there for everybody.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from scanner.model import Kind, Level
from scanner.report.html.markup import EMPTY, Html, joined, scrolled, tag, text
from scanner.report.html.row import moment
from scanner.report.html.services import service_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scanner.outcome import Audit, Report

MAX_SERVICES: Final = 12
MAX_AUDITS: Final = 40
_HEIGHT: Final = 120
_COLUMN: Final = 24
_GAP: Final = 6
_COUNTED = (
    "Each instance and environment counts, and so does what could not be decided; the results "
    "above group them."
)
_PARTIAL: Final = "A dashed line is under audits that were incomplete."


def services(report: Report) -> Html:
    """The findings by service and severity, those with the most serious first."""
    found: dict[str, Counter[str]] = {}
    for result in report.results:
        if result.kind is Kind.FAIL:
            found.setdefault(service_of(result), Counter())[result.severity.value] += 1
    if not found:
        return EMPTY
    order = sorted(found, key=lambda name: (-found[name].total(), name))
    kept, others = order[:MAX_SERVICES], order[MAX_SERVICES:]
    counts = [(name, found[name]) for name in kept]
    if others:
        rest: Counter[str] = Counter()
        for name in others:
            rest.update(found[name])
        counts.append((f"{len(others)} other services", rest))
    most = max(one.total() for _, one in counts)
    heads = [
        tag("th", "Service", scope="col"),
        tag("th", tag("span", "Share", class_="hidden"), scope="col", class_="bar"),
        *(_head(level) for level in Level),
        tag("th", "All", scope="col", class_="number"),
    ]
    return tag(
        "table",
        tag("caption", "Findings by service and severity"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_service(name, one, most) for name, one in counts)),
        class_="chart",
    )


def _head(level: Level) -> Html:
    word = tag("span", level.value.capitalize(), class_=f"sev {level.value}")
    return tag("th", word, scope="col", class_="number")


def _service(name: str, counts: Counter[str], most: int) -> Html:
    numbers = [_number(counts[level.value]) for level in Level]
    return tag(
        "tr",
        tag("th", text(name, 60), scope="row"),
        tag("td", _bar({level.value: counts[level.value] for level in Level}, most), class_="bar"),
        *numbers,
        tag("td", f"{counts.total():,}", class_="number"),
    )


def _number(count: int) -> Html:
    return tag("td", f"{count:,}", class_="number" if count else "number zero")


def _bar(counts: Mapping[str, int], most: int) -> Html:
    """A bar with a part for each count, in its class's colour; `most` is its whole width."""
    parts, at = [], 0.0
    for name, count in counts.items():
        width = 100 * count / most
        if count:
            parts.append(_rect(at, 0, max(width - 0.4, 0.4), 10, name))
        at += width
    return tag(
        "svg",
        *parts,
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
        focusable="false",
    )


def _rect(x: float, y: float, width: float, height: float, name: str) -> Html:
    return Html(
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" class="{name}"/>'
    )


def shares(counts: Mapping[str, int]) -> Html:
    """One bar whose parts are the shares of each count."""
    return _bar(counts, sum(counts.values()) or 1)


# ---- trend ---------------------------------------------------------------------------------


def trend(audits: Sequence[Audit]) -> Html:
    """The findings of each audit by severity, a column for each, and the same as a table."""
    if not audits:
        return EMPTY
    shown = audits[-MAX_AUDITS:]
    first, last = moment(shown[0].at), moment(shown[-1].at)
    more = f", the last {MAX_AUDITS} of {len(audits):,}" if len(audits) > MAX_AUDITS else ""
    return tag(
        "figure",
        tag("figcaption", f"Findings by audit{more}"),
        _columns(shown),
        tag("p", tag("span", text(first)), tag("span", text(last)), class_="axis"),
        tag("p", _COUNTED, class_="axis"),
        None if all(one.complete for one in shown) else tag("p", _PARTIAL, class_="axis"),
        tag("details", tag("summary", "The numbers"), scrolled(_numbers(shown), "The numbers")),
        class_="trend",
    )


def _columns(audits: Sequence[Audit]) -> Html:
    most = max(1, *(sum(audit.counts.values()) for audit in audits))
    step = _COLUMN + _GAP
    parts: list[Html] = []
    for number, audit in enumerate(audits):
        x, y = number * step + _GAP / 2, float(_HEIGHT)
        # The worst stands at the bottom, where columns are easy to compare.
        for level in Level:
            height = _HEIGHT * audit.counts.get(level, 0) / most
            y -= height
            if height:
                parts.append(_rect(x, y, _COLUMN, max(height - 0.6, 0.6), level.value))
        if not audit.complete:
            parts.append(Html(f'<path d="M{x:.1f} {_HEIGHT + 4}h{_COLUMN}" class="partial"/>'))
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {len(audits) * step} {_HEIGHT + 6}",
        class_="columns",
        preserveAspectRatio="xMinYMax meet" if len(audits) < 12 else "none",
        aria_hidden="true",
        focusable="false",
    )


def _numbers(audits: Sequence[Audit]) -> Html:
    words = [*(level.value.capitalize() for level in Level), "New", "Reopened", "Resolved"]
    heads = [tag("th", "Audit", scope="col")]
    heads += [tag("th", word, scope="col", class_="number") for word in words]
    rows = []
    for audit in reversed(audits):
        counts = [audit.counts.get(level, 0) for level in Level]
        counts += [audit.new, audit.reopened, audit.resolved]
        partial = None if audit.complete else tag("small", "incomplete")
        name = tag("th", text(moment(audit.at)), " ", partial, scope="row")
        rows.append(tag("tr", name, *map(_number, counts)))
    return tag(
        "table",
        tag("caption", "Findings by audit, the latest first", class_="hidden"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", joined(rows)),
        class_="chart",
    )
