"""Findings of single instances -> the results that are reported.

Every instance is judged, ignored and waived on its own; then what one rule says of one place is
one result: violations there become one message, and the instances of a definition are listed. So
are the environments: what is found in several of them is one result that names them.
"""

from __future__ import annotations

from collections.abc import Iterable

from scanner.identity import definition_address, identity
from scanner.model import Kind, Location, Origin, Traced
from scanner.outcome import Finding, Instance, Past, Result, Standing

MAX_ORIGINS = 5
_NOVELTY = (Standing.NEW, Standing.REOPENED, Standing.PERSISTING, Standing.RESOLVED)
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
        # Environments, and states that have the same address, are different things live, with
        # values and remedies of their own.
        return (finding.identity, finding.resource.environment, finding.drift.state)
    if finding.resource.origin is Origin.IMPORTED:
        # Another scanner knows its results apart; many of them are at the first line of an image.
        return (finding.identity, "")
    if kind is Kind.PASS:
        return (finding.rule.id, kind, where, finding.address)
    if finding.resource.origin in (Origin.PLAN, Origin.STATE) and not finding.resource.calls:
        # A plan is a single line, of which every resource in it is.
        address = definition_address(finding.address)
        return (finding.rule.id, kind, where.path, where.start_line, address)
    return (finding.rule.id, kind, where.path, where.start_line)


def _order(result: Result) -> tuple[object, ...]:
    where, first = result.location, result.instances[0].address
    place = (where.path, where.start_line, result.rule.id, result.identity, result.kind, first)
    return (-result.severity.rank, *place)


def _result(members: list[Finding]) -> Result:
    # By name: in which order environments were evaluated decides nothing.
    members.sort(key=lambda m: m.resource.environment)
    active = [m for m in members if m.kind is not Kind.SUPPRESSED]
    counted = active or members
    first = counted[0]
    imported = first.resource.origin is Origin.IMPORTED
    address = first.address if imported else definition_address(first.address)
    environments = _environments(counted)
    own = identity(first.rule.id, first.resource.scope, address, first.attribute)
    return Result(
        rule=first.rule,
        kind=first.kind,
        message=_message(counted, environments),
        resource_type=first.resource.type,
        resource_address=address,
        resource_origin=first.resource.origin,
        resource_id=first.resource.id,
        instances=_instances(members),
        attribute=first.attribute or None,
        location=first.location,
        calls=first.resource.calls,
        identity=first.identity if imported else own,
        severity=first.rule.severity,
        environments=environments,
        suppression=None if active else first.suppression,
        drift=first.drift,
        related=() if first.kind is Kind.PASS or first.drift else _origins(counted),
        gating=any(not m.resource.not_instantiated for m in members),
        sensitive=any(map(_is_sensitive, members)),
        past=_past(counted),
    )


def _past(members: Iterable[Finding]) -> Past | None:
    """The past of what is one result: what is new of it makes it new."""
    return min((m.past for m in members if m.past is not None), key=_novelty, default=None)


def _novelty(past: Past) -> int:
    return _NOVELTY.index(past.standing)


def _is_sensitive(finding: Finding) -> bool:
    """Whether a sensitive value stands at the place of a finding, or around it, or in it."""
    path = finding.path
    return bool(path) and any(
        path[: len(secret)] == secret[: len(path)] for secret in finding.resource.sensitive
    )


def _environments(members: Iterable[Finding]) -> tuple[str, ...]:
    """Those that have it; what is not instantiated is in none."""
    names = {m.resource.environment for m in members if not m.resource.not_instantiated}
    return tuple(sorted(name for name in names if name))


def _message(members: Iterable[Finding], environments: tuple[str, ...]) -> str:
    """What is said of the place, each once; what only some of the environments have names them."""
    messages: dict[str, list[Finding]] = {}
    for member in members:
        messages.setdefault(member.message, []).append(member)
    if len(messages) == 1:
        return next(iter(messages))
    parts = []
    for message, found in messages.items():
        own = _environments(found)
        parts.append(message if own == environments else f"{message} ({', '.join(own)})")
    return "; ".join(parts)


def _instances(members: Iterable[Finding]) -> tuple[Instance, ...]:
    """Each instance once, or once active and once suppressed, with the environments of each.

    Of several violations that share an identity, an active one counts, and of those a new one.
    """
    kinds: dict[tuple[str, str], Finding] = {}
    for member in members:
        key = (member.identity, member.resource.environment)
        if key not in kinds or _standing(member) < _standing(kinds[key]):
            kinds[key] = member
    groups: dict[tuple[str, Kind, Past | None], list[Finding]] = {}
    for (own, _), member in kinds.items():
        groups.setdefault((own, member.kind, member.past), []).append(member)
    instances = [
        Instance(found[0].address, own, _environments(found), kind, found[0].resource.calls, past)
        for (own, kind, past), found in groups.items()
    ]
    return tuple(sorted(instances, key=lambda i: (i.address, i.identity, i.kind.value)))


def _standing(one: Finding) -> tuple[bool, int]:
    return one.kind is Kind.SUPPRESSED, 0 if one.past is None else _novelty(one.past)


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
