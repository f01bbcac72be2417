"""``resource_drift`` of a plan as drift: what Terraform itself found changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.drift import effects
from scanner.drift.comparison import Comparison, Verified
from scanner.drift.findings import Seen, Writer
from scanner.drift.join import Pair
from scanner.drift.values import MISSING, classify
from scanner.model import Resource
from scanner.outcome import DriftClass, Finding, StateInfo
from scanner.projection import Attribute
from scanner.terraform.plan import same

if TYPE_CHECKING:
    from scanner.drift.effects import Beside
    from scanner.load.recorded import Recorded
    from scanner.terraform.plan import Drifted


def drift_findings(
    record: Recorded,
    evaluate: Callable[[Sequence[Resource]], Iterable[Finding]],
    beside: Beside | None = None,
) -> tuple[Finding, ...]:
    """A finding for each attribute that was changed, and each resource that was deleted.

    evaluate, beside: run the selected rules, to tell what the changes break or mend; see `effects`.
    """
    writer = Writer(StateInfo(record.source))
    findings: list[Finding] = []
    verified: list[Verified] = []
    missing: list[Pair] = []
    for one, code in record.drift:
        pair = Pair(_declared(one, code), one.before)
        if one.after is None:
            words = "was deleted outside Terraform"
            findings.append(writer.whole(pair, None, DriftClass.MISSING, words))
            missing.append(pair)
            continue
        for name in one.changed:
            findings.append(_finding(one, pair, name, writer))
        verified.append(Verified(pair, one.after, frozenset(one.changed)))
    comparison = Comparison(tuple(findings), verified=tuple(verified), missing=tuple(missing))
    return effects(comparison, evaluate, beside).findings


def _declared(one: Drifted, code: Resource | None) -> Resource | None:
    """The code's resource, at the instance that drifted; else the planned one."""
    return one.planned if code is None else replace(code, address=one.before.address)


def _finding(one: Drifted, pair: Pair, name: str, writer: Writer) -> Finding:
    assert one.after is not None
    row = Attribute(name, same)
    planned = MISSING if one.planned is None else one.planned.attributes.get(name, MISSING)
    was, now = one.before.attributes.get(name), one.after.attributes.get(name)
    of = classify(row, planned, was, now, one.planned is not None)
    if of is None or of in (DriftClass.IN_SYNC, DriftClass.UNDEPLOYED):
        of = DriftClass.DRIFTED
    return writer.attribute(pair, one.after, row, of, Seen(planned, was, now))
