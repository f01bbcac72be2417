"""GitLab's Code Quality report: a list of findings that merge requests show beside the changes.

GitLab compares the report of the merge request with that of the target branch by fingerprint, so
the file always has all findings that count, also with ``--since``. GitLab drops every entry after
the first that it cannot read, and all but one of those with the same fingerprint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.model import Level
from scanner.report.encode import dumps
from scanner.report.fingerprint import digest, unique_identities
from scanner.report.words import (
    count,
    error_words,
    errors,
    failing,
    incomplete_words,
    is_uncounted,
    place_of,
    placeless,
    repository_paths,
    rule_of,
    undecided,
    whole_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanner.outcome import Report, Result

SEVERITIES = {
    Level.CRITICAL: "blocker",
    Level.HIGH: "critical",
    Level.MEDIUM: "major",
    Level.LOW: "minor",
}
NOWHERE = "."
"""The path of what has no file in the repository: GitLab wants one of every entry."""
INCOMPLETE_CHECK = "trueup-incomplete"
_MAX_REASONS = 100


def render(report: Report) -> bytes:
    """`report` as one line of UTF-8 JSON with a newline at the end: first what makes the run
    incomplete, then the findings, worst first."""
    path_of = repository_paths(report)
    found = failing(report.results)
    prints = map(digest, unique_identities(found))
    entries = _incomplete(report, path_of)
    entries += [
        _entry(result, own, report, path_of) for result, own in zip(found, prints, strict=True)
    ]
    return dumps(entries) + b"\n"


def omissions(report: Report) -> list[str]:
    """What the file has no place for."""
    away = placeless(report)
    text = f"{count(away, 'finding')} without a file in the repository: the path is {NOWHERE!r}"
    return [*([text] if away else []), *undecided(report)]


def _entry(
    result: Result, fingerprint: str, report: Report, path_of: Callable[[str], str | None]
) -> dict[str, Any]:
    location = result.location
    path = path_of(location.path)
    text = whole_sentence(result, report)
    if path is None and location.path:
        text += f"; at {place_of(location.path, location.start_line)}"
    severity = "info" if is_uncounted(report, result) else SEVERITIES[result.severity]
    return _issue(rule_of(result), text, fingerprint, severity, path, location.start_line)


def _incomplete(report: Report, path_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """An entry for each error with its place: a list of findings cannot say that it is partial."""
    if report.complete:
        return []
    entries = []
    found = errors(report)
    for number, one in enumerate(found[:_MAX_REASONS]):
        own = digest(f"{INCOMPLETE_CHECK}\n{one.code}\n{one.path}\n{number}")
        text = f"Incomplete: {error_words(one, report)}"
        path = path_of(one.path) if one.path else None
        entries.append(_issue(INCOMPLETE_CHECK, text, own, "blocker", path, one.line or 1))
    if len(found) > _MAX_REASONS or not found:
        text = f"Incomplete: {incomplete_words(report, _MAX_REASONS)[-1]}"
        entries.append(_issue(INCOMPLETE_CHECK, text, digest(INCOMPLETE_CHECK), "blocker", None, 1))
    return entries


def _issue(
    check: str, text: str, fingerprint: str, severity: str, path: str | None, line: int
) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": path or NOWHERE,
            "lines": {"begin": max(1, line) if path else 1},
        },
    }
