"""`--pack` where there is more than code: plans, states, what is live, and how they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.cli.packs_run import Pack
    from scanner.cli.run import Setup
    from scanner.load.recorded import Recorded
    from scanner.model import Diagnostic, Resource, Value
    from scanner.outcome import Finding
    from scanner.packs.checkov.verdicts import Ran


@contextmanager
def opened_pack(options: dict[str, Any], setup: Setup) -> Iterator[Pack | None]:
    """The pack that a command is to judge by, for as long as it runs; None for none.

    Raises what `packs_run.find_pack` raises.
    """
    pack = None
    if setup.packs or options["external_checks"]:
        from scanner.cli.packs_run import find_pack

        pack = find_pack(options, setup)
    with nullcontext() if pack is None else pack.session:
        yield pack


def judge_all(
    declared: Sequence[Resource],
    records: Sequence[Recorded],
    pack: Pack,
    setup: Setup,
    counts: Callable[[Finding], bool],
) -> Ran:
    """What the pack says of code and of plans and states, asked in one go; equal findings once.

    counts: whether a finding of the code is asked for.
    """
    from dataclasses import replace

    from scanner.cli.packs_run import run_pack

    recorded = [one for record in records for one in record.resources]
    ran = run_pack([*declared, *recorded], pack, setup)
    if not records:
        return replace(ran, findings=tuple(one for one in ran.findings if counts(one)))
    from scanner.load.verdicts import joined

    homes = {id(one): number for number, r in enumerate(records) for one in r.resources}
    found: list[list[Finding]] = [[] for _ in records]
    ours: list[Finding] = []
    for finding in ran.findings:
        number = homes.get(id(finding.resource))
        if number is not None:
            found[number].append(finding)
        elif counts(finding):
            ours.append(finding)
    findings = joined(ours, zip(records, found, strict=True))
    return replace(ran, findings=tuple(findings))


class Comparing:
    """What a pack says of both sides of comparisons, see `scanner.drift.effects`.

    diagnostics: what went wrong, of all that were judged.
    """

    def __init__(self, pack: Pack, setup: Setup) -> None:
        self._pack = pack
        self._setup = setup
        self._diagnostics: dict[Diagnostic, None] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._diagnostics)

    def __call__(
        self, before: Sequence[Resource], after: Sequence[Resource]
    ) -> tuple[list[Finding], list[Finding]]:
        """The findings of both sides, asked in one go; nothing at all where the pack failed.

        A check says one thing of a resource, whichever attribute it looks at: it newly fails where
        it did not fail before.
        """
        from scanner.cli.packs_run import run_pack
        from scanner.model import Kind

        ours = {id(one) for one in before}
        ran = run_pack([*before, *after], self._pack, self._setup, ours)
        self._diagnostics.update(dict.fromkeys(ran.diagnostics))
        if any(one.code == "pack-failed" for one in ran.diagnostics):
            # Half of the verdicts would make the other half look broken or mended.
            return [], []
        was: list[Finding] = []
        now: list[Finding] = []
        # Checks answer in the order in which their worker happened to import them.
        for finding in sorted(ran.findings, key=lambda one: (len(one.rule.id), one.rule.id)):
            whole = finding._replace(attribute="")
            (was if id(finding.resource) in ours else now).append(whole)
        judged = {(one.rule.id, one.resource.address) for one in now}
        there = {one.address: one for one in after}
        # One that has nothing to say any more is not one that passes.
        now += [
            one._replace(kind=Kind.OPEN, resource=there[one.resource.address])
            for one in was
            if one.kind is Kind.FAIL
            and one.resource.address in there
            and (one.rule.id, one.resource.address) not in judged
        ]
        return was, now


def platform_defaults() -> Callable[[str], Mapping[str, Value]]:
    """What the platforms have where nothing is declared, by type and path with dots."""
    known: dict[str, Mapping[str, Value]] = {}

    def of(type_: str) -> Mapping[str, Value]:
        if type_ not in known:
            from scanner.live import readable
            from scanner.projection import Missing

            projection = readable(type_)
            known[type_] = {
                row.path: row.default
                for row in (projection.attributes if projection is not None else ())
                if not isinstance(row.default, Missing)
            }
        return known[type_]

    return of
