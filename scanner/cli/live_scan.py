"""`trueup scan --live`: judge what is live, without any code or state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import click

from scanner.cli.live_google import OPTIONS as GOOGLE
from scanner.cli.options import is_audit

if TYPE_CHECKING:
    from scanner.cli.packs_run import Pack
    from scanner.cli.run import Setup
    from scanner.live.everything import Everything
    from scanner.model import Diagnostic, Resource
    from scanner.outcome import Coverage
    from scanner.projection import Unread

PLATFORMS = ("aws", "google", "kubernetes")

_OPTIONS = (
    click.option("--live", "live", type=click.Choice(PLATFORMS),
                 help="Judge what is live on a platform, instead of files. Only reads."),
    click.option("--region", "regions", multiple=True, metavar="NAME|all",
                 help="With --live aws: the regions to read."),
    click.option("--assume-role", "role", metavar="ARN", help="With --live aws: read as a role."),
    click.option("--profile", metavar="NAME", help="With --live aws: read as an AWS profile."),
    *GOOGLE,
    click.option("--context", metavar="NAME",
                 help="With --live kubernetes: the kubeconfig's context."),
    click.option("--namespace", "namespaces", multiple=True, metavar="NAME",
                 help="With --live kubernetes: read only these namespaces."),
    click.option("--type", "types", multiple=True, metavar="TYPE",
                 help="With --live: read only these resource types."),
    click.option("--workers", default=16, show_default=True, type=click.IntRange(1, 64),
                 help="With --live: requests at a time."),
)  # fmt: skip


def with_live_options(function: Any) -> Any:
    """The options of ``--live``, for the command that has them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


class Held(Protocol):
    """What a platform holds of the types asked for: `Everything` and a cluster's `Objects`."""

    @property
    def resources(self) -> Sequence[Resource]: ...
    @property
    def unread(self) -> Sequence[Unread]: ...
    @property
    def complete(self) -> frozenset[str]: ...


def scan_live(options: dict[str, Any]) -> int:
    """Read, judge and report everything that the platform holds and trueup can read."""
    from scanner.cli.packs_drift import opened_pack
    from scanner.cli.run import prepare

    setup = prepare((".",), options)
    with opened_pack(options, setup) as pack:
        if options["live"] == "kubernetes":
            from scanner.cli.live_kubernetes import scan_cluster

            return scan_cluster(setup, options, pack)
        prefix = f"{options['live']}_"
        found = _read(options)
        notes = [*_unread(found), *_unreadable(_judged_types(setup, prefix))]
        return report_live(
            setup, options, found, lambda name: name.startswith(prefix), lambda _: notes, pack=pack
        )


def report_live(
    setup: Setup,
    options: dict[str, Any],
    found: Held,
    wanted: Callable[[str], bool],
    notes: Callable[[Held], Iterable[Diagnostic]],
    beside: Callable[[frozenset[str]], Held] | None = None,
    pack: Pack | None = None,
) -> int:
    """Judge what was read and publish the report; the exit code.

    wanted: the types of the platform. Of those, what was not read in full leaves the rules that
    need it undecided. notes: what could not be read. beside: reads types that rules look for and
    do not judge, once it is known which: all that was read before, and these. pack: to judge by,
    too.
    """
    from scanner.cli.baseline import judge_baseline
    from scanner.cli.run import judge_waivers, make_report, publish
    from scanner.engine import evaluate
    from scanner.grouping import group
    from scanner.model import Kind, Loaded

    policy = setup.policy
    ran = {rule.id for rule in policy.rules}
    asked: set[str] = set()

    def unread(name: str) -> bool:
        if not wanted(name) or name in found.complete:
            return False
        asked.add(name)
        return True

    judged_types = {one.type for one in found.resources}
    evaluation = evaluate(found.resources, policy.rules, policy.parameters, unread=unread)
    known = {one.type for one in found.unread}
    if beside is not None and (others := frozenset(asked - known)):
        found = beside(others)
        evaluation = evaluate(found.resources, policy.rules, policy.parameters, unread=unread)
    rules, said, problems = setup.rules, evaluation.findings, evaluation.diagnostics
    if pack is not None:
        from scanner.cli.packs_run import run_pack

        packed = run_pack(found.resources, pack, setup)
        rules, said = (*rules, *packed.rules), (*said, *packed.findings)
        problems = (*problems, *packed.diagnostics)
        ran |= {rule.id for rule in packed.rules}
    judged = judge_waivers(
        setup,
        rules,
        ran,
        [one for one in said if one.resource.type in judged_types],
        Loaded(resources=tuple(found.resources)),
    )
    findings, absent = judge_baseline(
        options["baseline"],
        judged.findings,
        ran,
        {resource.scope for resource in found.resources},
        complete=not found.unread,
    )
    undecided = sum(1 for finding in findings if finding.kind is Kind.OPEN)
    report = make_report(
        "scan",
        setup,
        group(findings, options["with_passes"]),
        [*problems, *judged.diagnostics, *absent, *notes(found)],
        _coverage(found),
        (len(findings) - undecided, len(findings)),
        baseline=options["baseline"] is not None,
    )
    if is_audit(options):
        from scanner.cli.audit import audited
        from scanner.cli.audit_scope import looked_at_platform

        looked = looked_at_platform(report, options, found, ran)
        report = audited(report, setup, options, looked)
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


def _coverage(found: Held) -> Coverage:
    """How much was read, by type."""
    from scanner.outcome import Coverage, TypeCoverage

    counts = Counter(one.type for one in found.resources)
    missed = Counter(one.type for one in found.unread)
    denied = Counter(one.type for one in found.unread if one.denied)
    reasons = {one.type: one.reason for one in reversed(found.unread)}
    return Coverage(
        resources=len(found.resources),
        types={
            name: TypeCoverage(
                counts[name], missed[name] - denied[name], 0, denied[name], reasons.get(name)
            )
            for name in sorted({*counts, *missed})
        },
    )


def _read(options: dict[str, Any]) -> Everything:
    if options["live"] == "google":
        from scanner.cli.live_google import read_google

        return read_google(options)
    from scanner.cli.progress import progress_bar
    from scanner.errors import UsageError
    from scanner.live import readable, readable_types
    from scanner.live.aws.kinds import operations
    from scanner.live.aws.session import AwsSessions
    from scanner.live.everything import REGIONS, read_account

    types = options["types"] or [
        one.type for one in readable_types() if one.type.startswith("aws_")
    ]
    for name in types:
        if readable(name) is None:
            raise UsageError(
                f"--type {name}: no live reader for it; `trueup drift --types` lists what has one"
            )
    needed = [*operations(types), *([REGIONS] if "all" in options["regions"] else [])]
    factory = AwsSessions(needed)
    with progress_bar("Reading live resources") as progress:
        return read_account(
            lambda region: factory.open(
                region=region, profile=options["profile"], role=options["role"]
            ),
            options["regions"],
            types,
            workers=options["workers"],
            progress=progress,
        )


def _judged_types(setup: Setup, prefix: str) -> frozenset[str]:
    """The platform's types that the policy's rules look at."""
    return frozenset(
        name for rule in setup.policy.rules for name in rule.on if name.startswith(prefix)
    )


def _unread(found: Everything) -> Iterable[Diagnostic]:
    from scanner.model import Diagnostic, DiagnosticLevel

    places = Counter((one.type, one.reason, one.denied) for one in found.unread)
    for (name, reason, denied), count in places.items():
        hint = f"grant what `trueup permissions --type {name}` prints" if denied else "run it again"
        yield Diagnostic(
            DiagnosticLevel.ERROR,
            "live-denied" if denied else "live-unread",
            f"{name}: {count} could not be read: {reason}; {hint}",
        )


def _unreadable(judged: Iterable[str]) -> Iterable[Diagnostic]:
    """One note for all types that rules judge and nothing reads."""
    from scanner.live import readable
    from scanner.model import Diagnostic, DiagnosticLevel

    without = sorted(name for name in judged if "*" not in name and readable(name) is None)
    if without:
        yield Diagnostic(
            DiagnosticLevel.NOTE,
            "live-unsupported",
            f"{len(without)} types that rules judge cannot be read live: {', '.join(without)}",
        )
