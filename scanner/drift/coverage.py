"""How much of several comparisons could be compared, as one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.outcome import Coverage, TypeCoverage


def total_coverage(parts: Iterable[Coverage]) -> Coverage:
    """The sums of several comparisons; of their reasons, each once."""
    found = list(parts)
    types: dict[str, TypeCoverage] = {}
    for part in found:
        for name, one in part.types.items():
            types[name] = _sum(types[name], one) if name in types else one
    return Coverage(
        files=sum(one.files for one in found),
        resources=sum(one.resources for one in found),
        compared=sum(one.compared for one in found),
        not_compared=sum(one.not_compared for one in found),
        unread=sum(one.unread for one in found),
        types=dict(sorted(types.items())),
        ignored=sum(one.ignored for one in found),
        limits=tuple(dict.fromkeys(limit for one in found for limit in one.limits)),
    )


def _sum(one: TypeCoverage, other: TypeCoverage) -> TypeCoverage:
    reasons = dict.fromkeys(reason for reason in (one.reason, other.reason) if reason)
    return TypeCoverage(
        one.compared + other.compared,
        one.unread + other.unread,
        one.unsupported + other.unsupported,
        one.denied + other.denied,
        "; ".join(reasons) or None,
    )
