"""Comma-separated values, RFC 4180: a line for each instance of each result, for spreadsheets.

UTF-8 without a byte order mark: with one, most readers take it for part of the first column's
name. Every field is in quotes, lines end in CRLF. A field that a spreadsheet would calculate gets
an apostrophe in front, as OWASP advises; control characters are written as escapes.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from scanner.outcome import Gone, Standing
from scanner.report.drift_groups import VIEWS
from scanner.report.fingerprint import digest
from scanner.report.values import compact
from scanner.report.visible import visible
from scanner.report.words import INCOMPLETE, controls_of, errors, message_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scanner.model import Diagnostic
    from scanner.outcome import Instance, Report, Result

COLUMNS = (
    "kind",
    "severity",
    "rule",
    "title",
    "message",
    "address",
    "attribute",
    "resource_type",
    "resource_id",
    "origin",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "environments",
    "gating",
    "standing",
    "first_seen",
    "last_seen",
    "suppressed_by",
    "suppression_author",
    "suppression_reason",
    "suppressed_until",
    "drift_class",
    "declared",
    "recorded",
    "live",
    "effect",
    "broken_rules",
    "actor",
    "changed_at",
    "tool",
    "revert",
    "fix",
    "cwe",
    "aliases",
    "controls",
    "identity",
    "fingerprint",
)
"""The header. New columns come at the end; none is renamed or taken away."""
MAX_VALUE = 2_000
MAX_CELL = 32_767
"""What a cell of Excel holds."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(report: Report) -> bytes:
    """`report` as UTF-8: the header, what makes the run incomplete, and the results."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([_cell(row.get(name, "")) for name in COLUMNS])
    return buffer.getvalue().encode("utf-8", "replace")


def _rows(report: Report) -> Iterator[Mapping[str, object]]:
    if not report.complete and not errors(report):
        yield {"kind": "error", "message": INCOMPLETE}
    for error in errors(report):
        yield _error(error)
    controls = {
        rule: "; ".join(" ".join(filter(None, one)) for one in found)
        for rule, found in controls_of(report).items()
    }
    for result in report.results:
        common = _result(result, controls.get(result.rule.id, ""))
        for instance in result.instances:
            yield common | _instance(instance)
        if not result.instances:
            yield common | {"fingerprint": digest(result.identity)}
    for gone in report.gone:
        yield _gone(gone)


def _error(error: Diagnostic) -> dict[str, object]:
    return {
        "kind": "error",
        "rule": error.code,
        "message": error.message,
        "path": error.path,
        "line": error.line,
        "environments": "; ".join(error.environments),
    }


def _result(result: Result, controls: str) -> dict[str, object]:
    rule, location = result.rule, result.location
    row: dict[str, object] = {
        "kind": result.kind.value,
        "severity": result.severity.value,
        "rule": rule.id,
        "title": title_of(result),
        "message": result.message and message_of(result),
        "address": result.resource_address,
        "attribute": result.attribute,
        "resource_type": result.resource_type,
        "resource_id": result.resource_id,
        "origin": result.resource_origin.value,
        "environments": "; ".join(result.environments),
        "gating": "yes" if result.gating else "no",
        "fix": rule.fix,
        "cwe": "" if rule.cwe is None else f"CWE-{rule.cwe}",
        "aliases": "; ".join(rule.aliases),
        "controls": controls,
        "identity": result.identity,
    }
    if location.path:
        row |= {
            "path": location.path,
            "line": location.start_line,
            "column": location.start_column,
            "end_line": location.end_line,
            "end_column": location.end_column,
        }
    if result.past is not None:
        past = result.past
        row |= {
            "standing": past.standing.value,
            "first_seen": past.first_seen,
            "last_seen": past.last_seen,
        }
    return row | _suppression(result) | _drift(result)


def _suppression(result: Result) -> dict[str, object]:
    found = result.suppression
    if found is None:
        return {}
    return {
        "suppressed_by": found.source,
        "suppression_author": found.by,
        "suppression_reason": found.reason,
        "suppressed_until": found.until,
    }


def _drift(result: Result) -> dict[str, object]:
    drift = result.drift
    if drift is None:
        return {}
    values: dict[str, object] = {
        view: compact(getattr(drift, view), MAX_VALUE)
        for view in VIEWS
        # Of a whole resource that is there or is not there may be no value to show.
        if view in drift.present and (result.attribute or getattr(drift, view) is not None)
    }
    return values | {
        "drift_class": drift.drift_class.value,
        "effect": drift.effect,
        "broken_rules": "; ".join(drift.rules) if drift.effect == "worsened" else "",
        "actor": drift.actor,
        "changed_at": drift.at,
        "tool": drift.tool,
        "revert": drift.revert,
    }


def _instance(instance: Instance) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": instance.kind.value,
        "address": instance.address,
        "identity": instance.identity,
        "fingerprint": digest(instance.identity),
    }
    if instance.environments:
        row["environments"] = "; ".join(instance.environments)
    return row


def _gone(gone: Gone) -> dict[str, object]:
    row: dict[str, object] = {
        "kind": "gone",
        "severity": gone.severity.value,
        "rule": gone.rule,
        "message": gone.message,
        "address": gone.address,
        "attribute": gone.attribute,
        "environments": "; ".join(gone.environments),
        "standing": Standing.RESOLVED.value,
        "first_seen": gone.first_seen,
        "last_seen": gone.last_seen,
        "identity": gone.identity,
        "fingerprint": digest(gone.identity),
    }
    if gone.location is not None:
        row |= {"path": gone.location.path, "line": gone.location.start_line}
    return row


def _cell(value: object) -> str:
    """A value as a field: visible, no formula, no longer than a cell holds."""
    if not value:
        return ""
    text = visible(str(value))
    if len(text) > MAX_CELL - 1:
        text = f"{text[: MAX_CELL - 4]}..."
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
