"""Comparators of routes and of network ACL entries."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from scanner.compare.forms import Same, by, elements, empty, frozen, text
from scanner.compare.values import canonical_cidr
from scanner.model import Value

_DESTINATIONS = ("cidr_block", "ipv6_cidr_block", "destination_prefix_list_id")


def _range(value: Value) -> Hashable:
    return canonical_cidr(value) if isinstance(value, str) and value else frozen(value)


def _routes(value: Value) -> Hashable:
    """Destinations with their targets. The VPC's own local routes are left out: they cannot be
    removed, and the provider records only those that the code names. A route to an instance is
    known by its network interface alone."""
    found: set[Hashable] = set()
    for route in elements(value):
        if not isinstance(route, Mapping):
            found.add(frozen(route))
            continue
        destination = tuple(_range(route.get(name)) for name in _DESTINATIONS)
        target = frozenset(
            (name, frozen(item))
            for name, item in route.items()
            if name not in (*_DESTINATIONS, "instance_id") and not empty(item)
        )
        if target != {("gateway_id", "local")}:
            found.add((destination, target))
    return frozenset(found)


routes: Final[Same] = by(_routes)
"""Inline ``route`` blocks of a route table."""

_NUMBERS = {
    "all": "-1",
    "icmp": "1",
    "igmp": "2",
    "tcp": "6",
    "udp": "17",
    "gre": "47",
    "esp": "50",
    "ah": "51",
    "icmpv6": "58",
    "ipv6-icmp": "58",
    "sctp": "132",
}
_WITH_PORTS = ("6", "17")
_WITH_TYPES = ("1", "58")


def protocol_number(value: Value) -> Hashable:
    """An IP protocol by its number, which is all that network ACLs know: ``tcp`` is ``6``."""
    name = text(value)
    return _NUMBERS.get(name.lower(), name.lower()) if isinstance(name, str) else name


def has_ports(protocol: Value) -> bool:
    """Whether ports mean anything to a network ACL entry: to TCP and UDP only."""
    return protocol_number(protocol) in _WITH_PORTS


def has_types(protocol: Value) -> bool:
    """Whether ICMP types mean anything to a network ACL entry."""
    return protocol_number(protocol) in _WITH_TYPES


def _entries(value: Value) -> Hashable:
    found: set[Hashable] = set()
    for entry in elements(value):
        if not isinstance(entry, Mapping):
            found.add(frozen(entry))
            continue
        action = text(entry.get("action"))
        spoken = entry.get("protocol")
        said: tuple[Hashable, ...] = ()
        if has_ports(spoken):
            said = tuple(_number(entry.get(name)) for name in ("from_port", "to_port"))
        elif has_types(spoken):
            said = tuple(_number(entry.get(name)) for name in ("icmp_type", "icmp_code"))
        found.add(
            (
                text(entry.get("rule_no")),
                action.lower() if isinstance(action, str) else action,
                _range(entry.get("cidr_block")),
                _range(entry.get("ipv6_cidr_block")),
                protocol_number(spoken),
                said,
            )
        )
    return frozenset(found)


def _number(value: Value) -> Hashable:
    # The blocks are attributes of a set, where a number that is not given is zero.
    return "0" if empty(value) else frozen(value)


network_acl_entries: Final[Same] = by(_entries)
"""``ingress`` or ``egress`` blocks of a network ACL: protocols by name or number; ports only
where the protocol has them, ICMP types likewise."""
