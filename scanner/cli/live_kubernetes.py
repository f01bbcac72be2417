"""`trueup scan --live kubernetes`: judge what is in a cluster, without any manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.live.kubernetes.everything import Objects
    from scanner.model import Diagnostic


def scan_cluster(options: dict[str, Any]) -> int:
    """Read, judge and report every object of the kinds that rules look at."""
    from scanner.cli.baseline import judge_baseline
    from scanner.cli.run import judge_waivers, make_report, prepare, publish
    from scanner.engine import evaluate
    from scanner.grouping import group
    from scanner.model import Coverage, Kind, Loaded, TypeCoverage

    setup = prepare((".",), options)
    policy = setup.policy
    types = set(options["types"]) or {
        name for rule in policy.rules for name in rule.on if _is_kind(name)
    }
    found = _read(types, options)
    evaluation = evaluate(
        found.resources,
        policy.rules,
        policy.parameters,
        # What belongs together is known only where the whole of it was read.
        unread=lambda name: _is_kind(name) and name not in found.complete and name in types,
    )
    judged = judge_waivers(
        setup,
        setup.rules,
        {rule.id for rule in policy.rules},
        evaluation.findings,
        Loaded(resources=found.resources),
    )
    findings, absent = judge_baseline(
        options["baseline"],
        judged.findings,
        {rule.id for rule in policy.rules},
        {resource.scope for resource in found.resources},
        complete=not found.unread,
    )
    counts = Counter(one.type for one in found.resources)
    unread = {one.type: one for one in found.unread}
    coverage = Coverage(
        resources=len(found.resources),
        types={
            name: TypeCoverage(
                counts[name],
                int(name in unread and not unread[name].denied),
                0,
                int(name in unread and unread[name].denied),
                unread[name].reason if name in unread else None,
            )
            for name in sorted({*counts, *unread})
        },
    )
    open_ = sum(1 for one in findings if one.kind is Kind.OPEN)
    report = make_report(
        "scan",
        setup,
        group(findings, options["with_passes"]),
        [*evaluation.diagnostics, *judged.diagnostics, *absent, *_diagnostics(found)],
        coverage,
        (len(findings) - open_, len(findings)),
        baseline=options["baseline"] is not None,
    )
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


def _is_kind(name: str) -> bool:
    return name[:1].isupper()


def _read(types: set[str], options: dict[str, Any]) -> Objects:
    from scanner.cli.drift_kubernetes import open_cluster
    from scanner.cli.progress import progress_bar
    from scanner.live.kubernetes.everything import read_objects

    session = open_cluster(options["context"], options["namespaces"], workers=options["workers"])
    with progress_bar("Reading the cluster") as progress:
        return read_objects(
            session,
            types,
            tuple(options["namespaces"]),
            workers=options["workers"],
            progress=progress,
        )


def _diagnostics(found: Objects) -> Iterable[Diagnostic]:
    from scanner.model import Diagnostic, DiagnosticLevel

    for one in found.unread:
        hint = "allow `list` on it" if one.denied else "run it again"
        yield Diagnostic(
            DiagnosticLevel.ERROR,
            "live-denied" if one.denied else "live-unread",
            f"{one.type}: could not be read: {one.reason}; {hint}",
        )
