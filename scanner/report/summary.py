"""The figures under a report, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.model import Kind, Level
from scanner.outcome import DriftClass, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scanner.outcome import Report


@dataclass(frozen=True, slots=True)
class Summary:
    """by_kind counts all results, by_severity the failing ones, by_class those of drift; every
    key is there, with zero where nothing is counted. not_gating: failing results that never
    decide the exit code. by_environment: as by_kind, for each environment evaluated; a result of
    several counts in each. by_standing counts the failing results by how they stand to what was
    found before, and what is gone as resolved; new_by_severity the new ones. Both are None where
    nothing was compared with."""

    complete: bool
    by_kind: Mapping[str, int]
    by_severity: Mapping[str, int]
    by_class: Mapping[str, int]
    not_gating: int
    by_environment: Mapping[str, Mapping[str, int]]
    by_standing: Mapping[str, int] | None = None
    new_by_severity: Mapping[str, int] | None = None


def summarize(report: Report) -> Summary:
    """Count the results of `report`."""
    by_kind = {kind.value: 0 for kind in Kind}
    by_severity = {level.value: 0 for level in Level}
    by_class = {drift_class.value: 0 for drift_class in DriftClass}
    none = dict(by_kind)
    by_environment = {name: dict(none) for name in report.environments}
    not_gating = 0
    by_standing = {standing.value: 0 for standing in Standing}
    new_by_severity = dict(by_severity)
    for result in report.results:
        by_kind[result.kind.value] += 1
        for name in result.environments:
            by_environment.setdefault(name, dict(none))[result.kind.value] += 1
        if result.kind is Kind.FAIL:
            by_severity[result.severity.value] += 1
            not_gating += not result.gating
            if result.past is not None:
                by_standing[result.past.standing.value] += 1
                new_by_severity[result.severity.value] += result.past.standing is Standing.NEW
        if result.drift is not None:
            by_class[result.drift.drift_class.value] += 1
    by_standing[Standing.RESOLVED.value] += len(report.gone)
    compared = report.since is not None or bool(report.trend) or any(by_standing.values())
    return Summary(
        report.complete,
        by_kind,
        by_severity,
        by_class,
        not_gating,
        by_environment,
        by_standing if compared else None,
        new_by_severity if compared else None,
    )
