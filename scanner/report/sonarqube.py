"""SonarQube's generic issue data: ``sonar.externalIssuesReportPaths``.

The format with `rules`, their ``impacts`` and ``cleanCodeAttribute``: SonarQube Server 2025.1 and
later (10.8 and later), Community Build 24.12 and later, SonarQube Cloud. SonarQube compares
branches by itself: the file has all findings that count, also with ``--since``.

A rule has one severity there. Where results of a rule differ in it, as those of drift do, each
severity is a rule of its own, named ``drift-drifted-high``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.model import Level
from scanner.report.calls import call_chains
from scanner.report.encode import dumps
from scanner.report.source_lines import text_ranges
from scanner.report.visible import one_line, visible
from scanner.report.words import (
    INCOMPLETE,
    count,
    error_words,
    errors,
    failing,
    is_uncounted,
    placeless,
    repository_paths,
    rule_of,
    title_of,
    undecided,
    whole_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanner.model import Location
    from scanner.outcome import Report, Result

ENGINE = "trueup"
INCOMPLETE_RULE = "trueup-incomplete"
IMPACTS = {
    Level.CRITICAL: "BLOCKER",
    Level.HIGH: "HIGH",
    Level.MEDIUM: "MEDIUM",
    Level.LOW: "LOW",
}
# The words of SonarQube's Standard Experience, for the same severities.
SEVERITIES = {
    "BLOCKER": "BLOCKER",
    "HIGH": "CRITICAL",
    "MEDIUM": "MAJOR",
    "LOW": "MINOR",
    "INFO": "INFO",
}
_MAX_SECONDARY = 20
_MAX_TEXT = 4_000


def render(report: Report) -> bytes:
    """`report` as one line of UTF-8 JSON with a newline at the end, worst findings first."""
    path_of = repository_paths(report)
    range_of = text_ranges(report.read)
    rules: dict[str, dict[str, Any]] = {}
    issues = _incomplete(report, path_of, range_of, rules)
    for result in failing(report.results):
        path = path_of(result.location.path)
        if path is None:
            continue
        issue: dict[str, Any] = {
            "ruleId": _rule(result, report, rules),
            "primaryLocation": {
                "message": whole_sentence(result, report),
                "filePath": path,
                **_text_range(range_of(result.location)),
            },
        }
        others = _secondary(result, path_of, range_of)
        if others:
            issue["secondaryLocations"] = others
        issues.append(issue)
    return dumps({"rules": list(rules.values()), "issues": issues}) + b"\n"


def omissions(report: Report) -> list[str]:
    """What the file has no place for."""
    away = placeless(report)
    text = f"{count(away, 'finding')} left out: SonarQube takes only what is in a file"
    partial = f"SonarQube cannot be told that {INCOMPLETE}"
    return [
        *([text] if away else []),
        *undecided(report),
        *([] if report.complete else [partial]),
    ]


def _text_range(found: dict[str, int] | None) -> dict[str, Any]:
    return {} if found is None else {"textRange": found}


# ---- rules ---------------------------------------------------------------------------------


def _rule(result: Result, report: Report, rules: dict[str, dict[str, Any]]) -> str:
    """The id of the result's rule, which is added to `rules`."""
    rule = result.rule
    impact = "INFO" if is_uncounted(report, result) else IMPACTS[result.severity]
    name = rule_of(result)
    own = IMPACTS[rule.severity]
    # Drift rules have no severity of their own, but that of what the drift breaks.
    identifier = name if impact == own and result.drift is None else f"{name}-{impact.lower()}"
    if identifier not in rules:
        reason = " ".join(rule.description.split())
        parts = [reason or title_of(result), f"Fix: {rule.fix}" if rule.fix else ""]
        text = one_line(" ".join(filter(None, parts)), _MAX_TEXT)
        drift = result.drift is not None
        rules[identifier] = _described(identifier, title_of(result), text, impact, drift=drift)
    return identifier


def _described(
    identifier: str, name: str, description: str, impact: str, *, drift: bool = False
) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "description": description,
        "engineId": ENGINE,
        # What was deployed is not what was declared, or a resource is without its protection.
        "cleanCodeAttribute": "CONVENTIONAL" if drift else "TRUSTWORTHY",
        "type": "BUG" if drift else "VULNERABILITY",
        "severity": SEVERITIES[impact],
        "impacts": [
            {"softwareQuality": "RELIABILITY" if drift else "SECURITY", "severity": impact}
        ],
    }


# ---- places --------------------------------------------------------------------------------


def _secondary(
    result: Result,
    path_of: Callable[[str], str | None],
    range_of: Callable[[Location], dict[str, int] | None],
) -> list[dict[str, Any]]:
    """Related places, then the module calls; only those with a line, which SonarQube wants."""
    places = [*result.related]
    for chain in call_chains(result):
        places += [(f"called by {call.address}", call.location) for call in reversed(chain)]
    found = []
    for text, location in dict.fromkeys(places):
        path, where = path_of(location.path), range_of(location)
        if path is not None and where is not None:
            found.append({"message": visible(text), "filePath": path, "textRange": where})
        if len(found) == _MAX_SECONDARY:
            break
    return found


def _incomplete(
    report: Report,
    path_of: Callable[[str], str | None],
    range_of: Callable[[Location], dict[str, int] | None],
    rules: dict[str, dict[str, Any]],
) -> list[dict[str, Any]]:
    """An issue for each error that has a file; the others have no place in SonarQube."""
    from scanner.model import Location

    issues = []
    for error in errors(report):
        path = path_of(error.path) if error.path else None
        if path is None or error.path is None:
            continue
        line = error.line or 0
        where = range_of(Location(error.path, line, 1, line, 1))
        location = {"message": error_words(error, report), "filePath": path, **_text_range(where)}
        issues.append({"ruleId": INCOMPLETE_RULE, "primaryLocation": location})
    if issues:
        name = "trueup could not check everything in scope"
        rules[INCOMPLETE_RULE] = _described(INCOMPLETE_RULE, name, INCOMPLETE, "BLOCKER")
    return issues
