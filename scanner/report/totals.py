"""The end of the text report: what stayed open, what went wrong, what was looked at, the sum."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from scanner.environments import in_words
from scanner.model import DiagnosticLevel, Kind
from scanner.report.lines import LONG, Line, line
from scanner.report.standing import since_lines, since_notes
from scanner.report.summary import summarize
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scanner.model import Diagnostic
    from scanner.outcome import Audit, Coverage, Report
    from scanner.report.summary import Summary

TOP = 5
MAX_ERRORS = 200
_MAX_MESSAGE = 2_000
_UNDECIDED = re.compile(r"\(undecided: (.*?)\)(?=; |$)", re.DOTALL)


def total_lines(report: Report) -> Iterator[Line]:
    """Everything below the findings, the summary last."""
    summary = summarize(report)
    yield from _opens(report)
    told = [] if report.since is None else since_notes(report)
    codes = {one.code for one in told}
    others = [one for one in report.diagnostics if one.code not in codes]
    yield from diagnostic_lines(others, report.environments)
    if report.command == "drift":
        from scanner.report.drift_coverage import coverage_lines

        yield from coverage_lines(report)
        yield _classes(summary)
    else:
        yield _coverage(report)
        yield from _types(report.coverage)
    if summary.by_environment:
        yield _environments(summary)
    if report.trend:
        yield _history(report.trend[-1])
    if report.since is not None:
        yield from since_lines(report, summary)
    yield from _summary(report, summary)


def _history(audit: Audit) -> Line:
    """What this audit changed, as the history that keeps it counts findings."""
    counts = f"{audit.new} new, {audit.reopened} reopened, {audit.resolved} resolved"
    return line(("history: ", "label"), (f"{counts} since the last audits", ""))


def _opens(report: Report) -> Iterator[Line]:
    # What is not instantiated is open only because it is not there; what could not be read live
    # is told by the coverage.
    messages = [
        result.message
        for result in report.results
        if result.kind is Kind.OPEN and result.gating and result.drift is None
    ]
    if not messages:
        return
    reasons = Counter(reason for message in messages for reason in _reasons(message))
    # What is live has been applied: there a value is not known because nobody could read it.
    why = "is not known before apply" if report.coverage.files else "could not be read"
    yield line(
        (f"{_count(len(messages), 'result')} open: ", "medium"),
        (f"not decided, because a value {why}", ""),
    )
    for reason, count in _top(reasons):
        yield line((f"{count:>5} x ", "dim"), (one_line(reason, LONG), ""), hang=8)
    if len(reasons) > TOP:
        yield line((f"      and {len(reasons) - TOP} other reasons", "dim"))


def _reasons(message: str) -> set[str]:
    """Why an open result is open: the engine puts it behind what the rule says, in brackets."""
    return set(_UNDECIDED.findall(message[:_MAX_MESSAGE])) or {message}


def _top(counter: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent entries; by name where the count is the same."""
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:TOP]


def diagnostic_lines(
    diagnostics: Iterable[Diagnostic], environments: Sequence[str] = ()
) -> Iterator[Line]:
    """The errors, each with its place, and how many notes there are. environments: of the run."""
    diagnostics = list(diagnostics)
    errors = [d for d in diagnostics if d.level is DiagnosticLevel.ERROR]
    for error in errors[:MAX_ERRORS]:
        place = "" if error.path is None else error.path
        if place and error.line is not None:
            place += f":{error.line}"
        where = f"{one_line(place, LONG)}: " if place else ""
        named = one_line(in_words(error.environments, environments), LONG)
        yield line(
            ("error: ", "error"),
            (where, "path"),
            (one_line(error.message, LONG), ""),
            (f" [{one_line(error.code, 60)}]", "dim"),
            (f"  {named}" if named else "", "environment"),
            hang=2,
        )
    if len(errors) > MAX_ERRORS:
        yield line((f"error: {len(errors) - MAX_ERRORS} more, see the JSON report", "error"))
    notes = Counter(d.code for d in diagnostics if d.level is DiagnosticLevel.NOTE)
    if notes:
        named = ", ".join(f"{count} {one_line(code, 60)}" for code, count in _top(notes))
        rest = notes.total() - sum(count for _, count in _top(notes))
        named += f", {rest} other" if rest else ""
        yield line(
            (f"{_count(notes.total(), 'note')}: ", "label"),
            (named, ""),
            ("; --format json tells each", "dim"),
            hang=2,
        )


def _coverage(report: Report) -> Line:
    coverage = report.coverage
    text = f"{_count(coverage.files, 'file')} read, {_count(coverage.resources, 'resource')} judged"
    attributes = coverage.compared + coverage.not_compared + coverage.unread
    if attributes:
        text += (
            f"; {_count(coverage.compared, 'attribute')} compared with live, "
            f"{coverage.not_compared} not compared, {coverage.unread} unread"
        )
    return line(("coverage: ", "label"), (text, ""), hang=2)


def _types(coverage: Coverage) -> Iterator[Line]:
    """The resource types of which something was not compared."""
    for name, seen in sorted(coverage.types.items()):
        missed = {"unread": seen.unread, "unsupported": seen.unsupported, "denied": seen.denied}
        text = ", ".join(f"{count} {word}" for word, count in missed.items() if count)
        if text:
            reason = f": {one_line(seen.reason, LONG)}" if seen.reason else ""
            yield line((f"{one_line(name, LONG)} ", "address"), (f"{text}{reason}", ""), indent=2)


def _classes(summary: Summary) -> Line:
    text = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in summary.by_class.items() if count
    )
    return line(("drift: ", "label"), (text or "none found", ""), hang=2)


def _environments(summary: Summary) -> Line:
    """How many findings each environment has; one that several have counts in each."""
    text = ", ".join(
        f"{one_line(name, LONG)} {_count(counts[Kind.FAIL.value], 'finding')}"
        for name, counts in summary.by_environment.items()
    )
    return line(("environments: ", "label"), (text, ""), hang=2)


def _summary(report: Report, summary: Summary) -> Iterator[Line]:
    by_severity, noun = summary.by_severity, "finding"
    if report.since is not None and summary.new_by_severity is not None:
        by_severity, noun = summary.new_by_severity, "new finding"
    failed = sum(by_severity.values())
    if failed:
        spans = [(f"{_count(failed, noun)}: ", "bold")]
        for name, count in by_severity.items():
            if count:
                comma = ", " if len(spans) > 1 else ""
                spans.append((f"{comma}{count} {name}", name))
    else:
        spans = [(f"no {noun}s", "ok" if report.complete else "bold")]
    extra = [
        f"{summary.by_kind[kind.value]} {word}"
        for kind, word in ((Kind.SUPPRESSED, "suppressed"), (Kind.OPEN, "open"))
        if summary.by_kind[kind.value]
    ]
    if summary.not_gating:
        extra.append(f"{summary.not_gating} not counted by the exit code")
    if extra:
        spans.append((f" ({', '.join(extra)})", "dim"))
    yield Line(tuple(spans), hang=2)
    if not report.complete:
        errors = sum(d.level is DiagnosticLevel.ERROR for d in report.diagnostics)
        why = f"{_count(errors, 'error')} above" if errors else "something in scope was missed"
        yield line(
            ("INCOMPLETE: ", "error"),
            (f"not everything in scope was checked ({why}); what is missing is not clean", "bold"),
            hang=2,
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
