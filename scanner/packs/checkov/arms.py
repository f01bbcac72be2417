"""What a resource may be: a check is asked about each, and its answers are folded.

``var.public ? "public-read" : "private"`` whose condition nobody knows is one of two values, and a
block that a ``dynamic`` may make is there or not. Checkov's checks know neither, so they are asked
about the resource as it would be with each: conditionals on one condition take the same arm. A
verdict that all give is certain; where they differ it is open, and depends on the condition.

A policy that is encoded from what is partly unknown is judged as far as it is known. A check takes
the rest for a text like any other, and might pass it for that: so it is asked once more about the
policy with ``*`` there, than which nothing grants more. What fails then alone is open.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
"""By all conditions of one resource together. Each is a request."""
MAX_APART: Final = 16
"""By the conditions of each argument apart: beyond, they stay expressions."""
_MAX_REASONS: Final = 3
_MAX_TRIES: Final = 2 * MAX_VARIANTS
_MAX_DEPTH: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A resource with an arm of each of its conditionals. taken: the conditions, and whether each
    holds. What a dynamic block leaves out stays in its list, as `ABSENT`. wider: with ``*``
    for what is unknown in a policy; None where nothing is."""

    resource: Resource
    taken: Mapping[Unknown, bool]
    wider: Resource | None = None

    def asked(self) -> tuple[Resource, ...]:
        """Whom to ask about."""
        return (self.resource,) if self.wider is None else (self.resource, self.wider)


class Variants:
    """The resources of a run with their variants, and what was said of these so far."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.asked: list[Resource] = []
        """Whom to ask about: each resource, or else its variants in a row."""
        self._of: dict[int, tuple[Resource, tuple[Variant, ...]]] = {}
        self._said: dict[int, list[Finding]] = {}
        for resource in resources:
            found = () if resource.not_instantiated else variants_of(resource)
            asked = [one for variant in found for one in variant.asked()]
            self._of.update((id(one), (resource, found)) for one in asked)
            self.asked += asked or [resource]

    def folded(self, asked: Resource, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What is certain after this answer: nothing, before all variants of a resource have
        theirs. asked: one of `asked`. findings: those of it, in any order."""
        of = self._of.get(id(asked))
        if of is None:
            yield from findings
            return
        resource, variants = of
        self._said[id(asked)] = list(findings)
        if all(id(one) in self._said for variant in variants for one in variant.asked()):
            yield from fold(resource, [(one, self._answer(one)) for one in variants])

    def _answer(self, variant: Variant) -> list[Finding]:
        found = self._said[id(variant.resource)]
        if variant.wider is None:
            return found
        return list(_of_known_part(variant.resource, found, self._said[id(variant.wider)]))


def variants_of(resource: Resource) -> tuple[Variant, ...]:
    """What a resource may be, by the conditions on which its values depend; nothing where it is
    known as far as Checkov's checks can tell.

    Where these are too many, by those of each argument apart, the others being expressions.
    """
    attributes = resource.attributes
    if not _some(attributes, lambda one: _is_conditional(one) or _is_encoded(one)):
        return ()
    if _some(attributes, _is_conditional):
        chosen = _by_conditions(resource) or _by_argument(resource)
        if chosen:
            return chosen
    wider = _wider(resource)
    return (Variant(resource, {}, wider),) if wider is not None else ()


def is_partly_known(resource: Resource) -> bool:
    """Whether some text of it, such as a policy, encodes something unknown."""
    return _some(resource.attributes, _is_encoded)


def _by_conditions(resource: Resource) -> tuple[Variant, ...]:
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
            variant = replace(resource, attributes=attributes)
            found.append(Variant(variant, taken, _wider(variant)))
        if len(run.taken) > MAX_CONDITIONS or len(found) > MAX_VARIANTS or tries > _MAX_TRIES:
            return ()
        for position in range(len(outcomes), len(run.taken)):
            pending.append((*run.taken[:position], not run.taken[position]))
    return tuple(found)


def _by_argument(resource: Resource) -> tuple[Variant, ...]:
    """A check seldom looks at two arguments, so those of one with the others as expressions show
    what it hangs on; what it says of these expressions counts, too."""
    attributes = resource.attributes
    found: list[Variant] = []
    for name, value in attributes.items():
        if not _some(value, _is_conditional):
            continue
        chosen = _by_conditions(replace(resource, attributes={name: value}))
        if not chosen or len(found) + len(chosen) > MAX_APART:
            return ()
        rest = {other: its for other, its in attributes.items() if other != name}
        for one in chosen:
            variant = replace(resource, attributes={**rest, **one.resource.attributes})
            found.append(Variant(variant, one.taken, _wider(variant)))
    return tuple(found)


def _is_conditional(unknown: Unknown) -> bool:
    return bool(unknown.arms)


def _is_encoded(unknown: Unknown) -> bool:
    """Whether it is a text that encodes something unknown, such as a policy. Of a template's parts
    nobody knows which are names of resources, so it must have none."""
    if unknown.structure is not None:
        return True
    text = next(filter(None, unknown.pieces), "")
    return not unknown.references and text.lstrip()[:1] in ("{", "[")


def _some(value: Value, test: Callable[[Unknown], bool]) -> bool:
    """Whether an unknown value of a kind stands anywhere inside of a value."""
    return type(value) not in SIMPLE and any(map(test, _unknowns(value)))


def _unknowns(value: Value) -> Iterator[Unknown]:
    """The unknown values inside of a value, those in what a text encodes too."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            yield item
            stack.append(item.structure)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _wider(resource: Resource) -> Resource | None:
    """A resource with ``*`` for what is unknown in its policies; None where nothing is, or what is
    cannot be that."""
    attributes = resource.attributes
    if not is_partly_known(resource):
        return None
    wider = {name: _widened(value, False, 0) for name, value in attributes.items()}
    same = all(wider[name] is attributes[name] for name in attributes)
    return None if same else replace(resource, attributes=wider)


def _widened(value: Value, encoded: bool, depth: int) -> Value:
    """encoded: whether it stands in a text that encodes it. The value itself, where it stays."""
    if depth > _MAX_DEPTH or type(value) in SIMPLE:
        return value
    if isinstance(value, Unknown):
        if value.structure is not None:
            inner = _widened(value.structure, True, depth + 1)
            return value if inner is value.structure else replace(value, structure=inner)
        if not encoded and _is_encoded(value):
            return "".join("*" if piece is None else piece for piece in value.pieces)
        return "*" if encoded and _may_be_anything(value) else value
    if isinstance(value, list):
        items = [_widened(item, encoded, depth + 1) for item in value]
        return value if all(map(operator.is_, items, value)) else items
    if isinstance(value, Mapping):
        pairs = {key: _widened(item, encoded, depth + 1) for key, item in value.items()}
        return value if all(pairs[key] is value[key] for key in value) else pairs
    return value


def _may_be_anything(unknown: Unknown) -> bool:
    """Whether nothing is known of a text: what comes from a resource's attribute names it."""
    of_resources = unknown.references and not any("data." in one for one in unknown.references)
    return not (unknown.identifier or any(unknown.pieces) or of_resources)


def _of_known_part(
    resource: Resource, known: Iterable[Finding], wider: Iterable[Finding]
) -> Iterator[Finding]:
    """What is certain of a resource with a policy that is partly known.

    known: the findings of that part. wider: those with the widest of what is not.
    """
    failing = {finding.rule.id for finding in wider if finding.kind is Kind.FAIL}
    name, reason = next(
        (name, one.reason)
        for name, value in resource.attributes.items()
        for one in _unknowns(value)
        if _is_encoded(one)
    )
    for finding in known:
        if finding.kind is Kind.PASS and finding.rule.id in failing:
            message = f"{finding.rule.title} (undecided: {reason})"
            yield finding_of(finding.rule, resource, Kind.OPEN, (name,), message)
        else:
            yield finding


def _chosen(value: Value, run: Decisions, depth: int) -> Value:
    """A value with one arm of each conditional in it; may be `ABSENT`."""
    while isinstance(value, Unknown) and value.arms:
        value = _arm(value, run)
    if type(value) in SIMPLE or depth > _MAX_DEPTH or not _some(value, _is_conditional):
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
            reasons = list(dict.fromkeys(one.reason for one in _decisive(said)))
            more = ", and more" if len(reasons) > _MAX_REASONS else ""
            because = ", ".join(reasons[:_MAX_REASONS]) + more
            text = f"{rules[id_].title} (undecided: {because})"
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
