"""One declared Kubernetes object against the live one: every field that is not in sync. Pure.

A declared field must be live, in whatever spelling. One that is live and not declared is the
server's or a controller's business, unless it was declared once, which last-applied or the
managedFields of a server-side apply tell, or somebody set it by hand, which managedFields tell too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scanner.drift.bookkeeping import compared_metadata, left_alone
from scanner.drift.difference import Compared, Difference, Spot
from scanner.drift.elements import (
    Elements,
    alike,
    keyed,
    matched,
    merge_keys,
    order_counts,
    orders,
    shown,
)
from scanner.drift.fields import PLAIN, UNKNOWN, Field, Schema
from scanner.drift.managers import Claims, Entry, claims
from scanner.drift.spellings import CHOSEN, is_empty, is_left_out, same
from scanner.drift.undeclared import left_out, only_live, says_nothing, unrecorded
from scanner.drift.values import MISSING, has_unknown
from scanner.drift.verdicts import Views, classify
from scanner.model import Unknown, Value
from scanner.outcome import DriftClass

MAX_DEPTH: Final = 100

_NOT_COMPARED: Final = frozenset({"apiVersion", "kind", "metadata", "status"})
_SECOND_CHOICE: Final = frozenset({"clusterIPs", "ipFamilies"})
_MAX_WORK: Final = 20_000


def differences(
    declared: Mapping[str, Value],
    live: Mapping[str, Value],
    recorded: Mapping[str, Value] | None,
    managers: Sequence[Entry],
    schema: Schema,
    *,
    autoscaled: bool = False,
    by_state: bool = False,
) -> Compared:
    """What differs.

    recorded: what was last applied, None when nothing tells. managers: of the live object.
    autoscaled: its number of replicas is not the manifest's to say. by_state: what is recorded is
    what Terraform's state holds: all that the provider saw, and not what was declared alone. Then
    what the code leaves out counts as it is recorded.
    """
    version, kind = declared.get("apiVersion"), declared.get("kind")
    root = schema.root(version, kind) if isinstance(version, str) and isinstance(kind, str) else ""
    walk = _Walk(schema, recorded is not None, autoscaled, by_state)
    owned = claims(managers, declared)
    walk.found.applier = owned.applier
    walk.argo = any(one.manager.startswith("argocd") for one in managers)
    walk.skip = left_alone(declared)
    top = Field("o", type=root) if root else UNKNOWN
    body = [name for name in declared if name not in _NOT_COMPARED]
    extra = [name for name in live if name not in _NOT_COMPARED and name not in declared]
    walk.mapping(
        {name: declared[name] for name in body},
        {name: live[name] for name in (*body, *extra) if name in live},
        {k: v for k, v in recorded.items() if k not in _NOT_COMPARED} if recorded else recorded,
        owned,
        top,
        Spot(),
    )
    mine, theirs, before = (compared_metadata(one) for one in (declared, live, recorded or {}))
    walk.mapping(
        mine,
        theirs,
        before if recorded is not None else None,
        owned.below("metadata"),
        schema.field(root, "metadata") if root else UNKNOWN,
        Spot().at("metadata"),
    )
    return walk.found


@dataclass(slots=True)
class _Walk:
    schema: Schema
    has_record: bool
    autoscaled: bool
    by_state: bool = False
    # Whether what is compared stands in for what the code leaves out.
    presumed: bool = False
    skip: frozenset[str] = frozenset()
    argo: bool = False
    found: Compared = field(default_factory=Compared)
    # Shared with trials: lists in lists are tried element by element, which adds up.
    work: list[int] = field(default_factory=lambda: [0])

    def mapping(
        self,
        declared: Mapping[str, Value],
        live: Mapping[str, Value],
        recorded: Value,
        owned: Claims,
        of: Field,
        spot: Spot,
    ) -> None:
        """Compare two objects, or two maps."""
        before = recorded if isinstance(recorded, Mapping) else {}
        for name, value in declared.items():
            if value is None or name in self.skip:
                continue
            there = live.get(name, MISSING)
            known = before.get(name, MISSING)
            alike = there is not MISSING and type(value) is type(there) and value == there
            if alike and (not self.by_state or known is MISSING or known == value):
                self.found.fields += 1
                continue
            if is_empty(value) and not is_empty(there) and of.form != "O":
                continue  # Looked at below: nothing is declared in it.
            inner = self._inner(of, name)
            self.value(value, there, known, owned.below(name), inner, name, spot)
        if self.by_state and of.form in ("o", "") and not self.presumed:
            self._left_out(declared, live, before, of, spot)
            live = {name: value for name, value in live.items() if is_empty(before.get(name))}
        elif self.by_state:
            owned = unrecorded(live, spot.path) or owned
        if before or owned:
            self._undeclared(declared, live, before, owned, of, spot)

    def value(
        self,
        declared: Value,
        live: Value,
        recorded: Value,
        owned: Claims,
        of: Field,
        name: str,
        spot: Spot,
    ) -> None:
        """Compare one declared field with what is live there."""
        if isinstance(declared, Unknown):
            self.found.unknown += 1
            return
        if name == "replicas" and spot.path == ("spec",) and self.autoscaled:
            self.found.skipped += 1
            return
        if name in CHOSEN and declared in ("", 0):
            return
        if live is MISSING or live is None:
            if self.presumed and says_nothing(declared):
                return
            self.found.fields += 1
            if not is_left_out(of, name, declared) and not self._alias(name, declared, spot):
                self.report(declared, recorded, MISSING, spot.at(name), of)
            return
        if len(spot.path) > MAX_DEPTH:
            return
        if isinstance(declared, Mapping) and isinstance(live, Mapping):
            self.mapping(declared, live, recorded, owned, of, spot.at(name))
        elif isinstance(declared, list) and isinstance(live, list):
            self.elements(declared, live, recorded, owned, of, name, spot.at(name))
        else:
            self.found.fields += 1
            if not same(of, declared, live):
                self.report(declared, recorded, live, spot.at(name), of)
            elif self._is_behind(of, recorded, live):
                self.report(declared, recorded, live, spot.at(name), of, DriftClass.ADOPTED)

    def _alias(self, name: str, declared: Value, spot: Spot) -> bool:
        """Whether the field is an older name, which only some servers still show."""
        return name == "serviceAccount" and bool(spot.path)

    def _inner(self, of: Field, name: str) -> Field:
        if of.form == "o":
            return self.schema.field(of.type, name)
        if of.form == "O":
            return Field("o", type=of.type)
        if of.form in ("Q", "B"):
            return Field(of.form.lower())
        return PLAIN if of.form else UNKNOWN

    def _is_behind(self, of: Field, recorded: Value, live: Value) -> bool:
        """Whether a state has another value than code and platform."""
        if not self.by_state or self.presumed or isinstance(recorded, (dict, list)):
            return False
        return recorded not in (MISSING, None) and not same(of, recorded, live)

    def _left_out(
        self,
        declared: Mapping[str, Value],
        live: Mapping[str, Value],
        recorded: Mapping[str, Value],
        of: Field,
        spot: Spot,
    ) -> None:
        """What the code leaves out and the state has: what is live otherwise was changed."""
        self.presumed = True
        for name, value, there in left_out(declared, live, recorded, self.skip):
            self.value(value, there, value, Claims(), self._inner(of, name), name, spot)
        self.presumed = False

    def _undeclared(
        self,
        declared: Mapping[str, Value],
        live: Mapping[str, Value],
        recorded: Mapping[str, Value],
        owned: Claims,
        of: Field,
        spot: Spot,
    ) -> None:
        """What is live and not declared, where it was applied once or somebody set it by hand."""
        for name, value in only_live(declared, live, spot.path, self.skip, self.argo):
            if name == "replicas" and spot.path == ("spec",) and self.autoscaled:
                continue
            before = recorded.get(name, MISSING)
            here, inner = spot.at(name), self._inner(of, name)
            if not is_empty(before) and declared.get(name) is None:
                self.report(MISSING, before, value, here, inner)
                continue
            claimed = owned.below(name)
            if claimed and not is_left_out(inner, name, value):
                self._claimed(value, claimed, inner, name, here)

    def _claimed(self, value: Value, owned: Claims, of: Field, name: str, spot: Spot) -> None:
        """What is live and not declared, as far as it is claimed."""
        if owned.is_applied:
            self.report(MISSING, value, value, spot, of, DriftClass.UNDEPLOYED)
        elif isinstance(value, Mapping) and not owned.to_all:
            self.mapping({}, value, None, owned, of, spot)
        elif isinstance(value, list) and not owned.to_all:
            self.elements([], value, MISSING, owned, of, name, spot)
        else:
            self.report(MISSING, MISSING, value, spot)

    # ---- lists ---------------------------------------------------------------------------------

    def elements(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: Value,
        owned: Claims,
        of: Field,
        name: str,
        spot: Spot,
    ) -> None:
        """Compare two lists, by the keys of their elements where they have some."""
        if any(isinstance(one, Unknown) for one in declared):
            self.found.unknown += 1
            return None
        before = recorded if isinstance(recorded, list) else []
        keys = merge_keys(of, name, declared, live)
        if keys:
            mine, theirs = keyed(declared, keys), keyed(live, keys)
            if mine is not None and theirs is not None:
                return self._merged(mine, theirs, keyed(before, keys) or {}, owned, of, spot)
        if of.form == "s" or name in _SECOND_CHOICE:
            return self._set(declared, live, before, owned, spot)
        return self._atomic(declared, live, before, of, name, spot)

    def _merged(
        self,
        declared: Elements,
        live: Elements,
        recorded: Elements,
        owned: Claims,
        of: Field,
        spot: Spot,
    ) -> None:
        """A list that is merged by keys: what else is live in it is not ours to judge."""
        element = _element(of)
        for key, (index, keys, value) in declared.items():
            before = recorded[key][2] if key in recorded else MISSING
            if key not in live:
                self.found.fields += 1
                here = spot.element(index, len(live), keys)
                self.report(value, before, MISSING, here, element)
                continue
            there = live[key]
            here = spot.element(index, there[0], there[1])
            self.mapping(value, there[2], before, owned.below(there[1]), element, here)
        extra = [item for item in live.items() if item[0] not in declared]
        for number, (key, (index, keys, value)) in enumerate(extra, len(declared)):
            here = spot.element(number, index, keys)
            if key in recorded:
                self.report(MISSING, recorded[key][2], value, here, element)
            elif claimed := owned.below(keys):
                self._claimed(value, claimed, element, "", here)
        moved = orders(of, spot.path, declared, live)
        if moved is not None:
            common = [key for key in recorded if key in declared and key in live]
            known = shown(common) if len(common) == len(moved[0]) else MISSING
            self.report(moved[0], known, moved[1], spot, of, order=True)

    def _set(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: list[Value],
        owned: Claims,
        spot: Spot,
    ) -> None:
        self.found.fields += 1
        extra = [one for one in live if one not in declared]
        applied = [one for one in extra if owned.value(one).is_applied]
        added = [one for one in extra if one in recorded or owned.value(one)]
        if any(one not in live for one in declared) or added:
            of = DriftClass.UNDEPLOYED if applied and applied == added else None
            before = live if of is not None else recorded or MISSING
            self.report(declared, before, live, spot, verdict=of)

    def _atomic(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: list[Value],
        of: Field,
        name: str,
        spot: Spot,
    ) -> None:
        """A list that has one owner: nothing else may be in it."""
        if not all(isinstance(one, Mapping) for one in (*declared, *live)):
            self.found.fields += 1
            if not alike(declared, live, name):
                self.report(declared, recorded or MISSING, live, spot)
            return
        element = _element(of)
        places = matched(declared, live, lambda one, other: self._covers(one, other, element, spot))
        mine = [index for index, place in enumerate(places) if place is None]
        theirs = [index for index in range(len(live)) if index not in places]
        for number, index in enumerate(mine):
            before = recorded[index] if index < len(recorded) else MISSING
            if number < len(theirs):
                here = spot.element(index, theirs[number], index)
                there = live[theirs[number]]
                self.mapping(declared[index], there, before, Claims(), element, here)
            else:
                here = spot.element(index, len(live), index)
                self.report(declared[index], before, MISSING, here)
        for number, index in enumerate(theirs[len(mine) :], len(declared)):
            before = live[index] if live[index] in recorded else MISSING
            self.report(MISSING, before, live[index], spot.element(number, index, index))
        found = [place for place in places if place is not None]
        if found != sorted(found) and order_counts(of, spot.path):
            self.report(declared, recorded or MISSING, live, spot)

    def _covers(self, declared: Value, live: Value, of: Field, spot: Spot) -> bool:
        """Whether all that is declared is live; told by equality alone when it takes too long."""
        self.work[0] += 1
        if declared == live:
            return True
        if self.work[0] > _MAX_WORK:
            return False
        trial = _Walk(self.schema, False, self.autoscaled, skip=self.skip, work=self.work)
        if isinstance(declared, list):
            name = next((one for one in reversed(spot.path) if isinstance(one, str)), "")
            trial.elements(declared, live, MISSING, Claims(), of, name, spot)
        else:
            trial.mapping(declared, live, None, Claims(), of, spot)
        return not trial.found.differences and not trial.found.unknown

    # ---- verdicts ------------------------------------------------------------------------------

    def report(
        self,
        declared: Value,
        recorded: Value,
        live: Value,
        spot: Spot,
        of: Field = UNKNOWN,
        verdict: DriftClass | None = None,
        *,
        order: bool = False,
    ) -> None:
        """Write a difference down, unless its declared value is not known."""
        if has_unknown(declared):
            self.found.unknown += 1
            return
        if verdict is None:
            views = Views(declared, recorded, live, of)
            verdict = classify(
                views,
                self.has_record,
                self.by_state,
                lambda one, other: self._covers(one, other, of, spot),
            )
        declared = MISSING if self.presumed else declared
        self.found.differences.append(
            Difference(
                spot.path, spot.live_path, spot.steps, verdict, declared, recorded, live, order
            )
        )


def _element(of: Field) -> Field:
    """What the objects in a list are."""
    return Field("o", type=of.type) if of.type else PLAIN if of.form else UNKNOWN
