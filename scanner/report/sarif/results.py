"""Findings as SARIF results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sarif_om import (
    CodeFlow,
    LogicalLocation,
    Message,
    ResultProvenance,
    ThreadFlow,
    ThreadFlowLocation,
)
from sarif_om import Location as SarifLocation
from sarif_om import Result as SarifResult
from sarif_om import Suppression as SarifSuppression

from scanner.model import Kind, Location
from scanner.outcome import Standing
from scanner.report.calls import call_chains
from scanner.report.members import drift_json, instances_json
from scanner.report.sarif.locations import MAX_LOCATIONS
from scanner.report.sarif.messages import result_message
from scanner.report.sarif.rules import LEVELS
from scanner.report.sarif.text import message_text, sentence
from scanner.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scanner.model import Call
    from scanner.outcome import Gone, Past, Result, Suppression

MAX_FLOWS = 10
"""Ways through modules that are shown of one result; JSON has those of every instance."""
_IN_SOURCE = frozenset({"inline", "call"})


@dataclass(frozen=True, slots=True)
class Writer:
    """What all results of a run need.

    physical: location to physical location, None for a file that the log cannot name; located: one
    with words and an identifier; step: one of a way through modules. rule_index: place of each
    rule id among the driver's rules. digest: an identity as fingerprint. audit: write what GitHub
    has no use for too. baseline: new findings are told apart from known ones.
    """

    physical: Callable[[Location], Any]
    located: Callable[[str, Location, int], Any]
    step: Callable[[str, Location], Any]
    rule_index: Mapping[str, int]
    fingerprints: Callable[[Result], dict[str, str]]
    correlation_guid: Callable[[str], str]
    digest: Callable[[str], dict[str, str]]
    audit: bool
    baseline: bool = False


def sarif_result(result: Result, writer: Writer) -> Any:
    """One result of the log."""
    result = _at_the_block(result)
    chains = call_chains(result)[:MAX_FLOWS]
    related = _related(result, chains, writer)
    failed = result.kind in (Kind.FAIL, Kind.SUPPRESSED)
    level = "none" if not failed else LEVELS[result.severity] if result.gating else "note"
    return SarifResult(
        rule_id=result.rule.id,
        rule_index=writer.rule_index[result.rule.id],
        kind="fail" if failed else result.kind.value,
        level=level,
        message=Message(text=result_message(result, [text for text, _ in related])),
        locations=[_primary(result, writer)],
        related_locations=[
            writer.located(text, place, identifier)
            for identifier, (text, place) in enumerate(related, 1)
        ]
        or None,
        code_flows=_code_flows(result, chains, writer),
        partial_fingerprints=writer.fingerprints(result),
        correlation_guid=writer.correlation_guid(result.identity),
        suppressions=_suppressions(result, writer) if writer.audit else None,
        baseline_state=_baseline_state(result, writer.baseline) if writer.audit else None,
        provenance=_provenance(result.past) if writer.audit else None,
        properties=_properties(result) if writer.audit else None,
    )


def gone_result(gone: Gone, writer: Writer) -> Any:
    """What was found before and is there no longer; for the audit alone: GitHub, which does not
    know the word, would open an alert for it."""
    place = None if gone.location is None else writer.physical(gone.location)
    return SarifResult(
        rule_id=gone.rule,
        rule_index=writer.rule_index.get(gone.rule, -1),
        kind="fail",
        level=LEVELS[gone.severity],
        message=Message(text=sentence(message_text(gone.message)) or gone.rule),
        locations=[
            SarifLocation(
                physical_location=place,
                logical_locations=[
                    LogicalLocation(fully_qualified_name=visible(gone.address), kind="resource")
                ],
            )
        ],
        partial_fingerprints=writer.digest(gone.identity),
        correlation_guid=writer.correlation_guid(gone.identity),
        baseline_state="absent",
        provenance=_seen(gone.first_seen, gone.last_seen),
        properties={
            "identity": gone.identity,
            "severity": gone.severity.value,
            "attribute": gone.attribute,
            "environments": list(gone.environments),
        },
    )


def _baseline_state(result: Result, baseline: bool) -> str | None:
    """SARIF has no word for what came back: it is new, and its provenance says since when it was
    first known."""
    if result.past is not None:
        return "unchanged" if result.past.standing is Standing.PERSISTING else "new"
    if not baseline:
        return None
    known = result.suppression is not None and result.suppression.source == "baseline"
    return "unchanged" if known else "new"


def _provenance(past: Past | None) -> Any:
    return None if past is None else _seen(past.first_seen, past.last_seen)


def _seen(first: str | None, last: str | None) -> Any:
    if first is None and last is None:
        return None
    return ResultProvenance(first_detection_time_utc=first, last_detection_time_utc=last)


def _at_the_block(result: Result) -> Result:
    """Drift points at the declaring block, with the attribute as a related location: GitHub keeps
    an alert by its place, and the attribute's line comes and goes with the drift."""
    if result.drift is None or not result.related:
        return result
    (_, block), *others = result.related
    attribute = (result.attribute or "the attribute", result.location)
    return replace(result, location=block, related=(attribute, *others))


def _primary(result: Result, writer: Writer) -> Any:
    return SarifLocation(
        physical_location=writer.physical(result.location),
        logical_locations=_logical(result),
    )


def _logical(result: Result) -> list[Any] | None:
    """The resource's address, and the platform's own name of it where known."""
    names = [result.resource_address]
    if result.resource_id and result.resource_id != result.resource_address:
        names.append(result.resource_id)
    return [
        LogicalLocation(fully_qualified_name=visible(name), kind="resource")
        for name in names
        if name
    ] or None


def _related(
    result: Result, chains: Sequence[Sequence[Call]], writer: Writer
) -> list[tuple[str, Location]]:
    """The related places that the log can name, then the module calls of each way there,
    innermost first."""
    places = [*result.related]
    calls: dict[Location, str] = {}
    for chain in chains:
        for call in reversed(chain):
            calls.setdefault(call.location, call.address)
    places += [(address, location) for location, address in calls.items()]
    named = [place for place in places if writer.physical(place[1]) is not None]
    return named[:MAX_LOCATIONS]


def _code_flows(
    result: Result, chains: Sequence[Sequence[Call]], writer: Writer
) -> list[Any] | None:
    """A flow for each way there: from the root module's call, through each module, to the finding.

    What is only one place, since the others lie where the log cannot name them, is no way.
    """
    room = MAX_LOCATIONS
    flows = []
    said = sentence(message_text(result.message)) or result.resource_address
    place = writer.physical(result.location)
    end = None
    if place is not None:
        message = Message(text=message_text(said) or "related")
        end = ThreadFlowLocation(location=SarifLocation(physical_location=place, message=message))
    for chain in chains:
        steps = [
            writer.step(f"{call.address} is called", call.location) for call in chain[: room - 1]
        ]
        flow = [step for step in (*steps, end) if step is not None]
        room -= len(flow)
        if len(flow) > 1:
            flows.append(CodeFlow(thread_flows=[ThreadFlow(locations=flow)]))
        if room < 2:
            break
    return flows or None


def _suppressions(result: Result, writer: Writer) -> list[Any]:
    """Empty when nothing suppresses the result: SARIF reads that as known to be active."""
    if result.suppression is None:
        return []
    return [_suppression(result.suppression, writer)]


def _suppression(suppression: Suppression, writer: Writer) -> Any:
    location = None
    if suppression.location is not None:
        place = writer.physical(suppression.location)
        if place is not None:
            location = SarifLocation(physical_location=place)
    return SarifSuppression(
        kind="inSource" if suppression.source in _IN_SOURCE else "external",
        state="accepted",
        justification=message_text(suppression.reason) or None,
        location=location,
        properties={
            "source": suppression.source,
            "by": visible(suppression.by),
            "until": suppression.until,
        },
    )


def _properties(result: Result) -> dict[str, Any]:
    """The rest of what is known, for the audit."""
    return {
        "identity": result.identity,
        "severity": result.severity.value,
        "confidence": result.rule.confidence.value,
        "gating": result.gating,
        "standing": None if result.past is None else result.past.standing.value,
        "attribute": result.attribute,
        "resource": {
            "type": result.resource_type,
            "address": result.resource_address,
            "origin": result.resource_origin.value,
            "id": result.resource_id,
        },
        "environments": list(result.environments),
        "instances": instances_json(result.instances),
        "drift": None if result.drift is None else drift_json(result.drift),
    }
