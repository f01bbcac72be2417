"""Comparators of repeated blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final

from scanner.compare.forms import (
    Canonical,
    Same,
    TooDeepError,
    by,
    elements,
    empty,
    equal,
    frozen,
    text,
)
from scanner.compare.values import canonical_cidr, scalar
from scanner.model import Value

MAX_UNKEYED: Final = 64
"""How many blocks without identity are matched one against the other after equal ones are gone."""

IDENTITY_NAMES: Final = ("id", "key", "name", "attribute_name", "sid", "index_name", "rule_id")
"""What a block of a set is commonly known by, in any capitals and with or without underscores."""


# ---- blocks --------------------------------------------------------------------------------


def blocks(
    *,
    key: Sequence[str] = (),
    same: Mapping[str, Same] | None = None,
    defaults: Mapping[str, Value] | None = None,
    ignore: Collection[str] = (),
    ordered: bool = False,
) -> Same:
    """The comparator of a repeated block, as a set unless `ordered`.

    key: the fields that identify a block together; without it the first of `IDENTITY_NAMES` that
        every block has, different in each. Without either, blocks pair up by what they hold.
    same: comparators of fields; the others compare as `scalar`.
    defaults: what a field means when one side leaves it out (``{"enabled": True}``).
    ignore: fields the platform fills in.
    """
    comparators, given = same or {}, defaults or {}

    def field(name: str, one: Value, other: Value) -> bool:
        one = given.get(name) if empty(one) else one
        other = given.get(name) if empty(other) else other
        if empty(one) and empty(other):
            return True
        return comparators.get(name, scalar)(one, other)

    def block(one: Value, other: Value) -> bool:
        if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
            return scalar(one, other)
        names = {*one, *other}.difference(ignore)
        return all(field(name, one.get(name), other.get(name)) for name in names)

    def form(one: Value) -> Hashable:
        if not isinstance(one, Mapping):
            return frozen(one)
        return frozen({name: one[name] for name in one if name not in ignore})

    def compare(expected: Value, live: Value) -> bool:
        if expected is live:
            return True
        # A null says as little as an empty block.
        left, right = (
            [{} if empty(one) else one for one in elements(side)] for side in (expected, live)
        )
        if len(left) != len(right):
            return False
        if ordered or len(left) <= 1:
            return all(map(block, left, right))
        if names := _identity(left, right, key):
            pairs = {_key(one, names): one for one in right}
            return all(
                _key(one, names) in pairs and block(one, pairs[_key(one, names)]) for one in left
            )
        try:
            return _pair_up(left, right, form, block)
        except TooDeepError:
            return equal(left, right)

    return compare


def _key(block: Mapping[str, Value], names: Sequence[str]) -> tuple[Hashable, ...]:
    return tuple(text(block.get(name)) for name in names)


def _identity(
    left: Sequence[Value], right: Sequence[Value], key: Sequence[str]
) -> Sequence[str] | None:
    """The names that tell the blocks of both lists apart, or None."""
    every = (*left, *right)
    if not all(isinstance(block, Mapping) for block in every):
        return None
    first = left[0]
    guesses: Iterable[Sequence[str]] = (
        (name,)
        for wanted in IDENTITY_NAMES
        for name in first
        if isinstance(name, str) and name.replace("_", "").lower() == wanted.replace("_", "")
    )
    for names in (key,) if key else guesses:
        if not key and any(empty(block.get(name)) for block in every for name in names):
            continue
        if any(isinstance(block.get(name), (Mapping, list)) for block in every for name in names):
            continue
        if all(len({_key(block, names) for block in side}) == len(side) for side in (left, right)):
            return names
    return None


def _pair_up(left: Sequence[Value], right: Sequence[Value], form: Canonical, same: Same) -> bool:
    """Whether the lists pair up one to one: first what is equal in form, then what is `same`."""
    there = Counter(form(one) for one in right)
    here: list[Value] = []
    for one in left:
        if there[form(one)] > 0:
            there[form(one)] -= 1
        else:
            here.append(one)
    if not here:
        return True
    if len(here) > MAX_UNKEYED:
        return False
    rest: list[Value] = []
    for other in right:
        if there[form(other)] > 0:
            there[form(other)] -= 1
            rest.append(other)
    for one in here:
        match = next((at for at, other in enumerate(rest) if same(one, other)), None)
        if match is None:
            return False
        rest.pop(match)
    return True


# ---- security groups -----------------------------------------------------------------------

_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1", "-1": "-1"}
_PEERS = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")


def protocol(value: Value) -> Hashable:
    """An IP protocol by its name: ``6`` is ``tcp``, ``all`` is ``-1``."""
    name = text(value)
    return _PROTOCOLS.get(name.lower(), name.lower()) if isinstance(name, str) else name


def _rules(value: Value) -> Hashable:
    """Inline rules exploded: one entry per protocol, port range, peer and description.

    AWS groups the peers of a rule as it likes; what counts is who may reach which port.
    """
    entries: set[Hashable] = set()
    for rule in elements(value):
        if not isinstance(rule, Mapping):
            entries.add(frozen(rule))
            continue
        spoken = protocol(rule.get("protocol"))
        # Ports mean nothing when every protocol is meant.
        ports = (
            ("", "") if spoken == "-1" else (text(rule.get("from_port")), text(rule.get("to_port")))
        )
        head = (spoken, ports, frozen(rule.get("description")))
        peers = [(_peer(name, peer)) for name in _PEERS for peer in elements(rule.get(name))]
        if rule.get("self") is True:
            peers.append("self")
        entries.update((head, peer) for peer in peers)
    return frozenset(entries)


def _peer(name: str, peer: Value) -> Hashable:
    if not isinstance(peer, str):
        return (name, frozen(peer))
    if name.endswith("cidr_blocks"):
        return canonical_cidr(peer)
    # A group of another account is written account/group.
    return peer.rpartition("/")[2]


security_group_rules: Final[Same] = by(_rules)
"""Inline ``ingress`` or ``egress`` blocks of a security group, however AWS groups their peers."""
