"""The comparator of nested blocks as the provider's older SDK keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scanner.compare.blocks import MAX_UNKEYED
from scanner.compare.forms import MAX_DEPTH, Same, TooDeepError, elements, empty, equal, text
from scanner.compare.values import scalar
from scanner.model import Value

MAX_WORK: Final = 50_000
"""How many values are looked at before two values are compared plainly."""


def sparse(
    *,
    key: Sequence[str] = (),
    same: Mapping[str, Same] | None = None,
    defaults: Mapping[str, Value] | None = None,
    filled: Collection[str] = (),
    ignore: Collection[str] = (),
    ordered: Collection[str] = (),
) -> Same:
    """The comparator of blocks in blocks, where false, zero and nothing are one.

    The provider's older SDK writes ``false``, ``0`` and ``""`` for what nobody set inside of a
    block, and the platform leaves it out; a block that says nothing is no block. All names below
    hold at any depth.

    key: the fields that tell the blocks of a list apart; lists whose blocks lack them pair up by
        what they hold.
    same: comparators of fields, also of fields that hold blocks.
    defaults: what a field means when one side leaves it out.
    filled: fields that the platform fills in where none is given: they count only where the
        expected side says something, so that this comparator is not symmetric.
    ignore: fields that are not compared at all.
    ordered: fields whose lists keep their order; other lists are sets. ``""`` is the whole value.
    """
    rules = _Rules(
        tuple(key), same or {}, defaults or {}, frozenset(filled), frozenset(ignore), ordered
    )

    def compare(expected: Value, live: Value) -> bool:
        if expected is live:
            return True
        run = _Run(rules)
        try:
            return run.same("", run.pruned("", expected), run.pruned("", live))
        except TooDeepError:
            return equal(expected, live)

    return compare


@dataclass(frozen=True, slots=True)
class _Rules:
    key: tuple[str, ...]
    same: Mapping[str, Same]
    defaults: Mapping[str, Value]
    filled: frozenset[str]
    ignore: frozenset[str]
    ordered: Collection[str]


@dataclass(slots=True)
class _Run:
    """One comparison, of bounded work."""

    rules: _Rules
    work: int = field(default=MAX_WORK)

    def pruned(self, name: str, value: Value, depth: int = MAX_DEPTH) -> Value:
        """What of a value says something; None if nothing does."""
        if depth <= 0:
            raise TooDeepError
        if empty(value) or name in self.rules.same:
            return None if empty(value) else value
        if isinstance(value, Mapping):
            found = {
                one: said
                for one, item in value.items()
                if one not in self.rules.ignore
                and (said := self.pruned(one, item, depth - 1)) is not None
            }
            return found or None
        if isinstance(value, (list, tuple)):
            items = [self.pruned(name, one, depth - 1) if _nests(one) else one for one in value]
            return [one for one in items if not empty(one)] or None
        if name in self.rules.defaults:
            return None if scalar(value, self.rules.defaults[name]) else value
        # What is filled in is not expected where nothing is said, but is where "no" is said.
        return None if _nothing(value) and name not in self.rules.filled else value

    def same(self, name: str, one: Value, other: Value) -> bool:
        """Whether two pruned values are the same."""
        self.work -= 1
        if self.work <= 0:
            return equal(one, other)
        if _nothing(one) and _nothing(other):
            # With a default, "no" is another thing than nothing.
            return name not in self.rules.defaults or (one is None) == (other is None)
        if (comparator := self.rules.same.get(name)) is not None:
            return comparator(one, other)
        if _nests(one) or _nests(other):
            return self._lists(name, elements(one), elements(other))
        return one is not None and other is not None and scalar(one, other)

    def _block(self, one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
        return all(
            self.same(name, one.get(name), other.get(name))
            for name in {*one, *other}
            if name in one or name not in self.rules.filled
        )

    def _lists(self, name: str, left: Sequence[Value], right: Sequence[Value]) -> bool:
        if len(left) != len(right):
            return False
        if all(isinstance(one, Mapping) for one in (*left, *right)):
            if len(left) == 1 or name in self.rules.ordered:
                return all(map(self._block, left, right))
            return self._blocks(left, right)
        if any(map(_nests, (*left, *right))):
            return equal(left, right)
        here, there = list(map(text, left)), list(map(text, right))
        return here == there if name in self.rules.ordered else Counter(here) == Counter(there)

    def _blocks(self, left: Sequence[Value], right: Sequence[Value]) -> bool:
        pairs = {self._key(one): one for one in right}
        names = [self._key(one) for one in left]
        if self.rules.key and len(pairs) == len(set(names)) == len(left) and None not in pairs:
            return all(
                name in pairs and self._block(one, pairs[name])
                for name, one in zip(names, left, strict=True)
            )
        if len(left) > MAX_UNKEYED:
            return all(map(self._block, left, right))
        rest = list(right)
        for one in left:
            match = next((at for at, each in enumerate(rest) if self._block(one, each)), None)
            if match is None:
                return False
            rest.pop(match)
        return True

    def _key(self, block: Mapping[str, Value]) -> tuple[Value, ...] | None:
        found = [block.get(name) for name in self.rules.key]
        if any(empty(one) or _nests(one) for one in found):
            return None
        return tuple(map(text, found))


def _nests(value: Value) -> bool:
    return isinstance(value, (list, tuple, Mapping))


def _nothing(value: Value) -> bool:
    """Empty, false or zero."""
    return empty(value) or (isinstance(value, (bool, int, float)) and not value)
