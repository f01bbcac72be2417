"""Policy effect: does what changed outside of Terraform break a rule, or mend one? Pure.

The rulebook runs twice: on the resources as they are recorded (or declared, without a state), and
on what is live. A rule that fails only live was broken by the drift, one that fails no longer was
mended by it. Unprojected attributes are unknown on live, so a rule that needs them is undecided
there and says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scanner.drift.comparison import Comparison, Verified
from scanner.drift.join import Pair
from scanner.model import Kind, Level, Origin, Path, Resource, Unknown, Value
from scanner.outcome import DriftClass, Finding

Evaluate = Callable[[Sequence[Resource]], Iterable[Finding]]
Beside = Callable[
    [Sequence[Resource], Sequence[Resource]], tuple[Iterable[Finding], Iterable[Finding]]
]

# The attributes by which other resources refer to a resource.
_IDENTITY: Final = ("id", "arn", "bucket", "name", "self_link")
_LIVE_CLASSES: Final = (
    DriftClass.DRIFTED,
    DriftClass.CONFLICT,
    DriftClass.ADOPTED,
    DriftClass.DIFFERS,
    DriftClass.MISSING,
    DriftClass.UNMANAGED,
)


def effects(comparison: Comparison, evaluate: Evaluate, beside: Beside | None = None) -> Comparison:
    """The comparison with the effect, the rules and their severity on each finding.

    evaluate: runs the selected rules on resources that belong together, with severities as the
    policy sets them: ``lambda resources: engine.evaluate(resources, rules).findings``. beside:
    others that judge the resources as expected and as they are live, in one go.
    """
    touched = [one for one in comparison.findings if _is_live_change(one)]
    if not touched:
        return comparison
    before, after = _worlds(comparison)
    others: tuple[Iterable[Finding], Iterable[Finding]] = ((), ())
    if beside is not None:
        others = beside(before, after)
    was = _Verdicts([*evaluate(before), *others[0]])
    now = _Verdicts([*evaluate(after), *others[1]])
    places = _Places(touched)
    notes: dict[int, _Note] = {}
    for key, finding in now.fails.items():
        if now.counts[key] > was.counts[key] and key[:2] not in was.open:
            for number in places.of(finding):
                notes.setdefault(number, _Note()).worsened.append(finding)
    for key, finding in was.fails.items():
        resource_gone = finding.resource.address not in now.seen
        if not now.counts[key] and key[:2] not in now.open and not resource_gone:
            for number in places.of(finding):
                notes.setdefault(number, _Note()).improved.append(finding)
    noted = {id(touched[number]): note.on(touched[number]) for number, note in notes.items()}
    findings = tuple(noted.get(id(one), one) for one in comparison.findings)
    return replace(comparison, findings=findings)


def _is_live_change(finding: Finding) -> bool:
    return finding.drift is not None and finding.drift.drift_class in _LIVE_CLASSES


def _is_unmanaged(finding: Finding) -> bool:
    return finding.drift is not None and finding.drift.drift_class is DriftClass.UNMANAGED


@dataclass(slots=True)
class _Note:
    """What the rules say of one drift finding."""

    worsened: list[Finding] = field(default_factory=list)
    improved: list[Finding] = field(default_factory=list)

    def on(self, finding: Finding) -> Finding:
        """The finding with it. Breaking one rule outweighs mending others."""
        assert finding.drift is not None
        said = self.worsened or self.improved
        effect = "worsened" if self.worsened else "improved"
        rules = tuple(dict.fromkeys(one.rule.id for one in said))
        if self.worsened:
            severity = max((one.rule.severity for one in said), key=lambda level: level.rank)
            words = f"{finding.message}; this breaks {', '.join(rules)}"
        else:
            severity = Level.LOW
            words = f"{finding.message}; this mends {', '.join(rules)}, and {_UNDONE}"
        return finding._replace(
            rule=replace(finding.rule, severity=severity),
            message=words,
            drift=replace(finding.drift, effect=effect, rules=rules),
        )


_UNDONE: Final = "the next apply undoes it unless the code follows"


class _Verdicts:
    """Findings counted by (rule, address, attribute): list indexes move, attributes do not."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.fails: dict[tuple[str, str, str], Finding] = {}
        self.open: set[tuple[str, str]] = set()
        self.seen: set[str] = set()
        for one in findings:
            self.seen.add(one.resource.address)
            if one.kind is Kind.FAIL:
                key = (one.rule.id, one.address, one.attribute)
                self.counts[key] += 1
                self.fails.setdefault(key, one)
            elif one.kind is Kind.OPEN:
                self.open.add((one.rule.id, one.address))


class _Places:
    """Which drift findings a verdict of a rule speaks of."""

    def __init__(self, touched: Sequence[Finding]) -> None:
        self._by_address: dict[str, list[int]] = {}
        self._by_value: dict[str, list[int]] = {}
        self._touched = touched
        for number, one in enumerate(touched):
            self._by_address.setdefault(one.address, []).append(number)
            for value in _texts(one.resource.attributes):
                self._by_value.setdefault(value, []).append(number)

    def of(self, verdict: Finding) -> list[int]:
        """First the drift of the attribute that the rule names, or of the judged resource itself
        where nobody manages it; then of resources that refer to the judged one (the versioning of
        a bucket that a rule on buckets judges); then of any attribute of the judged one."""
        here = self._by_address.get(verdict.resource.address, [])
        top = verdict.path[0] if verdict.path else None
        named = [
            number
            for number in here
            if top is not None and self._touched[number].path[:1] == (top,)
        ]
        whole = [number for number in here if _is_unmanaged(self._touched[number])]
        return self._nearest(named, verdict) or whole or self._neighbours(verdict.resource) or here

    def _nearest(self, numbers: list[int], verdict: Finding) -> list[int]:
        """Those whose place has most in common with what the rule names: of a large object,
        a rule speaks of one corner."""
        shared = {n: _common(self._touched[n].path, verdict.path) for n in numbers}
        most = max(shared.values(), default=0)
        return [n for n in numbers if shared[n] == most]

    def _neighbours(self, judged: Resource) -> list[int]:
        found: dict[int, None] = {}
        for name in _IDENTITY:
            value = judged.id if name == "id" else judged.attributes.get(name)
            if isinstance(value, str) and value:
                found.update(dict.fromkeys(self._by_value.get(value, ())))
        for number, one in enumerate(self._touched):
            if _refers(one.resource, judged.address):
                found[number] = None
        return [n for n in found if self._touched[n].address != judged.address]


def _common(one: Path, other: Path) -> int:
    """How many names two paths begin with together; indexes move, names do not."""
    left, right = ([step for step in path if isinstance(step, str)] for path in (one, other))
    return next(
        (n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )


def _texts(attributes: Mapping[str, Value]) -> set[str]:
    return {value for value in attributes.values() if isinstance(value, str) and value}


def _refers(resource: Resource, address: str) -> bool:
    if any(address in names for names in resource.references.values()):
        return True
    return any(
        isinstance(value, Unknown) and address in value.references
        for value in resource.attributes.values()
    )


def _worlds(comparison: Comparison) -> tuple[list[Resource], list[Resource]]:
    """The resources as expected, and as they are live. Only what was compared takes part."""
    before: list[Resource] = []
    after: list[Resource] = []
    for verified in comparison.verified:
        believed = verified.pair.recorded or verified.pair.resource
        before.append(_placed(believed, verified.pair, verified.live.id))
        there = _placed(_merged(verified), verified.pair, verified.live.id)
        # Where a live value moved, what the code refers to is not what is there.
        kept = {
            path: names
            for path, names in there.references.items()
            if not path or path[0] not in verified.changed
        }
        after.append(replace(there, references=kept))
    for pair in comparison.missing:
        # A deleted resource was there before, and is not any more.
        before.append(_placed(pair.recorded or pair.resource, pair))
    # Rules look at what is in the same root: there the unmanaged ones belong, if anywhere.
    scopes = {one.scope for one in before}
    scope = scopes.pop() if len(scopes) == 1 else ""
    after.extend(replace(one, scope=scope or one.scope) for one in comparison.unmanaged)
    return before, after


def _merged(verified: Verified) -> Resource:
    """What is there: live values where they differ, the expected spelling where they do not.

    An attribute that was not read stands as it came, unknown; one outside of the projection is
    left out, which rules see as not read.
    """
    believed = (verified.pair.recorded or verified.pair.resource).attributes
    attributes = {
        name: believed[name]
        if name in believed and name not in verified.changed and not isinstance(value, Unknown)
        else value
        for name, value in verified.live.attributes.items()
    }
    return replace(verified.live, attributes=attributes, origin=Origin.LIVE)


def _placed(resource: Resource, pair: Pair, live_id: str | None = None) -> Resource:
    """A resource of state or live at the place where the code declares it."""
    home = pair.resource
    return replace(
        resource,
        address=pair.address,
        scope=home.scope,
        source=home.source,
        calls=home.calls,
        references=home.references,
        id=live_id or resource.id,
        moved_from=home.moved_from,
    )
