"""The JSON report, ``trueup/1``: stable, described by ``docs/report.schema.json``.

Paths are relative to the current directory. Values under ``drift`` keep their JSON type; one that
nobody knows is ``{"$unknown": REASON}`` (see `scanner.report.values`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.report.compliance import compliance_tree
from scanner.report.encode import dumps
from scanner.report.members import calls_json, drift_json, instances_json, past_json
from scanner.report.summary import summarize
from scanner.version import __version__

if TYPE_CHECKING:
    from scanner.model import Diagnostic, Location
    from scanner.outcome import Coverage, Drift, Gone, Report, Result, Suppression

SCHEMA = "trueup/1"


def render(report: Report) -> bytes:
    """`report` as indented UTF-8 JSON with a newline at the end."""
    summary = summarize(report)
    tree = {
        "schema": SCHEMA,
        "tool": {"name": "trueup", "version": __version__},
        "command": report.command,
        "since": report.since,
        "results": [_result(result) for result in report.results],
        "gone": [_gone(one) for one in report.gone],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "coverage": _coverage(report.coverage),
        "summary": {
            "complete": summary.complete,
            "by_kind": summary.by_kind,
            "by_severity": summary.by_severity,
            "by_class": summary.by_class,
            "by_environment": summary.by_environment,
            "by_standing": summary.by_standing,
        },
        "compliance": [compliance_tree(found) for found in report.compliance],
    }
    return dumps(tree, indent=True) + b"\n"


def _result(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule.id,
        "aliases": list(result.rule.aliases),
        "title": result.rule.title,
        "severity": result.severity.value,
        "confidence": result.rule.confidence.value,
        "kind": result.kind.value,
        "message": result.message,
        "resource": {
            "type": result.resource_type,
            "address": result.resource_address,
            "origin": result.resource_origin.value,
            "id": result.resource_id,
        },
        "instances": instances_json(result.instances),
        "attribute": result.attribute,
        "location": _location(result.location),
        "calls": calls_json(result.calls),
        "related": [
            {"message": message, "location": _location(location)}
            for message, location in result.related
        ],
        "identity": result.identity,
        "environments": list(result.environments),
        "suppression": _suppression(result.suppression),
        "drift": None if result.drift is None else _drift(result.drift),
        "past": past_json(result.past),
    }


def _gone(one: Gone) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "address": one.address,
        "attribute": one.attribute,
        "identity": one.identity,
        "message": one.message,
        "location": None if one.location is None else _location(one.location),
        "environments": list(one.environments),
        "instances": instances_json(one.instances),
        "first_seen": one.first_seen,
        "last_seen": one.last_seen,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "start_line": location.start_line,
        "start_column": location.start_column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def _suppression(suppression: Suppression | None) -> dict[str, Any] | None:
    if suppression is None:
        return None
    return {
        "source": suppression.source,
        "by": suppression.by,
        "reason": suppression.reason,
        "until": suppression.until,
        "location": None if suppression.location is None else _location(suppression.location),
    }


def _drift(drift: Drift) -> dict[str, Any]:
    state = drift.state
    return {
        **drift_json(drift),
        "revert": drift.revert,
        "accept": drift.accept,
        "state": None
        if state is None
        else {"source": state.source, "serial": state.serial, "workspace": state.workspace},
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "level": diagnostic.level.value,
        "code": diagnostic.code,
        "path": diagnostic.path,
        "line": diagnostic.line,
        "message": diagnostic.message,
        "environments": list(diagnostic.environments),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "files": coverage.files,
        "resources": coverage.resources,
        "attributes": {
            "compared": coverage.compared,
            "not_compared": coverage.not_compared,
            "unread": coverage.unread,
            "ignored": coverage.ignored,
        },
        "types": {
            name: {
                "compared": type_coverage.compared,
                "unread": type_coverage.unread,
                "unsupported": type_coverage.unsupported,
                "denied": type_coverage.denied,
                "reason": type_coverage.reason,
            }
            for name, type_coverage in sorted(coverage.types.items())
        },
        "limits": list(coverage.limits),
    }
