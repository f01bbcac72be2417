"""Findings accepted by a policy or configuration."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.model import Diagnostic, Location
from scanner.outcome import Finding, Suppression
from scanner.suppress.ignore import note
from scanner.wildcards import like


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding accepted by a policy or configuration.

    rule: an id or alias; of another scanner ``tool/id``, ``*`` and ``?`` as wildcards. address:
    a resource's address, ``*`` and ``?`` as wildcards; path: a file's repository-relative path
    likewise; environment: the name of one; all that are given must match. until: the last day it
    counts, ``YYYY-MM-DD``.
    """

    rule: str
    reason: str
    owner: str = ""
    address: str | None = None
    path: str | None = None
    until: str | None = None
    location: Location | None = None
    environment: str | None = None


def live_waivers(
    waivers: Sequence[Waiver],
    names: Mapping[str, str],
    today: str,
    diagnostics: list[Diagnostic],
) -> Iterator[Waiver]:
    """Those that count today; of the others a note says why not."""
    for waiver in waivers:
        if not is_foreign(waiver) and waiver.rule.lower() not in names:
            message = f"the waiver names {waiver.rule}, which is no rule; see `trueup rules list`"
            diagnostics.append(note("waiver-unknown-rule", message, waiver.location))
        elif waiver.until is not None and waiver.until < today:
            message = f"the waiver of {waiver.rule} ended on {waiver.until}; fix or renew it"
            diagnostics.append(note("waiver-expired", message, waiver.location))
        else:
            yield waiver


def waived(
    finding: Finding,
    waivers: Sequence[Waiver],
    names: Mapping[str, str],
    used: set[Waiver],
    repository_path: Callable[[str], str | None],
) -> Suppression | None:
    """The suppression by the first waiver that covers a finding; added to `used`."""
    for waiver in waivers:
        if is_foreign(waiver):
            if not like(finding.rule.id.lower(), waiver.rule.lower()):
                continue
        elif names[waiver.rule.lower()] not in (finding.rule.id, *finding.rule.aliases):
            continue
        if waiver.address is not None and not _is_at(finding, waiver.address):
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


def is_foreign(waiver: Waiver) -> bool:
    """Whether it is about what another scanner found, ``trivy/CVE-*``: no rule of ours is called
    so, and which rules another scanner has is not known."""
    return "/" in waiver.rule


def was_asked(
    waiver: Waiver, names: Mapping[str, str], ran: Container[str] | None, imported: Collection[str]
) -> bool:
    """Whether a waiver could have matched. ran: ids of the rules asked, None for all. imported:
    the tools whose results were read."""
    if is_foreign(waiver):
        wanted = waiver.rule.partition("/")[0].lower()
        return any(like(tool, wanted) for tool in imported)
    return ran is None or names[waiver.rule.lower()] in ran


def _is_at(finding: Finding, pattern: str) -> bool:
    """Whether a finding's address is meant; that of before a ``moved`` block counts as well."""
    addresses = (finding.address, *finding.resource.moved_from)
    return any(like(address, pattern) for address in addresses)
