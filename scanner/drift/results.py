"""Drift findings as the results that are reported: one per resource and attribute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scanner.grouping import group
from scanner.model import Finding, Location, Origin, Result


def results(findings: Iterable[Finding], with_passes: bool = False) -> list[Result]:
    """The results, worst first. Each points at the declaring block, and by a related location at
    the attribute in it."""
    found = list(findings)
    places = {one.identity: related(one) for one in found}
    grouped = []
    for result in group(found, with_passes):
        # There is one instance in each, and two instances of one definition drift on their own.
        own = result.instances[0].identity
        grouped.append(replace(result, identity=own, related=places.get(own, ())))
    return grouped


def related(finding: Finding) -> tuple[tuple[str, Location], ...]:
    """Where the drifted attribute is written, if it is and that is not the block's own line."""
    if finding.resource.origin is not Origin.CODE or not finding.path:
        return ()
    where = finding.resource.source.locate(finding.path)
    return () if where == finding.location else ((finding.attribute, where),)
