"""One declared Kubernetes object against the live one: every field that is not in sync. Pure.

A declared field must be live, in whatever spelling. One that is live and not declared is the
server's or a controller's business, unless last-applied has it (it was declared once) or somebody
set it by hand, which managedFields tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scanner.drift.bookkeeping import VOLATILE, compared_metadata, left_alone
from scanner.drift.fields import PLAIN, UNKNOWN, Field, Schema
from scanner.drift.managers import Entry, Node, Step, below, has_value, whole
from scanner.drift.spellings import CHOSEN, is_empty, is_left_out, same
from scanner.drift.values import MISSING, has_unknown
from scanner.model import Path, Unknown, Value
from scanner.outcome import DriftClass

MAX_DEPTH: Final = 100

_NOT_COMPARED: Final = frozenset({"apiVersion", "kind", "metadata", "status"})
# Lists that the server or admission adds to, which the schema calls atomic.
_ADDED_TO: Final[Mapping[str, tuple[str, ...]]] = {
    "tolerations": ("key", "operator", "value", "effect"),
    "imagePullSecrets": ("name",),
    "secrets": ("name",),
}
_SECOND_CHOICE: Final = frozenset({"clusterIPs", "ipFamilies"})
# What an element has that leaves a key out.
_KEY_DEFAULTS: Final[Mapping[str, Value]] = {"protocol": "TCP", "operator": "Equal"}
# The order of everything else may matter, such as that of a command's arguments.
_ORDERED: Final = frozenset({"args", "command"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the views do not agree on; `MISSING` where a view lacks it.

    path: in the declared object, with what would be added to it. live_path: in the live object.
    steps: as managedFields name the place.
    """

    path: Path
    live_path: Path
    steps: tuple[Step, ...]
    of: DriftClass
    declared: Value
    recorded: Value
    live: Value


@dataclass(slots=True)
class Compared:
    """differences: in the order of the declared object. fields: how many were compared; unknown:
    how many could not be, their declared value being unknown; skipped: left to an autoscaler."""

    differences: list[Difference] = field(default_factory=list)
    fields: int = 0
    unknown: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a comparison is."""

    path: Path = ()
    live_path: Path = ()
    steps: tuple[Step, ...] = ()

    def at(self, name: str) -> _Spot:
        return _Spot((*self.path, name), (*self.live_path, name), (*self.steps, name))

    def element(self, index: int, live_index: int, step: Step) -> _Spot:
        path, live_path = (*self.path, index), (*self.live_path, live_index)
        return _Spot(path, live_path, (*self.steps, step))


def differences(
    declared: Mapping[str, Value],
    live: Mapping[str, Value],
    recorded: Mapping[str, Value] | None,
    managers: Sequence[Entry],
    schema: Schema,
    *,
    autoscaled: bool = False,
) -> Compared:
    """What differs.

    recorded: what was last applied, None when nothing tells. managers: of the live object.
    autoscaled: its number of replicas is not the manifest's to say.
    """
    version, kind = declared.get("apiVersion"), declared.get("kind")
    root = schema.root(version, kind) if isinstance(version, str) and isinstance(kind, str) else ""
    walk = _Walk(schema, recorded is not None, autoscaled)
    hands = [one.fields for one in managers if one.human]
    walk.skip = left_alone(declared)
    top = Field("o", type=root) if root else UNKNOWN
    body = [name for name in declared if name not in _NOT_COMPARED]
    extra = [name for name in live if name not in _NOT_COMPARED and name not in declared]
    walk.mapping(
        {name: declared[name] for name in body},
        {name: live[name] for name in (*body, *extra) if name in live},
        recorded,
        hands,
        top,
        _Spot(),
    )
    mine, theirs, before = (compared_metadata(one) for one in (declared, live, recorded or {}))
    inner = [node for hand in hands for node in below(hand, "metadata")]
    walk.mapping(
        mine,
        theirs,
        before if recorded is not None else None,
        inner,
        schema.field(root, "metadata") if root else UNKNOWN,
        _Spot().at("metadata"),
    )
    return walk.found


@dataclass(slots=True)
class _Walk:
    schema: Schema
    has_record: bool
    autoscaled: bool
    skip: frozenset[str] = frozenset()
    found: Compared = field(default_factory=Compared)
    # Shared with trials: lists in lists are tried element by element, which adds up.
    work: list[int] = field(default_factory=lambda: [0])

    def mapping(
        self,
        declared: Mapping[str, Value],
        live: Mapping[str, Value],
        recorded: Value,
        hands: Sequence[Node],
        of: Field,
        spot: _Spot,
    ) -> None:
        """Compare two objects, or two maps."""
        before = recorded if isinstance(recorded, Mapping) else {}
        for name, value in declared.items():
            if value is None or name in self.skip:
                continue
            there = live.get(name, MISSING)
            if there is not MISSING and type(value) is type(there) and value == there:
                self.found.fields += 1
                continue
            if is_empty(value) and not is_empty(there) and of.form != "O":
                continue  # Looked at below: nothing is declared in it.
            inner = self._inner(of, name)
            nodes = [node for hand in hands for node in below(hand, name)] if hands else []
            self.value(value, there, before.get(name, MISSING), nodes, inner, name, spot)
        if before or hands:
            self._undeclared(declared, live, before, hands, of, spot)

    def value(
        self,
        declared: Value,
        live: Value,
        recorded: Value,
        hands: Sequence[Node],
        of: Field,
        name: str,
        spot: _Spot,
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
            self.found.fields += 1
            if not is_left_out(of, name, declared) and not self._alias(name, declared, spot):
                self.report(declared, recorded, MISSING, spot.at(name), of)
            return
        if len(spot.path) > MAX_DEPTH:
            return
        if isinstance(declared, Mapping) and isinstance(live, Mapping):
            self.mapping(declared, live, recorded, hands, of, spot.at(name))
        elif isinstance(declared, list) and isinstance(live, list):
            self.elements(declared, live, recorded, hands, of, name, spot.at(name))
        else:
            self.found.fields += 1
            if not same(of, declared, live):
                self.report(declared, recorded, live, spot.at(name), of)

    def _alias(self, name: str, declared: Value, spot: _Spot) -> bool:
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

    def _undeclared(
        self,
        declared: Mapping[str, Value],
        live: Mapping[str, Value],
        recorded: Mapping[str, Value],
        hands: Sequence[Node],
        of: Field,
        spot: _Spot,
    ) -> None:
        """What is live and not declared, where last-applied has it or somebody set it by hand."""
        for name, value in live.items():
            if (
                not is_empty(declared.get(name))
                or is_empty(value)
                or name in self.skip
                or name in VOLATILE
            ):
                continue
            if isinstance(declared.get(name), Unknown):
                continue
            if name == "replicas" and spot.path == ("spec",) and self.autoscaled:
                continue
            before = recorded.get(name, MISSING)
            here = spot.at(name)
            if not is_empty(before) and declared.get(name) is None:
                self.report(MISSING, before, value, here, self._inner(of, name))
                continue
            nodes = [node for hand in hands for node in below(hand, name)]
            if not nodes:
                continue
            inner = self._inner(of, name)
            if is_left_out(inner, name, value):
                continue
            self._by_hand(value, nodes, inner, name, here)

    def _by_hand(
        self, value: Value, nodes: Sequence[Node], of: Field, name: str, spot: _Spot
    ) -> None:
        if isinstance(value, Mapping) and not any(map(whole, nodes)):
            self.mapping({}, value, None, nodes, of, spot)
        elif isinstance(value, list) and not any(map(whole, nodes)):
            self.elements([], value, MISSING, nodes, of, name, spot)
        else:
            self.report(MISSING, MISSING, value, spot)

    # ---- lists ---------------------------------------------------------------------------------

    def elements(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: Value,
        hands: Sequence[Node],
        of: Field,
        name: str,
        spot: _Spot,
    ) -> None:
        """Compare two lists, by the keys of their elements where they have some."""
        if any(isinstance(one, Unknown) for one in declared):
            self.found.unknown += 1
            return None
        before = recorded if isinstance(recorded, list) else []
        keys = of.keys or _ADDED_TO.get(name, ()) or self._guessed(of, declared, live)
        if keys:
            mine, theirs = _keyed(declared, keys), _keyed(live, keys)
            if mine is not None and theirs is not None:
                return self._merged(mine, theirs, _keyed(before, keys) or {}, hands, of, spot)
        if of.form == "s" or name in _SECOND_CHOICE:
            return self._set(declared, live, before, hands, spot)
        return self._atomic(declared, live, before, of, name, spot)

    def _guessed(self, of: Field, declared: list[Value], live: list[Value]) -> tuple[str, ...]:
        """By name, where nothing is known of the list and every element has one."""
        if of.form or not declared or not live:
            return ()
        named = all(
            isinstance(one, Mapping) and isinstance(one.get("name"), str)
            for one in (*declared, *live)
        )
        return ("name",) if named else ()

    def _merged(
        self,
        declared: _Elements,
        live: _Elements,
        recorded: _Elements,
        hands: Sequence[Node],
        of: Field,
        spot: _Spot,
    ) -> None:
        """A list that is merged by keys: what else is live in it is not ours to judge."""
        element = Field("o", type=of.type) if of.type else PLAIN if of.form else UNKNOWN
        for key, (index, keys, value) in declared.items():
            before = recorded[key][2] if key in recorded else MISSING
            if key not in live:
                self.found.fields += 1
                here = spot.element(index, len(live), keys)
                self.report(value, before, MISSING, here, element)
                continue
            there = live[key]
            nodes = [node for hand in hands for node in below(hand, there[1])]
            here = spot.element(index, there[0], there[1])
            self.mapping(value, there[2], before, nodes, element, here)
        extra = [item for item in live.items() if item[0] not in declared]
        for number, (key, (index, keys, value)) in enumerate(extra, len(declared)):
            here = spot.element(number, index, keys)
            nodes = [node for hand in hands for node in below(hand, keys)]
            if key in recorded:
                self.report(MISSING, recorded[key][2], value, here, element)
            elif nodes and any(map(whole, nodes)):
                self.report(MISSING, MISSING, value, here)
            elif nodes:
                self.mapping({}, value, None, nodes, element, here)

    def _set(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: list[Value],
        hands: Sequence[Node],
        spot: _Spot,
    ) -> None:
        self.found.fields += 1
        gone = [one for one in declared if one not in live]
        added = [
            one
            for one in live
            if one not in declared
            and (one in recorded or any(has_value(hand, one) for hand in hands))
        ]
        if gone or added:
            self.report(declared, recorded or MISSING, live, spot)

    def _atomic(
        self,
        declared: list[Value],
        live: list[Value],
        recorded: list[Value],
        of: Field,
        name: str,
        spot: _Spot,
    ) -> None:
        """A list that has one owner: nothing else may be in it."""
        if not all(isinstance(one, Mapping) for one in (*declared, *live)):
            self.found.fields += 1
            if not _alike(declared, live, ordered=name in _ORDERED):
                self.report(declared, recorded or MISSING, live, spot)
            return
        element = Field("o", type=of.type) if of.type else PLAIN if of.form else UNKNOWN
        mine, theirs = self._unlike(declared, live, element, spot)
        for number, index in enumerate(mine):
            before = recorded[index] if index < len(recorded) else MISSING
            if number < len(theirs):
                here = spot.element(index, theirs[number], index)
                there = live[theirs[number]]
                self.mapping(declared[index], there, before, (), element, here)
            else:
                here = spot.element(index, len(live), index)
                self.report(declared[index], before, MISSING, here)
        for number, index in enumerate(theirs[len(mine) :], len(declared)):
            before = live[index] if live[index] in recorded else MISSING
            self.report(MISSING, before, live[index], spot.element(number, index, index))

    def _unlike(
        self, declared: list[Value], live: list[Value], of: Field, spot: _Spot
    ) -> tuple[list[int], list[int]]:
        """The elements of each list that have no counterpart in the other, wherever it stands."""
        left = list(range(len(live)))
        mine = []
        for index, value in enumerate(declared):
            # Mostly it stands where it was declared.
            order = sorted(left, key=lambda at, index=index: at != index)  # type: ignore[misc]
            tried = (at for at in order[:_TRIES] if self._covers(value, live[at], of, spot))
            match = next(tried, None)
            if match is None:
                mine.append(index)
            else:
                left.remove(match)
        return mine, left

    def _covers(self, declared: Value, live: Value, of: Field, spot: _Spot) -> bool:
        """Whether all that is declared is live; told by equality alone when it takes too long."""
        self.work[0] += 1
        if declared == live:
            return True
        if self.work[0] > _MAX_WORK:
            return False
        trial = _Walk(self.schema, False, self.autoscaled, self.skip, work=self.work)
        trial.mapping(declared, live, None, (), of, spot)
        return not trial.found.differences and not trial.found.unknown

    # ---- verdicts ------------------------------------------------------------------------------

    def report(
        self, declared: Value, recorded: Value, live: Value, spot: _Spot, of: Field = UNKNOWN
    ) -> None:
        """Write a difference down, unless its declared value is not known."""
        if has_unknown(declared):
            self.found.unknown += 1
            return
        verdict = self._class(declared, recorded, live, of)
        self.found.differences.append(
            Difference(spot.path, spot.live_path, spot.steps, verdict, declared, recorded, live)
        )

    def _class(self, declared: Value, recorded: Value, live: Value, of: Field) -> DriftClass:
        if not self.has_record:
            return DriftClass.DIFFERS
        if self._equal(recorded, declared, of):
            return DriftClass.DRIFTED
        if self._equal(recorded, live, of) or (recorded is MISSING and declared is not MISSING):
            # What was never applied is the server's to fill in.
            return DriftClass.UNDEPLOYED
        return DriftClass.DRIFTED if declared is MISSING else DriftClass.CONFLICT

    def _equal(self, recorded: Value, other: Value, of: Field) -> bool:
        if recorded is MISSING or other is MISSING:
            return recorded is other
        if isinstance(recorded, Mapping) and isinstance(other, Mapping):
            return self._covers(recorded, other, of, _Spot())
        if isinstance(recorded, (list, Mapping)) or isinstance(other, (list, Mapping)):
            return bool(recorded == other)
        return same(of, recorded, other)


_TRIES: Final = 50
_MAX_WORK: Final = 20_000
_Elements = Mapping[tuple[str, ...], tuple[int, tuple[tuple[str, Value], ...], Mapping[str, Value]]]


def _keyed(elements: list[Value], keys: Sequence[str]) -> _Elements | None:
    """Elements by their keys; None where these do not tell them apart."""
    found: dict[
        tuple[str, ...], tuple[int, tuple[tuple[str, Value], ...], Mapping[str, Value]]
    ] = {}
    for index, one in enumerate(elements):
        if not isinstance(one, Mapping):
            return None
        pairs = tuple((key, one.get(key) or _KEY_DEFAULTS.get(key)) for key in keys)
        if any(isinstance(value, (dict, list, Unknown)) for _, value in pairs):
            return None
        key = tuple(str(value) for _, value in pairs)
        if key in found:
            return None
        found[key] = index, tuple(pair for pair in pairs if pair[1] is not None), one
    return found


def _alike(declared: list[Value], live: list[Value], *, ordered: bool) -> bool:
    """Whether two lists of scalars hold the same."""
    mine, theirs = [repr(_plain(one)) for one in declared], [repr(_plain(one)) for one in live]
    return mine == theirs if ordered else sorted(mine) == sorted(theirs)


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
