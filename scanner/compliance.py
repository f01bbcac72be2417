"""Findings to frameworks: how each control of a policy came out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scanner.model import Kind
from scanner.outcome import Compliance, Control, ControlResult, Finding, Framework

STATUSES = ("fail", "open", "waived", "pass", "not-applicable", "manual")
"""From what needs somebody to what does not."""


def comply(frameworks: Sequence[Framework], findings: Iterable[Finding]) -> tuple[Compliance, ...]:
    """Every control of every framework, judged by the findings of its rules.

    findings: all of them, passes too. What is never instantiated counts for nothing, and what
    several environments have counts once.
    """
    if not frameworks:
        return ()
    counts: dict[str, Counter[Kind]] = {}
    met: set[tuple[str, Kind]] = set()
    for finding in findings:
        if finding.resource.not_instantiated:
            continue
        if finding.resource.environment:
            key = (finding.identity, finding.kind)
            if key in met:
                continue
            met.add(key)
        counts.setdefault(finding.rule.id, Counter())[finding.kind] += 1
    return tuple(
        Compliance(framework, tuple(_result(control, counts) for control in framework.controls))
        for framework in frameworks
    )


def _result(control: Control, counts: dict[str, Counter[Kind]]) -> ControlResult:
    total: Counter[Kind] = Counter()
    for rule in control.rules:
        total.update(counts.get(rule, {}))
    status = "not-applicable"
    if not control.rules:
        status = "manual"
    elif total[Kind.FAIL]:
        status = "fail"
    elif total[Kind.OPEN]:
        status = "open"
    elif total[Kind.SUPPRESSED]:
        status = "waived"
    elif total[Kind.PASS]:
        status = "pass"
    return ControlResult(
        control, status, total[Kind.FAIL], total[Kind.OPEN], total[Kind.SUPPRESSED],
        total[Kind.PASS],
    )  # fmt: skip
