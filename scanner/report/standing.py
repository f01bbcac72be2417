"""How findings stand to those of an earlier revision, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.model import DiagnosticLevel
from scanner.outcome import Standing
from scanner.report.lines import LONG, Line, line
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanner.model import Diagnostic
    from scanner.outcome import Gone, Report, Result
    from scanner.report.summary import Summary

MAX_GONE: Final = 50
CODES: Final = "since-"
"""How the codes of notes begin that say how far the comparison goes."""


def is_new(result: Result) -> bool:
    """Whether a result is new since the revision that a run is compared with."""
    return result.past is not None and result.past.standing is Standing.NEW


def standing_words(summary: Summary) -> str:
    """``3 new, 2 fixed, 41 unchanged``."""
    counts = summary.by_standing or {}
    new = counts.get(Standing.NEW.value, 0) + counts.get(Standing.REOPENED.value, 0)
    fixed = counts.get(Standing.RESOLVED.value, 0)
    return f"{new} new, {fixed} fixed, {counts.get(Standing.PERSISTING.value, 0)} unchanged"


def since_notes(report: Report) -> list[Diagnostic]:
    """The notes that say how far the comparison goes, and whose policy decides."""
    return [
        one
        for one in report.diagnostics
        if one.level is DiagnosticLevel.NOTE and one.code.startswith(CODES)
    ]


def place_of(gone: Gone) -> str:
    """Where it was; empty where nobody knows."""
    return "" if gone.location is None else f"{gone.location.path}:{gone.location.start_line}"


def name_of(gone: Gone) -> str:
    """The resource that it was found in, and how often."""
    count = len({instance.address for instance in gone.instances})
    if count > 1:
        return f"{gone.address} ({count} instances)"
    return gone.instances[0].address if gone.instances else gone.address


def gone_lines(report: Report) -> Iterator[Line]:
    """What is found no longer, in a line each, and an empty one."""
    yield line(("fixed", "path"), (" (where it was)", "dim"))
    for one in report.gone[:MAX_GONE]:
        place = one_line(place_of(one) or "-", LONG)
        named = one_line(in_words(one.environments, report.environments), LONG)
        yield line(
            (f"{place}  ", "dim"),
            (f"{one.severity.value}  ", "dim"),
            (one_line(one.rule, LONG), "rule"),
            ("  ", ""),
            (one_line(name_of(one), LONG), "address"),
            (f"  {named}" if named else "", "environment"),
            indent=2,
            hang=4,
        )
    if len(report.gone) > MAX_GONE:
        yield line((f"and {len(report.gone) - MAX_GONE} more; JSON tells each", "dim"), indent=2)
    yield Line()


def since_lines(report: Report, summary: Summary) -> Iterator[Line]:
    """How far the comparison goes, and its counts."""
    for note in since_notes(report):
        place = "" if note.path is None else note.path
        if place and note.line is not None:
            place += f":{note.line}"
        where = f"{one_line(place, LONG)}: " if place else ""
        yield line(("note: ", "label"), (where, "path"), (one_line(note.message, LONG), ""), hang=2)
    yield line(
        (f"since {one_line(report.since or '', LONG)}: ", "label"),
        (standing_words(summary), ""),
        hang=2,
    )
