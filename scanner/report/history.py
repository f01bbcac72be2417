"""What `trueup history` prints: the trend, one audit, and the life of a finding.

A database is as little to be trusted as a file that is scanned: its texts are made visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scanner.model import Level
from scanner.outcome import Standing
from scanner.report.encode import dumps
from scanner.report.lines import LONG, Line, line
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from scanner.history.entries import AuditEntry, Event
    from scanner.history.lives import Life

SCHEMA = "trueup-history/1"
_MOST = 60
_FIGURES = ("critical", "high", "medium", "low", "new", "reopened", "resolved")


# ---- for people ------------------------------------------------------------------------------


def trend_lines(entries: Sequence[AuditEntry]) -> Iterator[Line]:
    """A row for each audit, oldest first."""
    several = len({one.name for one in entries}) > 1
    rows = [_row(one, several) for one in entries]
    titles = ["audit", "when (UTC)", *(["name"] if several else []), "command", *_FIGURES]
    first = len(titles) - len(_FIGURES)
    widths = [max(len(row[n]) for row in (titles, *rows)) for n in range(len(titles))]
    for number, row in enumerate((titles, *rows)):
        cells = [
            cell.rjust(widths[n]) if n == 0 or n >= first else cell.ljust(widths[n])
            for n, cell in enumerate(row)
        ]
        incomplete = number > 0 and not entries[number - 1].audit.complete
        yield line(
            ("  ".join(cells), "label" if number == 0 else ""),
            ("  incomplete" if incomplete else "", "medium"),
        )


def _row(entry: AuditEntry, several: bool) -> list[str]:
    audit = entry.audit
    names = [one_line(entry.name, _MOST)] if several else []
    counts = [audit.counts[level] for level in Level]
    figures = [*counts, audit.new, audit.reopened, audit.resolved]
    when = one_line(audit.at, 20).replace("T", " ").removesuffix("Z")
    return [str(entry.number), when, *names, one_line(audit.command, _MOST), *map(str, figures)]


def audit_lines(entry: AuditEntry, changed: Sequence[tuple[Event, Life]]) -> Iterator[Line]:
    """One audit: its numbers, and what it found new, again, or no more."""
    audit = entry.audit
    yield line((f"audit {entry.number}", "bold"), (f", {_when(audit.at)}", ""))
    of = f"{one_line(entry.name, LONG)}: {one_line(audit.command, LONG)}"
    yield line((of, ""), (f"  (trueup {one_line(entry.version, 40)})", "dim"), indent=2)
    counts = ", ".join(f"{audit.counts[level]} {level.value}" for level in Level)
    yield line((f"findings: {counts}", ""), indent=2)
    if not audit.complete:
        yield line(("incomplete: not everything in scope was checked", "medium"), indent=2)
    for standing in (Standing.NEW, Standing.REOPENED, Standing.RESOLVED):
        found = [(event, life) for event, life in changed if event.standing is standing]
        if found:
            yield Line()
            yield line((f"{len(found)} {standing.value}", "bold"))
        for event, life in found:
            yield from _finding(life, event.severity)


def _finding(life: Life, severity: Level) -> Iterator[Line]:
    last = life.last
    yield line(
        (f"{severity.value:<9}", severity.value),
        (one_line(last.rule, LONG), "rule"),
        (f"  {one_line(_subject(life), LONG)}", "address"),
        (f"  in {one_line(last.environment, LONG)}" if last.environment else "", "environment"),
        (f"  {one_line(last.path, LONG)}:{last.line}" if last.path else "", "dim"),
        indent=2,
        hang=4,
    )


def _subject(life: Life) -> str:
    last = life.last
    return f"{last.address}.{last.attribute}" if last.attribute else last.address


def life_lines(life: Life, events: Iterable[Event]) -> Iterator[Line]:
    """One finding: what it is, and when it came and went."""
    last = life.last
    yield from _finding(life, last.severity)
    yield line((one_line(last.title, LONG), "message"), indent=6)
    if last.actor:
        yield line((f"changed by {one_line(last.actor, LONG)}", "dim"), indent=6)
    state = f"resolved {_when(life.resolved)}" if life.resolved else f"there, as {last.kind}"
    seen = f"first seen {_when(life.first_seen)}, last seen {_when(life.last_seen)}; {state}"
    yield line((seen, ""), indent=6)
    for event in events:
        yield line(
            (f"{_when(event.at)}  {event.standing.value:<9} ", "dim"),
            (f"audit {event.audit}", "dim"),
            indent=6,
        )
    yield line((one_line(last.identity, LONG), "dim"), (f"  ({last.series})", "dim"), indent=6)


def _when(at: str) -> str:
    return one_line(at, 20).replace("T", " ").replace("Z", " UTC")


# ---- for programs ----------------------------------------------------------------------------


def trend_json(entries: Iterable[AuditEntry]) -> bytes:
    """All audits, oldest first."""
    return _json({"schema": SCHEMA, "audits": [_audit(one) for one in entries]})


def audit_json(entry: AuditEntry, changed: Iterable[tuple[Event, Life]]) -> bytes:
    """One audit and what it changed."""
    changes = [{**_life(life), "standing": event.standing.value} for event, life in changed]
    return _json({"schema": SCHEMA, "audit": _audit(entry), "changes": changes})


def lives_json(found: Iterable[tuple[Life, Sequence[Event]]]) -> bytes:
    """Findings with all that happened to them."""
    lives = [
        {
            **_life(life),
            "events": [
                {
                    "audit": event.audit,
                    "at": event.at,
                    "standing": event.standing.value,
                    "severity": event.severity.value,
                }
                for event in events
            ],
        }
        for life, events in found
    ]
    return _json({"schema": SCHEMA, "findings": lives})


def _audit(entry: AuditEntry) -> dict[str, Any]:
    audit = entry.audit
    return {
        "number": entry.number,
        "name": entry.name,
        "version": entry.version,
        "at": audit.at,
        "command": audit.command,
        "complete": audit.complete,
        "by_severity": {level.value: audit.counts[level] for level in Level},
        "new": audit.new,
        "reopened": audit.reopened,
        "resolved": audit.resolved,
    }


def _life(life: Life) -> dict[str, Any]:
    last = life.last
    return {
        "identity": last.identity,
        "series": last.series,
        "environment": last.environment or None,
        "rule": last.rule,
        "severity": last.severity.value,
        "kind": last.kind,
        "type": last.type,
        "address": last.address,
        "attribute": last.attribute or None,
        "path": last.path or None,
        "line": last.line if last.path else None,
        "message": last.title,
        "class": last.drift_class or None,
        "effect": last.effect or None,
        "actor": last.actor or None,
        "first_seen": life.first_seen,
        "last_seen": life.last_seen,
        "resolved": life.resolved,
    }


def _json(tree: dict[str, Any]) -> bytes:
    return dumps(tree, indent=True) + b"\n"
