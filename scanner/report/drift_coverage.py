"""How much a drift run compared: the block that closes its report, in words and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.model import Kind
from scanner.outcome import DriftClass
from scanner.report.drift_groups import drift_groups, state_words
from scanner.report.lines import LONG, Line, line
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanner.outcome import Coverage, Report, TypeCoverage

MISSED = ("unread", "denied", "unsupported")


@dataclass(frozen=True, slots=True)
class Share:
    """Resources compared, of how many."""

    compared: int
    total: int

    @property
    def percent(self) -> float:
        """100 where there is nothing to compare."""
        return 100.0 * self.compared / self.total if self.total else 100.0


def share_of(coverage: Coverage) -> Share:
    """The share of the resources that were compared."""
    found = coverage.types.values()
    return Share(sum(one.compared for one in found), sum(one.total for one in found))


def coverage_words(coverage: Coverage) -> str:
    """The whole of it in one line."""
    share = share_of(coverage)
    attributes = [
        f"{count} {word}"
        for count, word in (
            (coverage.not_compared, "not compared"),
            (coverage.unread, "unread"),
            (coverage.ignored, "ignored"),
        )
        if count
    ]
    rest = f"; {', '.join(attributes)}" if attributes else ""
    if coverage.compared or rest:
        rest = f", {_count(coverage.compared, 'attribute')}{rest}"
    resources = f"{share.compared} of {_count(share.total, 'resource')} compared"
    return f"{resources} ({share.percent:.1f} %){rest}"


def missed_words(one: TypeCoverage) -> str:
    """How many of a type were not compared; empty where all were."""
    return ", ".join(f"{getattr(one, name)} {name}" for name in MISSED if getattr(one, name))


def coverage_lines(report: Report) -> Iterator[Line]:
    """The sum; each type of which something was missed, with the reason; the types compared
    whole; what it was compared with; what the run cannot see at all."""
    coverage = report.coverage
    yield line(("coverage: ", "label"), (coverage_words(coverage), ""), hang=2)
    incomplete = {name: one for name, one in coverage.types.items() if missed_words(one)}
    room = max((len(name) for name in incomplete), default=0)
    for name, one in incomplete.items():
        done = f"{one.compared} compared, " if one.compared else ""
        reason = f": {one_line(one.reason, LONG)}" if one.reason else ""
        yield line(
            (f"{one_line(name, LONG):<{min(room, 48)}}  ", "address"),
            (f"{done}{missed_words(one)}{reason}", ""),
            indent=2,
            hang=4,
        )
    whole = [
        f"{one_line(name, LONG)} {one.compared}"
        for name, one in coverage.types.items()
        if name not in incomplete and one.compared
    ]
    if whole:
        yield line(("compared whole: ", "label"), (", ".join(whole), ""), indent=2, hang=2)
    states = state_words(drift_groups(report.results).states)
    if states:
        yield line(("state: ", "label"), (one_line(states, LONG), ""), indent=2, hang=2)
    for limit in coverage.limits:
        yield line(("not compared: ", "label"), (one_line(limit, LONG), ""), indent=2, hang=2)
    hidden = unmanaged_hint(report)
    if hidden:
        yield line(("next: ", "label"), (hidden, ""), indent=2, hang=2)


def unmanaged_hint(report: Report) -> str:
    """What to do about unmanaged resources that can be imported; empty where there are none."""
    count = sum(
        result.drift is not None
        and result.drift.drift_class is DriftClass.UNMANAGED
        and result.kind is Kind.FAIL
        and result.drift.accept is not None
        for result in report.results
    )
    if not count:
        return ""
    blocks = "an import block" if count == 1 else "import blocks"
    return f"--write-imports FILE writes {blocks} for {_count(count, 'unmanaged resource')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
