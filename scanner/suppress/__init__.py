"""Findings that somebody decided to live with: inline ignores and waivers, always visibly.

An ignore names its rules and a reason, and may end on a day::

    # trueup:ignore aws-s3-bucket-public-acl until=2027-01-31 the website is public on purpose

It stands at the end of the line of the finding, of the block around it or of a module call above
it, or alone on the lines directly over one of these. In Kubernetes the annotation
``trueup.dev/ignore`` covers its object. What has no reason, has expired, names no rule or ignores
nothing is reported, so that none is forgotten.

Other scanners' ignores (`scanner.peer_ignores`) count where the check they name is the alias of a
rule: the rule asks exactly that question. Where it is not, a note says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.model import Comment, Diagnostic, Kind, Location, Origin, Resource, Rule
from scanner.outcome import Finding, Suppression
from scanner.suppress.ignore import Ignore, note
from scanner.suppress.own import own_ignores
from scanner.suppress.waivers import Waiver, live_waivers, waived, was_asked

__all__ = ["Suppressed", "Waiver", "suppress"]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """findings: all of them, the ignored ones with kind suppressed and who and why."""

    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]


def suppress(
    findings: Sequence[Finding],
    resources: Iterable[Resource],
    comments: Sequence[Comment],
    rules: Sequence[Rule],
    waivers: Sequence[Waiver],
    today: str,
    inline: bool = True,
    ran: Container[str] | None = None,
    repository_path: Callable[[str], str | None] = str,
    workspace: str = "default",
    imported: Collection[str] = (),
) -> Suppressed:
    """Apply ignores (unless not `inline`) and waivers to fails and opens.

    today: ``YYYY-MM-DD``. rules: all that exist, to resolve ids and aliases. ran: ids of
    those that did run; only of these an ignore can be unused. repository_path: a display path as
    waivers name it. workspace: Terraform's, which other scanners' ignores may ask for. imported:
    the tools whose results are among the findings.
    """
    names = _names(rules)
    diagnostics: list[Diagnostic] = []
    ignores: list[Ignore] = []
    if inline:
        resources = list(resources)
        ignores += own_ignores(comments, resources, names, today, diagnostics)
        if comments or any(resource.type[:1].isupper() for resource in resources):
            from scanner.suppress.foreign import Foreign

            foreign = Foreign(rules, names, today, workspace, diagnostics)
            ignores += foreign.found(comments, resources)
    live = list(live_waivers(waivers, names, today, diagnostics))
    used: set[Waiver] = set()
    kept: list[Finding] = []
    by_line: dict[tuple[str, int], list[Ignore]] = {}
    by_resource: dict[int, list[Ignore]] = {}
    by_file: dict[str, list[Ignore]] = {}
    for ignore in ignores:
        if ignore.whole_file:
            by_file.setdefault(ignore.location.path, []).append(ignore)
        elif ignore.resource is not None:
            by_resource.setdefault(id(ignore.resource), []).append(ignore)
        else:
            by_line.setdefault((ignore.location.path, ignore.target), []).append(ignore)
    for finding in findings:
        if finding.kind in (Kind.FAIL, Kind.OPEN):
            # Comments of the tree say nothing of what another scanner was asked.
            ours = finding.resource.origin is not Origin.IMPORTED
            found = _inline(finding, by_line, by_resource, by_file) if ignores and ours else None
            found = found or waived(finding, live, names, used, repository_path)
            if found is not None:
                finding = finding._replace(kind=Kind.SUPPRESSED, suppression=found)
        kept.append(finding)
    diagnostics += [
        note("ignore-unused", "this ignore matches no finding; remove it", ignore.location)
        for ignore in ignores
        if not (ignore.used or ignore.foreign)
        and (ran is None or all(name in ran for name in ignore.rules or ()))
    ]
    diagnostics += [
        note("waiver-unused", f"the waiver of {w.rule} matches no finding; remove it", w.location)
        for w in live
        if w not in used and was_asked(w, names, ran, imported)
    ]
    return Suppressed(tuple(kept), tuple(diagnostics))


def _names(rules: Sequence[Rule]) -> dict[str, str]:
    """Every id and alias, in lower case, to the rule's id."""
    names = {alias.lower(): rule.id for rule in rules for alias in rule.aliases}
    # A check of a pack may have the name of an alias of ours, which then stands for both.
    for rule in rules:
        names.setdefault(rule.id.lower(), rule.id)
    names.update({rule.id: rule.id for rule in rules})
    return names


def _inline(
    finding: Finding,
    by_line: Mapping[tuple[str, int], list[Ignore]],
    by_resource: Mapping[int, list[Ignore]],
    by_file: Mapping[str, list[Ignore]],
) -> Suppression | None:
    for ignore in by_resource.get(id(finding.resource), ()):
        if ignore.covers(finding.rule):
            return _suppression("inline", ignore)
    own = (finding.location.path, finding.location.start_line)
    for source, location in _places(finding):
        place = (location.path, location.start_line)
        for ignore in by_line.get(place, ()):
            # What names no rule (KICS's) says nothing of the module that is called there.
            if (ignore.exact and place != own) or (ignore.rules is None and source == "call"):
                continue
            if ignore.covers(finding.rule):
                return _suppression(source, ignore)
    for ignore in by_file.get(finding.location.path, ()) if by_file else ():
        if ignore.covers(finding.rule):
            return _suppression("inline", ignore)
    return None


def _places(finding: Finding) -> Iterator[tuple[str, Location]]:
    """Where an ignore may stand: the finding, the blocks around it, the module calls above it."""
    yield "inline", finding.location
    for length in range(len(finding.path), -1, -1):
        yield "inline", finding.resource.source.locate(finding.path[:length])
    for call in reversed(finding.resource.calls):
        yield "call", call.location


def _suppression(source: str, ignore: Ignore) -> Suppression:
    return Suppression(source, "", ignore.reason, ignore.until, ignore.location)
