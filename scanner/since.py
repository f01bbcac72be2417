"""What a change introduced: the findings of two revisions, set side by side by identity. Pure.

A finding is known when the earlier revision has one of its identity, as certain and as active as
it is; the target of a ``moved`` block is known under its earlier addresses, too. Lists have no
index in an identity, so findings are counted: a second open port beside a known one is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scanner.identity import definition_address, earlier_identities
from scanner.model import Kind, Location
from scanner.outcome import Finding, Gone, Past, Result, Standing

NEW = Past(Standing.NEW)
UNCHANGED = Past(Standing.PERSISTING)

# As what a finding may have stood there before, the likest first. One that was undecided and is
# certain now is new, and so is one that was ignored and counts now.
_KNOWN_AS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.FAIL: (Kind.FAIL,),
    Kind.OPEN: (Kind.OPEN, Kind.FAIL),
    Kind.SUPPRESSED: (Kind.SUPPRESSED, Kind.FAIL, Kind.OPEN),
}
_IN_CODE = frozenset({"inline", "call"})

# How many findings there are, by kind and message.
_Messages = dict[Kind, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """findings: of the later revision, each with its past; passes have none. gone: findings of the
    earlier one that are there no longer. refused: where the ignores stand that the change added to
    what it introduced, and that therefore do not count.
    """

    findings: list[Finding]
    gone: list[Finding]
    refused: list[Location]


def compare(
    before: Sequence[Finding], after: Sequence[Finding], judged: Sequence[Finding]
) -> Compared:
    """The findings of two revisions by identity.

    before: of the earlier revision, ignores and waivers applied. after: of the later one, as the
    rules left them; judged: the same in the same order, with ignores and waivers applied.
    """
    known = _Known()
    known.take_in(before)
    matched = known.match(judged)
    found: list[Finding] = []
    refused: dict[Location, None] = {}
    for number, (plain, finding) in enumerate(zip(after, judged, strict=True)):
        if finding.kind is Kind.PASS:
            found.append(finding)
        elif number in matched:
            found.append(finding._replace(past=UNCHANGED))
        elif _ignored_in_code(finding) and not known.accepts(finding):
            found.append(plain._replace(past=NEW))
            if finding.suppression is not None and finding.suppression.location is not None:
                refused[finding.suppression.location] = None
        else:
            found.append(finding._replace(past=NEW))
    return Compared(found, known.gone(before), list(refused))


def gone(results: Iterable[Result]) -> tuple[Gone, ...]:
    """Results that are no more, as a report tells them."""
    return tuple(
        Gone(
            rule=result.rule.id,
            severity=result.severity,
            address=result.resource_address,
            attribute=result.attribute,
            identity=result.identity,
            message=result.message,
            location=result.location if result.location.path else None,
            environments=result.environments,
            instances=result.instances,
        )
        for result in results
    )


def _ignored_in_code(finding: Finding) -> bool:
    return finding.suppression is not None and finding.suppression.source in _IN_CODE


@dataclass(slots=True)
class _Known:
    """The earlier findings. messages: by identity, and whether nothing of it is instantiated,
    then by environment. reached: the identities that the later revision has, or had
    before they were moved, with their environments."""

    messages: dict[tuple[str, bool], dict[str, _Messages]] = field(default_factory=dict)
    accepted: set[tuple[str, str, str, str]] = field(default_factory=set)
    addresses: set[tuple[str, str, str]] = field(default_factory=set)
    reached: dict[str, set[str]] = field(default_factory=dict)
    _left: dict[tuple[str, bool, str], _Messages] = field(default_factory=dict)

    def take_in(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.kind is Kind.PASS:
                continue
            resource = finding.resource
            key = (finding.identity, resource.not_instantiated)
            kinds = self.messages.setdefault(key, {}).setdefault(resource.environment, {})
            counts = kinds.setdefault(finding.kind, {})
            counts[finding.message] = counts.get(finding.message, 0) + 1
            self.addresses.add((finding.rule.id, resource.scope, finding.address))
            if finding.suppression is not None and _ignored_in_code(finding):
                self.accepted.add(_definition(finding, finding.address))

    def accepts(self, finding: Finding) -> bool:
        """Whether an ignore of before covers it: another instance of a definition that had it."""
        resource = finding.resource
        for address in (finding.address, *resource.moved_from):
            if (finding.rule.id, resource.scope, address) in self.addresses:
                return False
            if _definition(finding, address) in self.accepted:
                return True
        return False

    def match(self, findings: Sequence[Finding]) -> set[int]:
        """The places of the findings that are known.

        Each known one stands for a single finding. Those of one message go together first, and
        what was moved goes before what may have taken its address.
        """
        of_kind: dict[Kind, list[int]] = {kind: [] for kind in _KNOWN_AS}
        for number, finding in enumerate(findings):
            if finding.kind is not Kind.PASS:
                of_kind[finding.kind].append(number)
                self._reach(finding.identity, finding)
        matched: set[int] = set()
        for kind, numbers in of_kind.items():
            numbers.sort(key=lambda number: not findings[number].resource.moved_from)
            for exactly in (True, False):
                for number in numbers:
                    if number not in matched and self._take(findings[number], kind, exactly):
                        matched.add(number)
        return matched

    def _reach(self, identity: str, finding: Finding) -> None:
        self.reached.setdefault(identity, set()).add(finding.resource.environment)

    def _take(self, finding: Finding, kind: Kind, exactly: bool) -> bool:
        earlier = earlier_identities(finding.rule.id, finding.resource, finding.attribute)
        for identity in (finding.identity, *earlier):
            for messages in self._of(identity, finding):
                for known_as in _KNOWN_AS[kind]:
                    left = messages.get(known_as)
                    if left and (finding.message in left or not exactly):
                        _take_one(left, finding.message if exactly else next(iter(left)))
                        self._reach(identity, finding)
                        return True
        return False

    def _of(self, identity: str, finding: Finding) -> Iterator[_Messages]:
        """What is left of an identity's findings for one environment of the later revision."""
        resource = finding.resource
        # What nothing was made of before is new once there is something.
        for absent in (False, True) if resource.not_instantiated else (False,):
            by_environment = self.messages.get((identity, absent))
            if not by_environment:
                continue
            key = (identity, absent, resource.environment)
            if key not in self._left:
                found = _in_environment(by_environment, resource.environment)
                self._left[key] = {kind: dict(messages) for kind, messages in found.items()}
            yield self._left[key]

    def gone(self, before: Iterable[Finding]) -> list[Finding]:
        """The findings of before that counted and are reached no more."""
        return [
            finding
            for finding in before
            if finding.kind is Kind.FAIL
            and not self._is_reached(finding.identity, finding.resource.environment)
        ]

    def _is_reached(self, identity: str, environment: str) -> bool:
        found = self.reached.get(identity)
        if not found:
            return False
        return not environment or environment in found or "" in found


def _in_environment(by_environment: Mapping[str, _Messages], environment: str) -> _Messages:
    """What one environment has; an evaluation without environments stands for all of them."""
    found = by_environment.get(environment) or by_environment.get("")
    if found is None and not environment:
        found = max(by_environment.values(), key=_total)
    return found or {}


def _total(messages: _Messages) -> int:
    return sum(sum(counts.values()) for counts in messages.values())


def _take_one(counts: dict[str, int], message: str) -> None:
    counts[message] -= 1
    if not counts[message]:
        del counts[message]


def _definition(finding: Finding, address: str) -> tuple[str, str, str, str]:
    reason = finding.suppression.reason if finding.suppression is not None else ""
    return finding.rule.id, finding.resource.scope, definition_address(address), reason
