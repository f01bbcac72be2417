"""Drift findings as the results that are reported: one per resource and attribute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scanner.grouping import group
from scanner.model import Location, Origin
from scanner.outcome import Finding, Result


def results(findings: Iterable[Finding], with_passes: bool = False) -> list[Result]:
    """The results, worst first. Each points at the attribute where it is written, and by a related
    location at the declaring block; at the block alone where the attribute is not written."""
    found = list(findings)
    places = {(one.identity, one.resource.environment): written(one) for one in found}
    grouped = []
    for result in group(found, with_passes):
        # There is one instance in each, and two instances of one definition drift on their own.
        own = result.instances[0].identity
        result = replace(result, identity=own)
        where = places.get((own, "".join(result.environments)))
        if where is not None and where != result.location:
            block = (result.resource_address, result.location)
            result = replace(result, location=where, related=(block,))
        grouped.append(result)
    return grouped


def written(finding: Finding) -> Location | None:
    """Where the code writes the drifted attribute; None when it does not."""
    if finding.resource.origin is not Origin.CODE or not finding.path:
        return None
    return finding.resource.source.locate(finding.path)
