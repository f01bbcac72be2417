"""What is said of code and of its plan or state, said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scanner.identity import definition_address
from scanner.model import Kind
from scanner.outcome import Finding

if TYPE_CHECKING:
    from scanner.load.recorded import Recorded

_Key = tuple[str, str, str]


def joined(
    declared: Sequence[Finding], recorded: Iterable[tuple[Recorded, Sequence[Finding]]]
) -> list[Finding]:
    """The findings of the code and of each record, equal ones once.

    A failure in the code stands whatever a record says. Where the code is undecided, a plan that
    decides it does; a state tells what is there now, and so settles only what fails in it.
    What only a record says names the record.
    """
    found = list(declared)
    for record, findings in recorded:
        found = _with(found, record, findings)
    return found


def _with(declared: list[Finding], record: Recorded, findings: Sequence[Finding]) -> list[Finding]:
    judged = {(one.resource.scope, one.address) for one in declared}
    decided = {(one.rule.id, one.resource.scope, one.address) for one in declared}
    scopes = {one.resource.scope for one in declared}
    fails = {one.identity for one in declared if one.kind is Kind.FAIL}
    opens = {one.identity for one in declared if one.kind is Kind.OPEN}
    settled = _Settled(record, findings)
    kept = [one for one in declared if one.kind is not Kind.OPEN or not settled.settles(one)]
    for one in findings:
        place = (one.resource.scope, one.address)
        if one.kind is Kind.FAIL and one.identity in fails:
            continue
        if one.kind is Kind.PASS and place in judged:
            continue
        if one.kind is Kind.OPEN and (
            one.identity in opens or (record.is_plan and (one.rule.id, *place) in decided)
        ):
            continue
        if one.resource.scope in scopes and one.kind is not Kind.PASS:
            one = one._replace(message=f"{one.message} (in {record.source})")
        kept.append(one)
    return kept


class _Settled:
    """Which undecided findings of the code a record answers."""

    def __init__(self, record: Recorded, findings: Sequence[Finding]) -> None:
        self._plan = record.is_plan
        self._there: set[tuple[str, str]] = set()
        if record.is_plan:
            for resource in record.resources:
                self._there.add((resource.scope, resource.address))
                self._there.add((resource.scope, definition_address(resource.address)))
        self._open: set[_Key] = set()
        self._fails = {one.identity for one in findings if one.kind is Kind.FAIL}
        for one in findings:
            if one.kind is Kind.OPEN:
                rule, scope = one.rule.id, one.resource.scope
                self._open.add((rule, scope, one.address))
                self._open.add((rule, scope, definition_address(one.address)))

    def settles(self, finding: Finding) -> bool:
        """Whether an undecided finding is answered, one way or the other."""
        if finding.identity in self._fails:
            return True
        address = finding.address
        if "[*]" in address:
            address = definition_address(address)
        scope = finding.resource.scope
        known = (scope, address) in self._there
        return known and (finding.rule.id, scope, address) not in self._open
