"""How far two judges of one tree agree, verdict by verdict, and why they do not.

What is compared is what a check certainly says of a block: passed or failed. Where the pack's
verdict is open and Checkov reports nothing, both say that they do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scanner.identity import definition_address


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A block: its file (absolute) and its address as Checkov writes it."""

    file: str
    address: str

    @property
    def in_module(self) -> bool:
        """Whether it stands in a module that is called, and not in a root."""
        return self.address.startswith("module.")

    @property
    def definition(self) -> Place:
        """What it is an instance of."""
        return Place(self.file, definition_address(self.address))


Verdicts = Mapping[tuple[str, Place], frozenset[str]]
"""(check, block) -> passed, failed or open; of blocks of one address, such as those of several
roots that call one module alike, all that were said."""


@dataclass(frozen=True, slots=True)
class Named:
    """The blocks that each knows, whatever it says of them. without_instances: those of which the
    pack knows that there are none, since their count or for_each is empty. partly_known: those with
    a text, such as a policy, that encodes something unknown."""

    checkov: frozenset[Place]
    pack: frozenset[Place]
    without_instances: frozenset[Place] = frozenset()
    partly_known: frozenset[Place] = frozenset()


class Cause(StrEnum):
    """Why verdicts differ, as far as that can be told without reading the code."""

    NO_INSTANCE = "Checkov judges what has no instances: it does not work out the count or for_each"
    ONLY_CHECKOV = "only Checkov names the resource"
    ONLY_PACK = "only the pack names the resource: no check of Checkov says anything of it"
    INSTANCE = "only the pack names the instance: Checkov does not expand the count or for_each"
    OPEN = "the pack says open, since a value is not known; Checkov judges the expression"
    PACK_SILENT = "the pack says nothing of a resource that both name"
    PARTLY_KNOWN = (
        "Checkov says nothing of a resource with a policy or the like that is partly known"
    )
    CHECKOV_SILENT = "Checkov says nothing of a resource that both name"
    SOME = "one of them tells apart resources of one address, or arms of a condition"
    CONTRARY = "the verdicts are contrary"


@dataclass(frozen=True, slots=True)
class Difference:
    """One on which they differ. checkov, pack: what they say, "" for nothing."""

    check: str
    place: Place
    checkov: str
    pack: str
    cause: Cause = Cause.CONTRARY


@dataclass(frozen=True, slots=True)
class Agreement:
    """equal of total verdicts. totals: how many there are of each check. common: of how many of
    them both name the resource."""

    equal: int
    total: int
    totals: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    common: int = 0

    def __str__(self) -> str:
        return f"agreement {_share(self.equal, self.total)}"

    @property
    def checks(self) -> int:
        """How many checks have any verdict."""
        return len(self.totals)

    def of_check(self, check: str, differing: int) -> str:
        """The share of equal verdicts of a check."""
        total = self.totals[check]
        return _share(total - differing, total)

    @property
    def on_common(self) -> str:
        """The share of equal verdicts of the resources that both name."""
        return _share(self.equal, self.common)


def _share(equal: int, total: int) -> str:
    percent = 100.0 * equal / total if total else 100.0
    # A difference never rounds to none.
    shown = min(percent, 99.99) if equal < total else percent
    return f"{shown:.2f}% ({equal} of {total})"


def compare(
    checkov: Verdicts, pack: Verdicts, in_modules: bool, named: Named | None = None
) -> Agreement:
    """How far they agree, in modules that are called or outside of them.

    What Checkov was told to skip by a comment it does not judge, and is left out. Instances that
    only one of them tells apart are compared as what they are instances of. named: else each
    names what it judges.
    """
    named = named or Named(_places(checkov), _places(pack))
    folded = _told_apart_by_one(named)
    checkov, pack = _folded(checkov, folded), _folded(pack, folded)
    theirs_named, ours_named = (
        {_known_as(place, folded) for place in places} for places in (named.checkov, named.pack)
    )
    without = {place.definition for place in named.without_instances}
    partly = {place.definition for place in named.partly_known}
    equal = total = common = 0
    totals: dict[str, int] = {}
    differences = []
    nothing: frozenset[str] = frozenset()
    for key in sorted({*checkov, *pack}):
        check, place = key
        theirs, ours = checkov.get(key, nothing), pack.get(key, nothing)
        if place.in_module != in_modules or "skipped" in theirs:
            continue
        certain = ours - {"open"} if not theirs else ours
        if not theirs and not certain:
            continue
        total += 1
        totals[check] = totals.get(check, 0) + 1
        if theirs == certain:
            equal += 1
            common += 1
            continue
        named_by = (place in theirs_named, place in ours_named)
        common += all(named_by)
        cause = _cause(place, theirs, ours, named_by)
        if cause is Cause.ONLY_CHECKOV and place.definition in without:
            cause = Cause.NO_INSTANCE
        if cause is Cause.CHECKOV_SILENT and place.definition in partly:
            cause = Cause.PARTLY_KNOWN
        said = tuple(", ".join(sorted(one)) for one in (theirs, ours))
        differences.append(Difference(check, place, said[0], said[1], cause))
    return Agreement(equal, total, totals, tuple(differences), common)


def _cause(
    place: Place, theirs: frozenset[str], ours: frozenset[str], named_by: tuple[bool, bool]
) -> Cause:
    by_checkov, by_pack = named_by
    if not by_pack:
        return Cause.ONLY_CHECKOV
    if not by_checkov:
        return Cause.ONLY_PACK if place == place.definition else Cause.INSTANCE
    if ours == {"open"}:
        return Cause.OPEN
    if not ours:
        return Cause.PACK_SILENT
    if not theirs:
        return Cause.CHECKOV_SILENT
    return Cause.SOME if theirs & ours else Cause.CONTRARY


def _places(verdicts: Verdicts) -> frozenset[Place]:
    return frozenset(place for _, place in verdicts)


def _told_apart_by_one(named: Named) -> frozenset[Place]:
    """The definitions of which both have instances, and one has some that the other has not, such
    as ``aws_x.y`` and ``aws_x.y[0]``."""
    theirs, ours = ({one.definition for one in places} for places in (named.checkov, named.pack))
    alone = {one.definition for one in named.checkov ^ named.pack}
    return frozenset(theirs & ours & alone)


def _known_as(place: Place, folded: frozenset[Place]) -> Place:
    return place.definition if place.definition in folded else place


def _folded(verdicts: Verdicts, folded: frozenset[Place]) -> Verdicts:
    """With all that is said of instances of a definition said of it."""
    found: dict[tuple[str, Place], frozenset[str]] = {}
    for (check, place), said in verdicts.items():
        key = (check, _known_as(place, folded))
        found[key] = found.get(key, frozenset()) | said
    return found


def together(agreements: Iterable[Agreement]) -> Agreement:
    """Of several frameworks."""
    found = tuple(agreements)
    totals: dict[str, int] = {}
    for agreement in found:
        for check, total in agreement.totals.items():
            totals[check] = totals.get(check, 0) + total
    return Agreement(
        equal=sum(one.equal for one in found),
        total=sum(one.total for one in found),
        totals=totals,
        differences=tuple(difference for one in found for difference in one.differences),
        common=sum(one.common for one in found),
    )


def causes(*agreements: Agreement) -> list[tuple[Cause, int]]:
    """How often each cause made them differ, the most frequent first."""
    counts: dict[Cause, int] = {}
    for agreement in agreements:
        for one in agreement.differences:
            counts[one.cause] = counts.get(one.cause, 0) + 1
    order = list(Cause)
    return sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0])))
