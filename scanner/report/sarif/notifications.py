"""What went wrong, and what was left out, as notifications of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sarif_om import Location as SarifLocation
from sarif_om import Message, Notification, ReportingDescriptorReference

from scanner.model import DiagnosticLevel, Location
from scanner.report.sarif.text import message_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scanner.model import Diagnostic

MAX_ERRORS = 1_000


@dataclass(frozen=True, slots=True)
class Omission:
    """Results that are not in the file, and why. code: kebab-case, as of a diagnostic."""

    code: str
    message: str


def notifications(
    diagnostics: Sequence[Diagnostic],
    omissions: Sequence[Omission],
    physical: Callable[[Location], Any],
    *,
    every_note: bool,
) -> list[Any]:
    """The notifications of a run: omissions first, then errors, then notes.

    Notes are counted by code, unless `every_note` is set. The codes have no descriptors in the
    driver: GitHub's validator wants descriptions and help for those as if they were rules.
    """
    errors = [d for d in diagnostics if d.level is DiagnosticLevel.ERROR]
    notes = [d for d in diagnostics if d.level is DiagnosticLevel.NOTE]
    entries: list[tuple[str, str, str, Diagnostic | None]] = [
        (omission.code, "warning", omission.message, None) for omission in omissions
    ]
    entries += [(d.code, "error", _text(d), d) for d in errors[:MAX_ERRORS]]
    if len(errors) > MAX_ERRORS:
        entries.append(
            ("more-errors", "error", f"{len(errors) - MAX_ERRORS} more errors are not listed", None)
        )
    if every_note:
        entries += [(d.code, "note", _text(d), d) for d in notes]
    else:
        entries += _counted(notes)
    return [
        Notification(
            message=Message(text=message_text(text) or code),
            level=level,
            descriptor=ReportingDescriptorReference(id=code),
            locations=_locations(diagnostic, physical),
        )
        for code, level, text, diagnostic in entries
    ]


def _text(diagnostic: Diagnostic) -> str:
    names = ", ".join(diagnostic.environments)
    return f"{diagnostic.message} (in {names})" if names else diagnostic.message


def _counted(notes: Sequence[Diagnostic]) -> list[tuple[str, str, str, None]]:
    counts = Counter(note.code for note in notes)
    first = {note.code: note.message for note in reversed(notes)}
    return [
        (code, "note", first[code] if count == 1 else f"{count} times, first: {first[code]}", None)
        for code, count in sorted(counts.items())
    ]


def _locations(
    diagnostic: Diagnostic | None, physical: Callable[[Location], Any]
) -> list[Any] | None:
    if diagnostic is None or diagnostic.path is None:
        return None
    line = diagnostic.line or 1
    place = physical(Location(diagnostic.path, line, 1, line, 1))
    return None if place is None else [SarifLocation(physical_location=place)]
