"""Values with two arms: a check is asked about each, and its answers are folded.

``var.public ? "public-read" : "private"`` whose condition nobody knows is one of two values, and a
block that a ``dynamic`` may make is there or not. Checkov's checks know neither, so they are asked
about the resource as it would be with each: conditionals on one condition take the same arm. A
verdict that all give is certain; where they differ it is open, and depends on the condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scanner.decisions import Decisions
from scanner.engine import finding_of
from scanner.maybes import SIMPLE
from scanner.model import ABSENT, Kind, Resource, Unknown, Value
from scanner.outcome import Finding

MAX_CONDITIONS: Final = 4
"""On which one variant may depend."""
MAX_VARIANTS: Final = 8
"""Of one resource: beyond, its conditionals stay expressions. Each is a request."""
_MAX_TRIES: Final = 2 * MAX_VARIANTS
_MAX_DEPTH: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A resource with an arm of each of its conditionals. taken: the conditions, and whether each
    holds. What a dynamic block leaves out stays in its list, as `ABSENT`."""

    resource: Resource
    taken: Mapping[Unknown, bool]


class Variants:
    """The resources of a run with their variants, and what was said of these so far."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.asked: list[Resource] = []
        """Whom to ask about: each resource, or else its variants in a row."""
        self._of: dict[int, tuple[Resource, tuple[Variant, ...]]] = {}
        self._said: dict[int, list[Finding]] = {}
        for resource in resources:
            found = () if resource.not_instantiated else variants_of(resource)
            if found:
                self.asked += [one.resource for one in found]
                self._of.update((id(one.resource), (resource, found)) for one in found)
            else:
                self.asked.append(resource)

    def folded(self, asked: Resource, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What is certain after this answer: nothing, before all variants of a resource have
        theirs. asked: one of `asked`. findings: those of it, in any order."""
        of = self._of.get(id(asked))
        if of is None:
            yield from findings
            return
        resource, variants = of
        self._said[id(asked)] = list(findings)
        said = [self._said.get(id(one.resource)) for one in variants]
        answers = [(one, its) for one, its in zip(variants, said, strict=True) if its is not None]
        if len(answers) == len(variants):
            yield from fold(resource, answers)


def variants_of(resource: Resource) -> tuple[Variant, ...]:
    """What a resource may be, by the conditions on which its values depend; nothing where none
    depends on any, or all on too many."""
    if not any(_has_arms(value) for value in resource.attributes.values()):
        return ()
    existence = [size for size in resource.existence if size.arms]
    found: list[Variant] = []
    pending: list[tuple[bool, ...]] = [()]
    tries = 0
    while pending:
        tries += 1
        outcomes = pending.pop()
        run = Decisions(outcomes)
        # As it is not where it does not exist is of no interest.
        if run.exists(existence):
            attributes = {
                name: value
                for name, given in resource.attributes.items()
                if (value := _chosen(given, run, 0)) is not ABSENT
            }
            taken = dict(zip(run.asked, run.taken, strict=True))
            found.append(Variant(replace(resource, attributes=attributes), taken))
        if len(run.taken) > MAX_CONDITIONS or len(found) > MAX_VARIANTS or tries > _MAX_TRIES:
            return ()
        for position in range(len(outcomes), len(run.taken)):
            pending.append((*run.taken[:position], not run.taken[position]))
    return tuple(found)


def _has_arms(value: Value) -> bool:
    """Whether an unknown value with arms stands anywhere inside of a value."""
    if type(value) in SIMPLE:
        return False
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            if item.arms:
                return True
            stack.append(item.structure)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False


def _chosen(value: Value, run: Decisions, depth: int) -> Value:
    """A value with one arm of each conditional in it; may be `ABSENT`."""
    while isinstance(value, Unknown) and value.arms:
        value = _arm(value, run)
    if type(value) in SIMPLE or depth > _MAX_DEPTH or not _has_arms(value):
        return value
    if isinstance(value, Unknown):
        return replace(value, structure=_chosen(value.structure, run, depth + 1))
    if isinstance(value, list):
        return [_chosen(item, run, depth + 1) for item in value]
    items = ((key, _chosen(item, run, depth + 1)) for key, item in value.items())
    return {key: item for key, item in items if item is not ABSENT}


def _arm(value: Unknown, run: Decisions) -> Value:
    """The arm that a conditional takes. A condition may be worked out from another conditional:
    ``local.kind == "a"`` of ``kind = var.x ? "a" : "b"``."""
    holds: Value = value.condition
    while isinstance(holds, Unknown) and holds.arms:
        holds = _arm(holds, run)
    if isinstance(holds, bool):
        return value.arms[0 if holds else 1]
    return run.arm(value)


def fold(
    resource: Resource, answers: Sequence[tuple[Variant, Sequence[Finding]]]
) -> Iterator[Finding]:
    """The findings of a resource from those of its variants, whose order does not matter.

    A check that fails in every variant fails, at the place that the first variant names. One that
    fails in none and is open in none passes, though it be about some of them only. Any other is
    open, with what it depends on.
    """
    rules = {finding.rule.id: finding.rule for _, found in answers for finding in found}
    ordered = sorted(answers, key=lambda answer: [not holds for holds in answer[0].taken.values()])
    by_rule = [
        (variant, {finding.rule.id: finding for finding in found}) for variant, found in ordered
    ]
    for id_ in sorted(rules):
        said = [(variant, found.get(id_)) for variant, found in by_rule]
        kinds = {finding.kind if finding is not None else None for _, finding in said}
        first = min(
            (finding for _, finding in said if finding is not None),
            key=lambda one: (_ORDER.index(one.kind), str(one.path)),
        )
        if kinds in ({Kind.FAIL}, {Kind.OPEN}) or kinds <= {Kind.PASS, None}:
            yield finding_of(rules[id_], resource, first.kind, first.path, first.message)
            continue
        text = first.message
        if first.kind is Kind.FAIL:
            reasons = dict.fromkeys(one.reason for one in _decisive(said))
            text = f"{rules[id_].title} (undecided: {', '.join(reasons)})"
        yield finding_of(rules[id_], resource, Kind.OPEN, first.path, text)


_ORDER: Final = (Kind.FAIL, Kind.OPEN, Kind.PASS, Kind.SUPPRESSED)


def _decisive(said: Sequence[tuple[Variant, Finding | None]]) -> list[Unknown]:
    """The conditions on which the verdict depends: variants differ in it alone that differ in what
    is said of them. All conditions, where none does by itself."""
    conditions = list(dict.fromkeys(one for variant, _ in said for one in variant.taken))
    found = []
    for condition in conditions:
        sides: dict[bool, list[tuple[Variant, Kind | None]]] = {True: [], False: []}
        for variant, finding in said:
            if condition in variant.taken:
                kind = finding.kind if finding is not None else None
                sides[variant.taken[condition]].append((variant, kind))
        if any(
            one_kind is not other_kind and _alike(one.taken, other.taken, condition)
            for one, one_kind in sides[True]
            for other, other_kind in sides[False]
        ):
            found.append(condition)
    return found or conditions


def _alike(one: Mapping[Unknown, bool], other: Mapping[Unknown, bool], but: Unknown) -> bool:
    """Whether no condition but one tells two variants apart."""
    return all(other.get(name, holds) is holds for name, holds in one.items() if name is not but)
