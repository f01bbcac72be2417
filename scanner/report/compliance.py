"""Frameworks in the reports: each control with how it came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scanner.compliance import STATUSES
from scanner.report.lines import LONG, Line, line
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from scanner.outcome import Compliance, ControlResult

_STYLES = {"fail": "error", "open": "medium", "waived": "dim", "pass": "ok"}


def compliance_lines(found: Compliance) -> Iterator[Line]:
    """The framework's name, a line for each control, and the sums."""
    framework = found.framework
    yield line((f"{one_line(framework.name, LONG)} {one_line(framework.version, 60)}", "bold"))
    for result in found.results:
        status = result.status.replace("-", " ")
        yield line(
            (f"{status:<14} ", _STYLES.get(result.status, "dim")),
            (f"{one_line(result.control.id, 60)} ", "label"),
            (one_line(result.control.title, LONG), ""),
            (_numbers(result), "dim"),
            indent=2,
            hang=15,
        )
    tally = Counter(result.status for result in found.results)
    counts = [f"{tally[s]} {s.replace('-', ' ')}" for s in STATUSES if tally[s]]
    yield line(("controls: ", "label"), (", ".join(counts), ""), indent=2, hang=2)
    yield Line()


def _numbers(result: ControlResult) -> str:
    named = [
        (result.failed, "failed"),
        (result.open, "open"),
        (result.waived, "waived"),
        (result.passed, "passed"),
    ]
    text = ", ".join(f"{count} {word}" for count, word in named if count)
    return f" ({text})" if text else ""


def compliance_tree(found: Compliance) -> dict[str, Any]:
    """The framework as JSON has it."""
    framework = found.framework
    return {
        "framework": {
            "name": framework.name,
            "version": framework.version,
            "source": framework.source,
        },
        "controls": [
            {
                "id": result.control.id,
                "title": result.control.title,
                "status": result.status,
                "rules": list(result.control.rules),
                "manual": result.control.manual or None,
                "failed": result.failed,
                "open": result.open,
                "waived": result.waived,
                "passed": result.passed,
            }
            for result in found.results
        ],
    }
