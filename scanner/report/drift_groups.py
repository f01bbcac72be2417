"""Drift results put together by resource, the same for text and Markdown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.model import Kind
from scanner.outcome import DriftClass
from scanner.report.values import compact

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from scanner.model import Location, Value
    from scanner.outcome import Drift, Result, StateInfo

VIEWS = ("declared", "recorded", "live")

# Of these there may be many, and each says no more than that it is there or is not.
_LISTED = frozenset({DriftClass.UNMANAGED, DriftClass.UNDEPLOYED})


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one resource in one environment, worst first.

    state: the one that records it, where there are several.
    """

    address: str
    environments: tuple[str, ...]
    state: StateInfo | None
    results: tuple[tuple[Result, Drift], ...]

    @property
    def worst(self) -> Result:
        """The result that the resource is known by: the worst one that counts."""
        failing = [one for one, _ in self.results if one.kind is Kind.FAIL]
        return (failing or [self.results[0][0]])[0]

    @property
    def views(self) -> tuple[str, ...]:
        """The views that any of its attributes has a value in, in their order."""
        there = {view for one, drift in self.results if one.attribute for view in drift.present}
        return tuple(view for view in VIEWS if view in there)

    @property
    def resource_id(self) -> str | None:
        """The platform's id where the address does not say it."""
        id_ = next((one.resource_id for one, _ in self.results if one.resource_id), None)
        return None if id_ is None or id_ in self.address else id_

    @property
    def block(self) -> Location:
        """Where the resource is declared."""
        result = self.results[0][0]
        return result.related[0][1] if result.related else result.location

    def common_revert(self) -> str | None:
        """The command that undoes all of it."""
        return next((drift.revert for _, drift in self.results if drift.revert), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Whole resources of which one thing is to be said."""

    drift_class: DriftClass
    message: str
    environments: tuple[str, ...]
    results: tuple[tuple[Result, Drift], ...]


@dataclass(frozen=True, slots=True)
class DriftGroups:
    """groups: resources with what differs. listings: those that there are too many of or too few.
    in_sync: those in which nothing differs. states: what was compared with, each once."""

    groups: tuple[Group, ...]
    listings: tuple[Listing, ...]
    in_sync: tuple[Result, ...]
    states: tuple[StateInfo, ...]


def drift_groups(results: Iterable[Result]) -> DriftGroups:
    """The drift among `results`, in their order: the resource with the worst finding first."""
    found = [(result, result.drift) for result in results if result.drift is not None]
    states: dict[tuple[str, ...], dict[StateInfo, None]] = {}
    for result, drift in found:
        if drift.state is not None:
            states.setdefault(result.environments, {})[drift.state] = None
    several = {names for names, among in states.items() if len(among) > 1}
    groups: dict[tuple[str, tuple[str, ...], StateInfo | None], list[tuple[Result, Drift]]] = {}
    listings: dict[tuple[DriftClass, str, tuple[str, ...]], list[tuple[Result, Drift]]] = {}
    in_sync: list[Result] = []
    for result, drift in found:
        names = result.environments
        if drift.drift_class is DriftClass.IN_SYNC:
            in_sync.append(result)
        elif drift.drift_class in _LISTED and result.attribute is None:
            words = _plain_message(result, drift)
            listings.setdefault((drift.drift_class, words, names), []).append((result, drift))
        else:
            # One address in two states is two resources.
            place = (address_of(result), names, drift.state if names in several else None)
            groups.setdefault(place, []).append((result, drift))
    return DriftGroups(
        tuple(Group(*place, tuple(members)) for place, members in groups.items()),
        tuple(Listing(*key, tuple(members)) for key, members in listings.items()),
        tuple(in_sync),
        tuple(dict.fromkeys(state for among in states.values() for state in among)),
    )


def address_of(result: Result) -> str:
    """The address of the one instance behind a drift result."""
    return result.instances[0].address if result.instances else result.resource_address


def _plain_message(result: Result, drift: Drift) -> str:
    """The message without what the rules say of the resource, which each has of its own."""
    return result.message.partition("; this ")[0] if drift.rules else result.message


def effect_words(result: Result, drift: Drift) -> str:
    """What the rulebook says of the change; empty where it says nothing."""
    rules = ", ".join(drift.rules)
    if drift.effect == "worsened":
        return f"worsened: breaks {rules} ({result.severity.value})" if rules else "worsened"
    if drift.effect == "improved":
        words = f"improved: mends {rules}" if rules else "improved"
        return f"{words}; the next apply undoes it unless the code follows"
    return ""


def who_words(drift: Drift) -> str:
    """Who changed it, with what and when, as far as that is known."""
    parts = (("by", drift.actor), ("with", drift.tool), ("at", drift.at))
    return " ".join(f"{word} {text}" for word, text in parts if text)


def state_words(states: Sequence[StateInfo]) -> str:
    """The states that were compared with: source, workspace, serial."""
    return "; ".join(
        f"{one.source}, workspace {one.workspace}"
        + ("" if one.serial is None else f", serial {one.serial}")
        for one in states
    )


def opened(value: Value) -> Value:
    """A JSON object or list in a text as what it holds, in the order of its names, so that two
    spellings of it look alike; any other value as it is."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    from scanner.compare.forms import parse_json

    found = parse_json(value)
    return _ordered(found) if isinstance(found, (dict, list)) else value


def view_texts(drift: Drift, width: int) -> tuple[dict[str, str], bool]:
    """The values by view, each of about `width` characters at most; where one would be longer,
    only what differs, and whether that is so."""
    values = {view: opened(getattr(drift, view)) for view in VIEWS if view in drift.present}
    texts = {view: compact(value, width + 1) for view, value in values.items()}
    if len(values) > 1 and any(len(text) > width for text in texts.values()):
        different = only_differing(list(values.values()))
        pairs = zip(values, different, strict=True)
        partly = different != list(values.values())
        return {view: compact(one, width + 1) for view, one in pairs}, partly
    return texts, False


def _ordered(value: Value, depth: int = 64) -> Value:
    if depth and isinstance(value, dict):
        return {name: _ordered(value[name], depth - 1) for name in sorted(value)}
    if depth and isinstance(value, list):
        return [_ordered(item, depth - 1) for item in value]
    return value


def only_differing(values: Sequence[Value]) -> list[Value]:
    """The values without what all of them have: elements of lists in whatever order, entries of
    maps, and so on inside. As they are where there is too little to leave out, or too deep."""
    from scanner.compare.forms import TooDeepError

    try:
        return _differing(values, 64)
    except TooDeepError:
        return list(values)


def _differing(values: Sequence[Value], depth: int) -> list[Value]:
    from scanner.compare.forms import frozen

    if depth and all(isinstance(one, dict) for one in values):
        kept: list[dict[str, Value]] = [{} for _ in values]
        for name in dict.fromkeys(name for one in values for name in one):
            items = [one.get(name) for one in values]
            if len({frozen(item) for item in items}) == 1:
                continue
            if all(name in one for one in values):
                items = _differing(items, depth - 1)
            for into, one, item in zip(kept, values, items, strict=True):
                if name in one:
                    into[name] = item
        return list(kept)
    if all(isinstance(one, list) for one in values):
        forms = [[frozen(item) for item in one] for one in values]
        common = Counter(forms[0])
        for other in forms[1:]:
            common &= Counter(other)
        return [_without(one, form, common) for one, form in zip(values, forms, strict=True)]
    return list(values)


def _without(
    items: Sequence[Value], forms: Sequence[Hashable], common: Counter[Hashable]
) -> list[Value]:
    left = Counter(common)
    kept = []
    for item, form in zip(items, forms, strict=True):
        if left[form]:
            left[form] -= 1
        else:
            kept.append(item)
    return kept


def difference_start(texts: Sequence[str], keep: int = 20) -> int:
    """How much of the beginning all have in common, less a little to know it by."""
    length = 0
    for characters in zip(*texts, strict=False):
        if len(set(characters)) > 1:
            break
        length += 1
    return max(0, length - keep)
