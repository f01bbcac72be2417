"""What `--history` and `--notify` do at the end of a run: keep it, and tell of what is new."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.cli.audit_scope import is_unread
from scanner.errors import HistoryError
from scanner.history import Life, Sighting, distinct, open_history, storable
from scanner.identity import rule_and_scope
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level, Origin
from scanner.outcome import Audit, Gone, Past, Report, Result, Standing

if TYPE_CHECKING:
    from scanner.cli.audit_scope import Looked
    from scanner.cli.run import Setup
    from scanner.history.entries import Recorded

_NOVELTY = (Standing.NEW, Standing.REOPENED, Standing.PERSISTING)
_MAX_TITLE = 1_000
_NAME_LENGTH = 200


def audited(report: Report, setup: Setup, options: dict[str, Any], looked: Looked) -> Report:
    """A report with what the history knows of it, once the history has it; whoever asked for news
    was told.

    looked: what the run looked at. A history that cannot be written and news that nobody takes
    are diagnostics: the report is still made.
    """
    notify = bool(options["notify"] or options["notify_url_env"])
    recorded = None
    if options["history"] is not None:
        try:
            report, recorded = _kept(report, setup, options, looked, notify=notify)
        except HistoryError as error:
            report = _with_error(report, setup, "history-failed", f"not recorded: {error}")
    if notify:
        from scanner.cli.notify import tell, webhook_of

        webhook = webhook_of(options)
        report = tell(report, setup, options, webhook, looked.command, recorded)
    return report


def _kept(
    report: Report, setup: Setup, options: dict[str, Any], looked: Looked, *, notify: bool
) -> tuple[Report, Recorded]:
    found = [pair for result in report.results for pair in _sightings(result, setup, looked)]
    name = options["history_name"] or os.path.basename(setup.project.root)
    counts = _counts(one for one, _ in found)
    audit = Audit(at="", command=looked.command, complete=report.complete, counts=counts)
    with open_history(options["history"], create=True) as history:
        recorded = history.record(
            audit,
            storable_name(name),
            [one for one, _ in found],
            looked.series,
            looked.covers,
            notify=notify,
        )
    pasts: dict[int, list[tuple[Kind, Past]]] = {}
    for one, (result, kind) in found:
        pasts.setdefault(id(result), []).append((kind, recorded.pasts[one.key]))
    known = {one.identity for one in report.gone}
    gone = [
        _gone(life, setup)
        for life in recorded.resolved
        if life.last.active and life.last.identity not in known
    ]
    results = [_with_past(result, pasts.get(id(result), ())) for result in report.results]
    return replace(
        report,
        results=results,
        gone=(*report.gone, *gone),
        trend=recorded.trend,
    ), recorded


def storable_name(name: str) -> str:
    """The name of audits, fit for a database."""
    return name.encode("utf-8", "replace").decode().replace("\0", "\ufffd")[:_NAME_LENGTH]


def _counts(found: Iterable[Sighting]) -> dict[Level, int]:
    """Findings that nobody has accepted, by severity, those that are undecided among them."""
    counts = dict.fromkeys(Level, 0)
    for one in distinct(found):
        counts[one.severity] += one.active
    return counts


# ---- results and sightings -----------------------------------------------------------------


def _sightings(
    result: Result, setup: Setup, looked: Looked
) -> Iterator[tuple[Sighting, tuple[Result, Kind]]]:
    """What is kept of a result: each of its instances in each environment."""
    if result.kind is Kind.PASS or is_unread(result):
        return
    drift = result.drift
    path = result.location.path
    # What drifted is told with its values, and of what others say of theirs nothing is known.
    ours = drift is None and result.resource_origin is not Origin.IMPORTED
    title = result.message if ours else result.rule.title
    series = looked.series_of(result)
    for instance in result.instances:
        for environment in instance.environments or ("",):
            yield (
                storable(
                    Sighting(
                        series=series,
                        identity=instance.identity,
                        environment=environment,
                        rule=result.rule.id,
                        severity=result.severity,
                        kind=instance.kind.value,
                        type=result.resource_type,
                        address=instance.address,
                        attribute=result.attribute or "",
                        scope=rule_and_scope(instance.identity)[1],
                        origin=result.resource_origin.value,
                        path=setup.repository_path(path) or path if path else "",
                        line=result.location.start_line,
                        title=title[:_MAX_TITLE],
                        drift_class=drift.drift_class.value if drift else "",
                        effect=drift.effect if drift else "",
                        actor=(drift.actor or "") if drift else "",
                        earlier=looked.earlier.get(instance.identity, ()),
                    )
                ),
                (result, instance.kind),
            )


def _with_past(result: Result, pasts: Sequence[tuple[Kind, Past]]) -> Result:
    """A result with what is known of its instances; of the accepted ones only where all are."""
    if not pasts:
        return result
    counted = [past for kind, past in pasts if kind is result.kind] or [p for _, p in pasts]
    # What is new of it makes it new.
    standing = min((past.standing for past in counted), key=_NOVELTY.index)
    if result.past is not None:
        standing = result.past.standing  # the revision that was asked for decides
    first = min(past.first_seen or "" for past in counted)
    last = max(past.last_seen or "" for past in counted)
    return replace(result, past=Past(standing, first, last))


def _gone(life: Life, setup: Setup) -> Gone:
    from scanner.model import Location

    last, project = life.last, setup.project
    # Kept relative to the repository; reports go by the current directory.
    path = project.display(os.path.join(project.root, last.path)) if last.path else ""
    return Gone(
        rule=last.rule,
        severity=last.severity,
        address=last.address,
        attribute=last.attribute or None,
        identity=last.identity,
        message=last.title,
        location=Location(path, last.line, 1, last.line, 1) if path else None,
        first_seen=life.first_seen,
        last_seen=life.last_seen,
        environments=(last.environment,) if last.environment else (),
    )


def _with_error(report: Report, setup: Setup, code: str, message: str) -> Report:
    from scanner.cli.run import graded

    error = Diagnostic(DiagnosticLevel.ERROR, code, message)
    return graded(replace(report, diagnostics=[*report.diagnostics, error]), setup)
