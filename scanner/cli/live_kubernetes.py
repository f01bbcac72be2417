"""`trueup scan --live kubernetes`: judge what is in a cluster, without any manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.cli.live_scan import Held
    from scanner.cli.packs_run import Pack
    from scanner.cli.run import Setup
    from scanner.live.kubernetes.everything import Objects
    from scanner.model import Diagnostic, Rule


def scan_cluster(setup: Setup, options: dict[str, Any], pack: Pack | None = None) -> int:
    """Read, judge and report what is in the cluster; the exit code. pack: to judge by, too."""
    from scanner.cli.drift_kubernetes import open_cluster
    from scanner.cli.live_scan import report_live

    session = open_cluster(options["context"], options["namespaces"], workers=options["workers"])
    found = _read(session, _kinds_of(setup.policy.rules, options["types"]), options)

    def beside(types: frozenset[str]) -> Objects:
        return found.joined(_read(session, types, options))

    return report_live(setup, options, found, _is_kind, diagnostics, beside, pack)


def _kinds_of(rules: Iterable[Rule], named: Sequence[str]) -> frozenset[str]:
    """The kinds to read: those named, or else all that rules judge."""
    return frozenset(named) or frozenset(
        name for rule in rules if not rule.code_only for name in rule.on if _is_kind(name)
    )


def _is_kind(name: str) -> bool:
    return name[:1].isupper()


def _read(session: Any, types: Collection[str], options: dict[str, Any]) -> Objects:
    from scanner.cli.progress import progress_bar
    from scanner.live.kubernetes.everything import read_objects

    with progress_bar("Reading the cluster") as progress:
        return read_objects(
            session,
            types,
            tuple(options["namespaces"]),
            workers=options["workers"],
            progress=progress,
        )


def diagnostics(found: Held) -> Iterable[Diagnostic]:
    from scanner.model import Diagnostic, DiagnosticLevel

    for one in found.unread:
        hint = "allow `list` on it" if one.denied else "run it again"
        yield Diagnostic(
            DiagnosticLevel.ERROR,
            "live-denied" if one.denied else "live-unread",
            f"{one.type}: could not be read: {one.reason}; {hint}",
        )
