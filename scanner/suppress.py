"""Findings that somebody decided to live with: inline ignores and waivers, always visibly.

An ignore names its rules and a reason, and may end on a day::

    # trueup:ignore aws-s3-bucket-public-acl until=2027-01-31 the website is public on purpose

It stands at the end of the line of the finding, of the block around it or of a module call above
it, or alone on the lines directly over one of these. In Kubernetes the annotation
``trueup.dev/ignore`` covers its object. What has no reason, has expired, names no rule or ignores
nothing is reported, so that none is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.model import (
    Comment,
    Diagnostic,
    DiagnosticLevel,
    Finding,
    Kind,
    Location,
    Resource,
    Rule,
    Suppression,
)
from scanner.wildcards import like

ANNOTATION = "trueup.dev/ignore"
_IGNORE = re.compile(r"trueup:ignore\b[:\s]*(.*)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding accepted by a policy or configuration.

    rule: an id or alias. address: a resource's address, ``*`` and ``?`` as wildcards; path: a
    file's repository-relative path likewise; environment: the name of one; all that are given
    must match. until: the last day it counts, ``YYYY-MM-DD``.
    """

    rule: str
    reason: str
    owner: str = ""
    address: str | None = None
    path: str | None = None
    until: str | None = None
    location: Location | None = None
    environment: str | None = None


@dataclass(slots=True, eq=False)
class _Ignore:
    """One ignore as found: the lines it covers, or the object that carries it."""

    rules: frozenset[str]
    reason: str
    until: str | None
    location: Location
    target: int = 0
    resource: Resource | None = None
    used: bool = False


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
) -> Suppressed:
    """Apply ignores (unless not `inline`) and waivers to fails and opens.

    today: ``YYYY-MM-DD``. rules: all that exist, to resolve ids and aliases. ran: ids of
    those that did run; only of these an ignore can be unused. repository_path: a display path as
    waivers name it.
    """
    names = _names(rules)
    diagnostics: list[Diagnostic] = []
    ignores = list(_ignores(comments, resources, names, today, diagnostics)) if inline else []
    live_waivers = list(_live_waivers(waivers, names, today, diagnostics))
    used: set[Waiver] = set()
    kept: list[Finding] = []
    by_line: dict[tuple[str, int], list[_Ignore]] = {}
    by_resource: dict[int, list[_Ignore]] = {}
    for ignore in ignores:
        if ignore.resource is not None:
            by_resource.setdefault(id(ignore.resource), []).append(ignore)
        else:
            by_line.setdefault((ignore.location.path, ignore.target), []).append(ignore)
    for finding in findings:
        if finding.kind in (Kind.FAIL, Kind.OPEN):
            found = _inline(finding, by_line, by_resource) if ignores else None
            found = found or _waived(finding, live_waivers, names, used, repository_path)
            if found is not None:
                finding = replace(finding, kind=Kind.SUPPRESSED, suppression=found)
        kept.append(finding)
    diagnostics += [
        _note("ignore-unused", "this ignore matches no finding; remove it", ignore.location)
        for ignore in ignores
        if not ignore.used and (ran is None or all(name in ran for name in ignore.rules))
    ]
    diagnostics += [
        _note("waiver-unused", f"the waiver of {w.rule} matches no finding; remove it", w.location)
        for w in live_waivers
        if w not in used and (ran is None or names[w.rule.lower()] in ran)
    ]
    return Suppressed(tuple(kept), tuple(diagnostics))


def _names(rules: Sequence[Rule]) -> dict[str, str]:
    """Every id and alias, in lower case, to the rule's id."""
    names = {alias.lower(): rule.id for rule in rules for alias in rule.aliases}
    names.update({rule.id: rule.id for rule in rules})
    return names


def _note(code: str, message: str, location: Location | None) -> Diagnostic:
    path, line = (location.path, location.start_line) if location else (None, None)
    return Diagnostic(DiagnosticLevel.NOTE, code, message, path, line)


def _ignores(
    comments: Sequence[Comment],
    resources: Iterable[Resource],
    names: Mapping[str, str],
    today: str,
    diagnostics: list[Diagnostic],
) -> Iterator[_Ignore]:
    alone = {(c.path, c.line) for c in comments if c.own_line}
    for comment in comments:
        match = _IGNORE.search(comment.text)
        if match is None:
            continue
        where = Location(comment.path, comment.line, 1, comment.line, 1)
        ignore = _parse(match.group(1), where, names, today)
        if isinstance(ignore, Diagnostic):
            diagnostics.append(ignore)
            continue
        ignore.target = comment.line
        while comment.own_line and (comment.path, ignore.target) in alone:
            ignore.target += 1
        yield ignore
    for resource in resources:
        text = _annotation(resource) if resource.type[:1].isupper() else None
        if text is None:
            continue
        where = resource.source.locate(("metadata", "annotations", ANNOTATION))
        ignore = _parse(text, where, names, today)
        if isinstance(ignore, Diagnostic):
            diagnostics.append(ignore)
            continue
        ignore.resource = resource
        yield ignore


def _annotation(resource: Resource) -> str | None:
    metadata = resource.attributes.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    value = annotations.get(ANNOTATION) if isinstance(annotations, Mapping) else None
    return value if isinstance(value, str) else None


def _parse(
    text: str, where: Location, names: Mapping[str, str], today: str
) -> _Ignore | Diagnostic:
    """An ignore's text after its marker; a note that says why where it cannot count."""

    def refuse(code: str, message: str) -> Diagnostic:
        return _note(code, message, where)

    words = text.split()
    if not words:
        return refuse("ignore-malformed", "an ignore names no rule; write trueup:ignore RULE why")
    wanted = [word for word in words[0].split(",") if word]
    unknown = [word for word in wanted if word.lower() not in names]
    if unknown:
        return refuse(
            "ignore-unknown-rule",
            f"{', '.join(unknown)} is no rule; see `trueup rules list`. Nothing is ignored",
        )
    until = None
    rest = words[1:]
    if rest and rest[0].startswith("until="):
        until = rest.pop(0).removeprefix("until=")
        if not _DATE.match(until):
            return refuse("ignore-malformed", "until= wants a day, as in until=2027-01-31")
    if not rest:
        return refuse("ignore-without-reason", "an ignore needs a reason after the rule's name")
    if until is not None and until < today:
        return refuse("ignore-expired", f"this ignore ended on {until}; fix, renew or remove it")
    return _Ignore(frozenset(names[word.lower()] for word in wanted), " ".join(rest), until, where)


def _inline(
    finding: Finding,
    by_line: Mapping[tuple[str, int], list[_Ignore]],
    by_resource: Mapping[int, list[_Ignore]],
) -> Suppression | None:
    for ignore in by_resource.get(id(finding.resource), ()):
        if finding.rule.id in ignore.rules:
            ignore.used = True
            return _suppression("inline", ignore)
    for source, location in _places(finding):
        for ignore in by_line.get((location.path, location.start_line), ()):
            if finding.rule.id in ignore.rules:
                ignore.used = True
                return _suppression(source, ignore)
    return None


def _places(finding: Finding) -> Iterator[tuple[str, Location]]:
    """Where an ignore may stand: the finding, the blocks around it, the module calls above it."""
    yield "inline", finding.location
    for length in range(len(finding.path), -1, -1):
        yield "inline", finding.resource.source.locate(finding.path[:length])
    for call in reversed(finding.resource.calls):
        yield "call", call.location


def _suppression(source: str, ignore: _Ignore) -> Suppression:
    return Suppression(source, "", ignore.reason, ignore.until, ignore.location)


def _live_waivers(
    waivers: Sequence[Waiver],
    names: Mapping[str, str],
    today: str,
    diagnostics: list[Diagnostic],
) -> Iterator[Waiver]:
    for waiver in waivers:
        if waiver.rule.lower() not in names:
            message = f"the waiver names {waiver.rule}, which is no rule; see `trueup rules list`"
            diagnostics.append(_note("waiver-unknown-rule", message, waiver.location))
        elif waiver.until is not None and waiver.until < today:
            message = f"the waiver of {waiver.rule} ended on {waiver.until}; fix or renew it"
            diagnostics.append(_note("waiver-expired", message, waiver.location))
        else:
            yield waiver


def _waived(
    finding: Finding,
    waivers: Sequence[Waiver],
    names: Mapping[str, str],
    used: set[Waiver],
    repository_path: Callable[[str], str | None],
) -> Suppression | None:
    for waiver in waivers:
        if names[waiver.rule.lower()] != finding.rule.id:
            continue
        if waiver.address is not None and not like(finding.address, waiver.address):
            continue
        if waiver.path is not None and not like(
            repository_path(finding.location.path) or finding.location.path, waiver.path
        ):
            continue
        if waiver.environment is not None and not like(
            finding.resource.environment, waiver.environment
        ):
            continue
        used.add(waiver)
        return Suppression("waiver", waiver.owner, waiver.reason, waiver.until, waiver.location)
    return None
