"""`compare`: every attribute of every resource in its class, and how much could be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scanner.compare import empty
from scanner.drift.findings import Seen, Writer
from scanner.drift.ignores import DriftIgnore, Ignores, suppressed
from scanner.drift.join import LiveIndex, Pair, is_somewhere, pair_up
from scanner.drift.ownership import Owners, Split
from scanner.drift.tallies import Tally, by_type, diagnostics, why_unread
from scanner.drift.values import (
    MISSING,
    WITH_DEFAULTS,
    classify,
    classify_undeployed,
    has_unknown,
    views,
)
from scanner.model import Diagnostic, Location, Resource, Value
from scanner.outcome import Coverage, DriftClass, Finding, StateInfo
from scanner.projection import Attribute, AttributeKind, LiveView, Projection, Unread

_NOTHING: Final[frozenset[str]] = frozenset()  # One for all: most have not changed.
_NOWHERE_LIVE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)


@dataclass(frozen=True, slots=True)
class Verified:
    """A managed resource that was compared with its live counterpart.

    changed: top-level attributes whose live value is not the one that was expected.
    """

    pair: Pair
    live: Resource
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """findings: one per (resource, attribute) that is not in sync, one pass per resource in
    sync. diagnostics: what could not be read (errors) or compared (notes). verified, missing,
    unmanaged: the resources that `effects` judges, found live, gone, and nobody's.
    appliers: of Kubernetes objects, by scope and address, who applied them by a server-side apply.
    """

    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    verified: tuple[Verified, ...] = ()
    missing: tuple[Pair, ...] = ()
    unmanaged: tuple[Resource, ...] = ()
    appliers: Mapping[tuple[str, str], str] = field(default_factory=dict)


def compare(
    declared: Sequence[Resource] | None,
    recorded: Sequence[Resource] | None,
    live: LiveView | None,
    projections: Mapping[str, Projection],
    *,
    deposed: Sequence[Resource] = (),
    splits: Iterable[Split] = (),
    state: StateInfo | None = None,
    anchor: Location | None = None,
    recorded_in: Callable[[Resource], StateInfo | None] | None = None,
    ignores: Ignores | None = None,
) -> Comparison:
    """Compare any two or all three views of a root module.

    declared: evaluated code; None when there is none. recorded: the state; None when there is
    none. live: what the platforms answered; None when they were not asked. deposed: objects that
    the state holds beside `recorded`, which therefore are not unmanaged.
    splits: settings written inside or outside of a resource, see `ownership.Split`.
    state, anchor, recorded_in: see `findings.Writer`.
    ignores: differences that do not count; notes which of them were of use.
    """
    pairs = pair_up(declared, recorded)
    index = LiveIndex(live, projections) if live is not None else None
    run = _Run(
        projections,
        index,
        Owners.of(splits, pairs),
        Writer(state, anchor, recorded_in),
        has_state=recorded is not None,
        has_code=declared is not None,
        ignores=ignores or Ignores(),
    )
    # What the state holds comes first: a name that it has is not joined to a declared twin.
    for pair in sorted(pairs, key=lambda one: one.recorded is None):
        run.pair(pair)
    if index is not None:
        for one in deposed:
            index.claim(one)
        run.unmanaged(index)
    order = {id(pair): number for number, pair in enumerate(pairs)}
    run.found.sort(key=lambda entry: order.get(entry[0], len(order)))
    return Comparison(
        findings=tuple(finding for _, finding in run.found),
        diagnostics=tuple(run.diagnostics()),
        coverage=run.coverage(len(pairs)),
        verified=tuple(run.verified),
        missing=tuple(run.missing),
        unmanaged=tuple(run.extra),
    )


@dataclass(slots=True)
class _Run:
    projections: Mapping[str, Projection]
    index: LiveIndex | None
    owners: Owners
    write: Writer
    has_state: bool
    has_code: bool
    ignores: Ignores
    found: list[tuple[int, Finding]] = field(default_factory=list)
    verified: list[Verified] = field(default_factory=list)
    missing: list[Pair] = field(default_factory=list)
    extra: list[Resource] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    compared: int = 0
    not_compared: int = 0
    unread: int = 0
    ignored: int = 0

    def pair(self, pair: Pair) -> None:
        """Compare one managed resource."""
        type_ = pair.resource.type
        projection = self.projections.get(type_)
        tally = self.tallies.setdefault(type_, Tally())
        removed = self.has_code and pair.declared is None and not pair.unloaded
        if projection is None or self.index is None:
            if projection is None and is_somewhere(type_):
                of_cluster = type_.startswith("kubernetes_")
                tally.miss("unsupported", _IN_A_CLUSTER if of_cluster else _NO_READER)
            return self._code_against_state(pair, projection, removed)
        key = projection.key(pair.recorded or pair.resource)
        if key is None and pair.recorded is not None and pair.recorded.id:
            key = pair.recorded.id
        if key is None:
            return self._not_joinable(pair, tally)
        live = self.index.find(pair.recorded or pair.resource, key)
        if isinstance(live, Unread):
            return self._unread(pair, live, tally, removed)
        tally.compared += 1
        if live is None:
            return self._absent(pair, removed)
        if removed:
            return self._report(pair, live, DriftClass.UNDEPLOYED, _TO_DESTROY)
        if pair.recorded is None and self.has_state:
            return self._report(pair, live, DriftClass.UNMANAGED, _TO_IMPORT)
        return self._attributes(pair, live, projection)

    def _attributes(self, pair: Pair, live: Resource, projection: Projection) -> None:
        changed: set[str] = set()
        before, compared = len(self.found), self.compared
        about = self.ignores.about(pair.resource, pair.address, live.id)
        for row in self._rows(pair, projection):
            code, state, there = views(row, pair.declared, pair.recorded, live)
            coded = pair.declared is not None
            of = None if there is MISSING else classify(row, code, state, there, coded)
            ignore = None
            if of is None:
                self.not_compared += any(_is_said(value) for value in (code, state))
                continue
            if of is DriftClass.UNREAD:
                self.unread += 1
                self.ignores.seen(one for one in about if one.covers(row.path))
                unknown = has_unknown(there)
                seen = Seen(code, state, MISSING, why_unread(unknown.reason) if unknown else "")
            else:
                seen = Seen(code, state, there)
                ignore = self.ignores.first(about, row.path, of)
                if ignore is None and about:
                    of, seen, ignore = self._but_for_keys(about, row, of, seen, coded)
                if ignore is None:
                    self.compared += 1
                else:
                    self.ignored += 1
            if of is not DriftClass.IN_SYNC:
                self._add(pair, self.write.attribute(pair, live, row, of, seen), ignore)
            if of not in (DriftClass.IN_SYNC, DriftClass.UNREAD):
                changed.add(row.path.split(".", 1)[0])
        self.not_compared += _unprojected(pair, projection)
        self.verified.append(Verified(pair, live, frozenset(changed) if changed else _NOTHING))
        if len(self.found) == before and self.compared > compared:
            self._report(pair, live, DriftClass.IN_SYNC, "in sync")

    def _but_for_keys(
        self, about: Sequence[DriftIgnore], row: Attribute, of: DriftClass, seen: Seen, coded: bool
    ) -> tuple[DriftClass, Seen, DriftIgnore | None]:
        """The verdict on a map without its ignored keys. Where these make all the difference, it
        stays what it was, with the entry that ignores it."""
        keys = self.ignores.keys(about, row.path)
        if not keys:
            return of, seen, None
        rest = Seen(
            *(self.ignores.without(one, keys) for one in (seen.declared, seen.recorded, seen.live))
        )
        left = classify(row, rest.declared, rest.recorded, rest.live, coded)
        if left in (None, DriftClass.IN_SYNC):
            return of, seen, None if of is DriftClass.IN_SYNC else keys[0][0]
        return left, rest, None

    def _rows(self, pair: Pair, projection: Projection) -> list[Attribute]:
        paths = {row.path for row in projection.attributes}
        # default_tags make tags_all of tags: one is compared with all there is, the other not.
        sums = {whole for own, whole in WITH_DEFAULTS.items() if own in paths}
        return [
            row
            for row in projection.attributes
            if row.kind not in _NOWHERE_LIVE
            and row.path not in sums
            and not self.owners.owned_elsewhere(pair, row.path)
        ]

    def _code_against_state(self, pair: Pair, projection: Projection | None, removed: bool) -> None:
        """Without a live view (of the type) what remains is what is not applied yet."""
        if removed:
            return self._report(pair, None, DriftClass.UNDEPLOYED, _TO_DESTROY)
        if pair.recorded is None:
            if self.has_state:
                self._report(pair, None, DriftClass.UNDEPLOYED, _TO_CREATE)
            return None
        about = self.ignores.about(pair.resource, pair.address, None)
        for row in self._rows(pair, projection) if projection else ():
            code, state, _ = views(row, pair.declared, pair.recorded, None)
            if classify_undeployed(row, code, state) is DriftClass.UNDEPLOYED:
                seen = Seen(code, state, MISSING)
                of = DriftClass.UNDEPLOYED
                ignore = self.ignores.first(about, row.path, of)
                self._add(pair, self.write.attribute(pair, None, row, of, seen), ignore)
        return None

    def _not_joinable(self, pair: Pair, tally: Tally) -> None:
        if self.has_state and pair.recorded is None:
            # Its name is generated on creation, so it cannot be live already.
            tally.compared += 1
            return self._report(pair, None, DriftClass.UNDEPLOYED, _TO_CREATE)
        self.unclear.add(pair.resource.type)
        return tally.miss("unsupported", _NOT_JOINABLE)

    def _unread(self, pair: Pair, unread: Unread, tally: Tally, removed: bool) -> None:
        why = why_unread(unread.reason)
        tally.miss("denied" if unread.denied else "unread", why)
        if removed:
            return self._report(pair, None, DriftClass.UNDEPLOYED, _TO_DESTROY)
        if self.has_state and pair.recorded is None:
            return self._report(pair, None, DriftClass.UNDEPLOYED, _TO_CREATE)
        return self._report(pair, None, DriftClass.UNREAD, f"could not be read: {why}")

    def _absent(self, pair: Pair, removed: bool) -> None:
        if removed:
            return self._report(pair, None, DriftClass.ADOPTED, _GONE)
        if pair.recorded is None:
            if "[*]" in pair.address:
                return None  # There may rightly be none.
            words = _TO_CREATE if self.has_state else _NOT_LIVE
            return self._report(pair, None, DriftClass.UNDEPLOYED, words)
        self.missing.append(pair)
        return self._report(pair, None, DriftClass.MISSING, "was deleted outside Terraform")

    def unmanaged(self, index: LiveIndex) -> None:
        """Report what is left over."""
        for one in index.unclaimed():
            if one.type in self.unclear:
                # It may be the one that could not be joined.
                self.tallies[one.type].reasons["unsupported", _MAYBE_MANAGED] += 1
                continue
            self.extra.append(one)
            about = self.ignores.about(one, one.address, one.id)
            ignore = self.ignores.first(about, "", DriftClass.UNMANAGED)
            finding = self.write.unmanaged(one)
            self.found.append((0, suppressed(finding, ignore) if ignore else finding))

    def _report(self, pair: Pair, live: Resource | None, of: DriftClass, reason: str) -> None:
        ignore = None
        if of is not DriftClass.IN_SYNC:
            about = self.ignores.about(pair.resource, pair.address, _id_of(pair, live))
            if of is DriftClass.UNREAD:
                self.ignores.seen(about)
            else:
                ignore = self.ignores.first(about, "", of)
        self._add(pair, self.write.whole(pair, live, of, reason), ignore)

    def _add(self, pair: Pair, finding: Finding, ignore: DriftIgnore | None = None) -> None:
        self.found.append((id(pair), suppressed(finding, ignore) if ignore else finding))

    def coverage(self, resources: int) -> Coverage:
        """How much was compared."""
        return Coverage(
            resources=resources,
            compared=self.compared,
            not_compared=self.not_compared,
            unread=self.unread,
            ignored=self.ignored,
            types=by_type(self.tallies),
        )

    def diagnostics(self) -> Iterable[Diagnostic]:
        """Errors for what is in scope and was not read, notes for what has no reader."""
        if self.index is None:
            return ()
        findings = (finding for _, finding in self.found)
        return diagnostics(self.tallies, self.index.view.unread, findings)


_NO_READER = "trueup has no live reader for this type"
_IN_A_CLUSTER = "it is in a cluster; compare it in a run of its own, with --live kubernetes"
_TO_CREATE = "declared, but not created yet"
_TO_DESTROY = "no longer declared, but not destroyed yet"
_TO_IMPORT = "exists and is declared, but is not in the state: it needs an import"
_NOT_LIVE = "declared, but not live"
_NOT_JOINABLE = "only the state knows its id; give one with --state"
_MAYBE_MANAGED = "live, but whether the code means it is not known; give a state with --state"
_GONE = "gone from the code and from the platform; only the state still has it"


def _unprojected(pair: Pair, projection: Projection) -> int:
    """How many attributes that the code (or else the state) sets are outside the projection."""
    known = {row.path.split(".", 1)[0] for row in projection.attributes}
    known.update(WITH_DEFAULTS.values(), ("id", "timeouts"))
    return sum(
        1
        for name, value in pair.resource.attributes.items()
        if name not in known and _is_said(value)
    )


def _id_of(pair: Pair, live: Resource | None) -> str | None:
    return next((one.id for one in (live, pair.recorded) if one and one.id), None)


def _is_said(value: Value) -> bool:
    return value is not MISSING and not empty(value)
