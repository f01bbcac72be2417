"""Findings of single instances -> the results that are reported.

Every instance is judged, ignored and waived on its own; then what one rule says of one place is
one result: violations there become one message, and the instances of a definition are listed.
"""

from __future__ import annotations

from collections.abc import Iterable

from scanner.identity import definition_address, identity
from scanner.model import Finding, Instance, Kind, Location, Result, Traced

MAX_ORIGINS = 5
_TRACED = 100


def group(findings: Iterable[Finding], with_passes: bool = False) -> list[Result]:
    """The results, worst first, then by place. Passes are left out unless `with_passes`."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.kind is Kind.PASS and not with_passes:
            continue
        groups.setdefault(_key(finding), []).append(finding)
    results = [_result(members) for members in groups.values()]
    results.sort(key=_order)
    return results


def _key(finding: Finding) -> tuple[object, ...]:
    kind = Kind.FAIL if finding.kind is Kind.SUPPRESSED else finding.kind
    where = finding.location
    if finding.drift is not None:
        return (finding.identity,)
    if kind is Kind.PASS:
        return (finding.rule.id, kind, where, finding.address)
    return (finding.rule.id, kind, where.path, where.start_line)


def _order(result: Result) -> tuple[object, ...]:
    where = result.location
    return (-result.severity.rank, where.path, where.start_line, result.rule.id, result.identity)


def _result(members: list[Finding]) -> Result:
    active = [m for m in members if m.kind is not Kind.SUPPRESSED]
    first = (active or members)[0]
    kind = active[0].kind if active else Kind.SUPPRESSED
    address = definition_address(first.address)
    messages = dict.fromkeys(m.message for m in active or members)
    instances = {
        m.identity: Instance(m.address, m.identity, (), m.kind, m.resource.calls)
        for m in sorted(members, key=lambda m: m.kind is not Kind.SUPPRESSED)
    }
    return Result(
        rule=first.rule,
        kind=kind,
        message="; ".join(messages),
        resource_type=first.resource.type,
        resource_address=address,
        resource_origin=first.resource.origin,
        resource_id=first.resource.id,
        instances=tuple(sorted(instances.values(), key=lambda i: (i.address, i.identity))),
        attribute=first.attribute or None,
        location=first.location,
        calls=first.resource.calls,
        identity=identity(first.rule.id, first.resource.scope, address, first.attribute),
        severity=first.rule.severity,
        suppression=None if active else first.suppression,
        drift=first.drift,
        related=() if kind is Kind.PASS or first.drift else _origins(active or members),
        gating=any(not m.resource.not_instantiated for m in members),
    )


def _origins(members: list[Finding]) -> tuple[tuple[str, Location], ...]:
    """Where the values were set that the findings are about, when that is somewhere else.

    Every instance may have got its own; of many, the first are looked at.
    """
    found: dict[Location, str] = {}
    for member in members[:_TRACED]:
        source = member.resource.source
        steps = source.value_steps(member.path) if isinstance(source, Traced) else ()
        if steps and steps[-1].location != member.location:
            where, text = steps[-1].location, steps[-1].text
            # What one place gives to several instances is told without their keys.
            same = found.setdefault(where, text) == text
            found[where] = text if same else definition_address(text)
    origins = [(f"the value comes from {text}", where) for where, text in found.items()]
    more, beyond = len(origins) - MAX_ORIGINS, len(members) > _TRACED
    if origins and (more > 0 or beyond):
        text, where = origins[:MAX_ORIGINS][-1]
        count = f"{'at least ' if beyond else ''}{more} more" if more > 0 else "perhaps other"
        places = "place" if more == 1 else "places"
        origins[min(len(origins), MAX_ORIGINS) - 1] = (f"{text}, and from {count} {places}", where)
    return tuple(origins[:MAX_ORIGINS])
