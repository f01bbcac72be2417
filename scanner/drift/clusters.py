"""`compare_objects`: declared Kubernetes objects against a live cluster. Pure.

Which live object is which declared one, the reader knows: it has asked the cluster what its kinds
are. Here each pair becomes findings, and what is left over becomes unmanaged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scanner.drift import managers, sealed
from scanner.drift.bookkeeping import LAST_APPLIED, settled
from scanner.drift.cluster_view import ClusterPair, ClusterView, Recorded
from scanner.drift.comparison import Comparison, Verified
from scanner.drift.difference import Difference
from scanner.drift.join import Pair
from scanner.drift.object_findings import Words
from scanner.drift.objects import differences
from scanner.drift.overlay import overlaid
from scanner.drift.values import MISSING
from scanner.model import Diagnostic, DiagnosticLevel, Location, Path, Resource, Value
from scanner.outcome import Coverage, DriftClass, Finding, StateInfo, TypeCoverage
from scanner.projection import Unread
from scanner.shapes.workloads import WORKLOADS


def compare_objects(
    view: ClusterView,
    *,
    anchor: Callable[[Resource], Location | None] = lambda _: None,
    state: StateInfo | None = None,
) -> Comparison:
    """Compare every declared object with the live one, field by field.

    anchor: the place to point at for a live object that no manifest declares. state: where what
    the pairs have as recorded comes from.
    """
    run = _Run(view, Words(anchor, state))
    for pair in view.pairs:
        run.pair(pair)
    for one in view.others:
        run.findings.append(run.words.unmanaged(one, managers.created(one.attributes)))
    for one in view.nameless:
        run.tally(one.type).miss("unsupported", "the server makes its name")
    for one in view.left_out:
        run.tally(one.type).miss("unsupported", "it is in none of the namespaces asked for")
    return Comparison(
        findings=tuple(run.findings),
        diagnostics=tuple(run.diagnostics()),
        coverage=run.coverage(),
        verified=tuple(run.verified),
        missing=tuple(run.missing),
        unmanaged=tuple(replace(one, attributes=settled(one.attributes)) for one in view.others),
        appliers=run.appliers,
    )


def concerned(comparison: Comparison) -> tuple[Verified, ...]:
    """Of the compared objects those whose verdicts a drift may change, for `effects`.

    A rule on a workload looks at what is not one beside it, in its namespace; a rule on anything
    else may look at all there is there. So of ten thousand Deployments in sync few are judged.
    """
    touched: set[str] = set()
    whole: set[str] = set()
    gone = [pair.resource for pair in comparison.missing]
    for one in (*gone, *comparison.unmanaged):
        whole.add(_home(one))
    for verified in comparison.verified:
        if verified.changed:
            home = _home(verified.live)
            (touched if verified.live.type in WORKLOADS else whole).add(home)
    if "" in whole:
        return comparison.verified
    return tuple(
        one
        for one in comparison.verified
        if one.changed
        or (home := _home(one.live)) in whole
        or (one.live.type not in WORKLOADS and (home in touched or (touched and not home)))
    )


def _home(resource: Resource) -> str:
    """The namespace of an object, "" for none; also for one that does not say."""
    metadata = resource.attributes.get("metadata")
    namespace = metadata.get("namespace") if isinstance(metadata, Mapping) else None
    return namespace if isinstance(namespace, str) else ""


@dataclass(slots=True)
class _Tally:
    compared: int = 0
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def miss(self, kind: str, reason: str) -> None:
        """kind: unread, unsupported or denied."""
        self.missed[kind, reason] += 1

    def of(self, kind: str) -> int:
        """How many were missed in this way."""
        return sum(count for (one, _), count in self.missed.items() if one == kind)


_TERRAFORM_SECRET: Final = re.compile(r"(?:^|\.)kubernetes_secret(?:_v1)?\.")
_SCALERS: Final = ("HorizontalPodAutoscaler", "ScaledObject.keda.sh")


@dataclass(slots=True)
class _Run:
    view: ClusterView
    words: Words
    findings: list[Finding] = field(default_factory=list)
    verified: list[Verified] = field(default_factory=list)
    missing: list[Pair] = field(default_factory=list)
    tallies: dict[str, _Tally] = field(default_factory=dict)
    scaled: frozenset[tuple[str, str, str]] | None = None
    appliers: dict[tuple[str, str], str] = field(default_factory=dict)
    compared: int = 0
    not_compared: int = 0

    def tally(self, type_: str) -> _Tally:
        return self.tallies.setdefault(type_, _Tally())

    def pair(self, pair: ClusterPair) -> None:
        """Compare one object."""
        declared, live = pair.declared, pair.live
        tally = self.tally(declared.type)
        if isinstance(live, Unread):
            tally.miss("denied" if live.denied else "unread", live.reason)
            reason = f"could not be read: {live.reason}"
            self.findings.append(self.words.whole(declared, None, DriftClass.UNREAD, reason))
            return
        whole = self._whole(pair, live)
        if whole is not None:
            tally.compared += 1
            of, reason = whole
            if of is DriftClass.MISSING:
                self.missing.append(Pair(declared, None))
            self.findings.append(self.words.whole(declared, live, of, reason))
            return
        assert live is not None
        try:
            self._object(declared, live, pair.recorded)
        except RecursionError:
            # Of the live object: how deep a manifest goes, its loader bounds.
            tally.miss("unread", _TOO_DEEP)
            reason = f"could not be compared: {_TOO_DEEP}"
            self.findings.append(self.words.whole(declared, None, DriftClass.UNREAD, reason))
        else:
            tally.compared += 1

    def _whole(self, pair: ClusterPair, live: Resource | None) -> tuple[DriftClass, str] | None:
        """The class of an object that is in not all of the views; None for one that is."""
        recorded = pair.recorded
        if recorded is None:
            return (DriftClass.MISSING, _MISSING) if live is None else None
        if recorded.removed:
            if live is None:
                return DriftClass.ADOPTED, _GONE
            return DriftClass.UNDEPLOYED, _TO_DESTROY
        if recorded.item is None:
            if live is None:
                return DriftClass.UNDEPLOYED, _TO_CREATE
            return DriftClass.UNMANAGED, _TO_IMPORT
        if live is None:
            return DriftClass.MISSING, _DELETED
        if recorded.replaced_by:
            return DriftClass.UNDEPLOYED, f"is to be replaced by {recorded.replaced_by}"
        return None

    def _object(self, declared: Resource, live: Resource, recorded: Recorded | None) -> None:
        owners = managers.entries(live.attributes)
        last = last_applied(live.attributes)
        mine, theirs = declared.attributes, live.attributes
        by_state = recorded is not None and recorded.item is not None
        if recorded is not None and recorded.item is not None:
            last, by_state = recorded.item.attributes, not recorded.exact
            if recorded.undeclared:
                mine = {name: mine[name] for name in ("apiVersion", "kind") if name in mine}
        renamed: Mapping[Path, Path] = {}
        if declared.type == "Secret":
            plain = _TERRAFORM_SECRET.search(declared.address) is not None
            mine, renamed = sealed.declared(mine, self.view.seal, plain=plain)
            if recorded is not None and last is not None:
                last, others = sealed.declared(last, self.view.seal, plain=plain)
                renamed = {**others, **renamed}
        found = differences(
            mine,
            theirs,
            last,
            owners,
            self.view.schema,
            autoscaled=self._autoscaled(declared, live, owners),
            by_state=by_state,
        )
        if found.applier:
            self.appliers[declared.scope, declared.address] = found.applier
        self.compared += found.fields
        self.not_compared += found.unknown + found.skipped
        for one in found.differences:
            where = renamed.get(one.path, one.path)
            secret = declared.type == "Secret" and one.path[:1] in (("data",), ("stringData",))
            owner = managers.last_change(owners, one.steps) if one.live is not MISSING else None
            change = owner.change if owner is not None else None
            self.findings.append(
                self.words.field(declared, live, replace(one, path=where), secret, change, recorded)
            )
        # Digests of a Secret's values are nothing that a rule could judge; and what is not applied
        # yet nobody has changed in the cluster.
        judged = [
            one
            for one in found.differences
            if one.of is not DriftClass.UNDEPLOYED
            and (declared.type != "Secret" or one.path[:1] != ("data",))
        ]
        self._verify(declared, live, judged)
        if not found.differences:
            self.findings.append(self.words.whole(declared, live, DriftClass.IN_SYNC, "in sync"))

    def _verify(self, declared: Resource, live: Resource, found: Sequence[Difference]) -> None:
        """What rules judge: the declared object, and the same with what differs as it is live."""
        after = overlaid(declared.attributes, found) if found else declared.attributes
        changed = frozenset(str(one.path[0]) for one in found if one.path)
        there = replace(live, attributes=after)
        self.verified.append(Verified(Pair(declared, None), there, changed))

    def _autoscaled(
        self, declared: Resource, live: Resource, owners: Sequence[managers.Entry]
    ) -> bool:
        if "spec" not in declared.attributes:
            return False
        if self.scaled is None:
            self.scaled = frozenset(_targets(pair.declared for pair in self.view.pairs))
        metadata = live.attributes.get("metadata")
        if not isinstance(metadata, Mapping):
            return False
        home, name = str(metadata.get("namespace", "")), str(metadata.get("name", ""))
        kind = declared.type.partition(".")[0]
        if {("-", kind, name), (home, kind, name)} & self.scaled:
            return True
        # By way of the scale subresource, and by no person: an autoscaler.
        last = managers.last_change(owners, ("spec", "replicas"))
        return last is not None and last.subresource == "scale" and not last.human

    def coverage(self) -> Coverage:
        """How much was compared, by kind."""
        types = {
            name: TypeCoverage(
                one.compared,
                one.of("unread"),
                one.of("unsupported"),
                one.of("denied"),
                "; ".join(reason for (_, reason), _ in one.missed.most_common(3)) or None,
            )
            for name, one in sorted(self.tallies.items())
        }
        total = len(self.view.pairs) + len(self.view.nameless) + len(self.view.left_out)
        return Coverage(
            resources=total,
            compared=self.compared,
            not_compared=self.not_compared,
            types=types,
        )

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Errors for what was not read, notes for what cannot be compared."""
        failed: Counter[tuple[str, str, str]] = Counter()
        for name, tally in self.tallies.items():
            for (kind, reason), count in tally.missed.items():
                if kind == "unsupported":
                    message = f"{name}: {count} not compared with live: {reason}"
                    yield Diagnostic(DiagnosticLevel.NOTE, "drift-not-compared", message)
                else:
                    failed[name, kind, reason] += count
        for one in self.view.unread:
            key = one.type, "denied" if one.denied else "unread", one.reason
            failed[key] = failed[key] or 1
        for (name, kind, reason), count in failed.items():
            hint = "grant what `trueup permissions` prints" if kind == "denied" else "run again"
            message = f"{name}: {count} could not be read: {reason}; {hint}"
            yield Diagnostic(DiagnosticLevel.ERROR, f"live-{kind}", message)


_TOO_DEEP: Final = "the live object is nested too deeply"
_DELETED: Final = "was deleted outside Terraform"
_GONE: Final = "gone from the code and from the cluster; only the state still has it"
_TO_CREATE: Final = "declared, but not created yet"
_TO_DESTROY: Final = "no longer declared, but not destroyed yet"
_TO_IMPORT: Final = "is live and declared, but not in the state: it needs an import"
_MISSING: Final = "declared, but not in the cluster: it was deleted, or never applied"


def last_applied(item: Mapping[str, Value]) -> Mapping[str, Value] | None:
    """What `kubectl apply` noted in an object that it applied; None without such a note."""
    metadata = item.get("metadata")
    notes = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    text = notes.get(LAST_APPLIED) if isinstance(notes, Mapping) else None
    if not isinstance(text, str):
        return None
    try:
        import json

        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _targets(declared: Iterable[Resource]) -> Iterator[tuple[str, str, str]]:
    """(namespace, kind, name) of what declared autoscalers scale."""
    for one in declared:
        if one.type not in _SCALERS:
            continue
        spec, metadata = one.attributes.get("spec"), one.attributes.get("metadata")
        target = spec.get("scaleTargetRef") if isinstance(spec, Mapping) else None
        if isinstance(target, Mapping) and isinstance(metadata, Mapping):
            kind = target.get("kind") or "Deployment"
            yield str(metadata.get("namespace") or "-"), str(kind), str(target.get("name"))
