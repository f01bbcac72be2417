"""A security group rule of the older kind: one block for several peers, known by its content.

Terraform's id of such a rule is a hash of its arguments, so live rules are joined by what they
say: group, direction, protocol, ports and peers. A rule whose single AWS rule id is recorded is
found by that id, which also survives a change of its ports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.compare import cidr_set, scalar, string_set
from scanner.compare.blocks import protocol
from scanner.compare.values import canonical_cidr
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.security_groups import (
    ALL_PROTOCOLS,
    EGRESS_TYPES,
    INGRESS_TYPES,
    RULES,
    direction,
    live_rules,
    owner_by,
    ports,
    referenced_group,
    same_protocol,
)
from scanner.model import Origin
from scanner.projection import Attribute, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_LISTS = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids")
_ROWS = (
    Attribute("security_group_id", scalar),
    Attribute("type", scalar),
    Attribute("protocol", same_protocol),
    Attribute("from_port", scalar),
    Attribute("to_port", scalar),
    Attribute("cidr_blocks", cidr_set, default=[]),
    Attribute("ipv6_cidr_blocks", cidr_set, default=[]),
    Attribute("prefix_list_ids", string_set, default=[]),
    Attribute("source_security_group_id", scalar),
    Attribute("self", scalar, default=False),
    Attribute("description", scalar, default=""),
)


def _wanted_peers(attributes: Mapping[str, Value]) -> frozenset[str] | None:
    """The peers a managed rule names, canonical; None when some are not known."""
    peers: set[str] = set()
    for name in _LISTS:
        found = attributes.get(name)
        if found is None:
            continue
        if not isinstance(found, Sequence) or not all(isinstance(one, str) for one in found):
            return None
        peers.update(str(canonical_cidr(one)) for one in found)
    group = attributes.get("security_group_id")
    source = attributes.get("source_security_group_id")
    if attributes.get("self") is True and isinstance(group, str):
        peers.add(group)
    elif isinstance(source, str) and source:
        peers.add(source.rpartition("/")[2])
    return frozenset(peers) if peers else None


def _head(group: Value, way: Value, spoken: Value, low: Value, high: Value) -> str:
    name = protocol(spoken)
    span = "" if name == ALL_PROTOCOLS else f"{low}-{high}"
    return f"{group}|{way}|{name}|{span}"


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    found = resource.attributes
    group, way, spoken = (found.get(name) for name in ("security_group_id", "type", "protocol"))
    span = [found.get("from_port"), found.get("to_port")]
    peers = _wanted_peers(found)
    if peers is None or not all(isinstance(one, str) for one in (group, way, spoken)):
        return None
    if not all(isinstance(one, (int, float, str)) for one in span):
        return None
    low, high = (int(one) if isinstance(one, float) else one for one in span)
    return f"{_head(group, way, spoken, low, high)}|{','.join(sorted(peers))}"


def _peer(api: Api, rule: Mapping[str, Any]) -> tuple[str, str]:
    """(attribute, peer) of a live rule, which has exactly one."""
    for name, field in zip(_LISTS, ("CidrIpv4", "CidrIpv6", "PrefixListId"), strict=True):
        if rule.get(field):
            return name, str(rule[field])
    return "source_security_group_id", referenced_group(api, rule)


def _plain_peer(api: Api, rule: Mapping[str, Any]) -> str:
    name, peer = _peer(api, rule)
    return peer.rpartition("/")[2] if name not in _LISTS else str(canonical_cidr(peer))


def _live_head(rule: Mapping[str, Any]) -> str:
    return _head(rule.get("GroupId"), direction(rule), rule.get("IpProtocol"), *ports(rule))


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    """Managed rules with the live ones that make them up; then each of the rest by itself."""
    rules = live_rules(api)
    by_content = {
        (_live_head(rule), _plain_peer(api, rule)): identity for identity, rule in rules.items()
    }
    items: list[Item] = []
    used: set[str] = set()
    for key, resource in managed.of("aws_security_group_rule").items():
        recorded = resource.attributes.get("security_group_rule_id")
        if isinstance(recorded, str) and recorded in rules:
            ids = [recorded]
        else:
            head, _, _ = key.rpartition("|")
            peers = sorted(_wanted_peers(resource.attributes) or ())
            ids = [by_content[head, one] for one in peers if (head, one) in by_content]
        if ids:
            used.update(ids)
            together = _together(api, [rules[one] for one in ids], resource.attributes)
            items.append(Item(key, together, frozenset(ids)))
    for identity, rule in rules.items():
        if identity not in used:
            alone = f"{_live_head(rule)}|{_plain_peer(api, rule)}"
            items.append(Item(alone, _together(api, [rule], {}), frozenset({identity})))
    return items


def _together(
    api: Api, rules: Sequence[Mapping[str, Any]], managed: Mapping[str, Value]
) -> dict[str, Value]:
    """Live rules as the one block that Terraform has for them."""
    first = rules[0]
    from_port, to_port = ports(first)
    if from_port is None:
        # Ports mean nothing here, and Terraform keeps whatever was written.
        from_port, to_port = managed.get("from_port", 0), managed.get("to_port", 0)
    descriptions = {str(rule.get("Description", "")) for rule in rules}
    changed = sorted(descriptions - {str(managed.get("description") or "")})
    values: dict[str, Value] = {
        "security_group_id": first.get("GroupId"),
        "type": direction(first),
        "protocol": first.get("IpProtocol"),
        "from_port": from_port,
        "to_port": to_port,
        "cidr_blocks": [],
        "ipv6_cidr_blocks": [],
        "prefix_list_ids": [],
        "source_security_group_id": None,
        "self": False,
        "description": changed[0] if changed else next(iter(descriptions)),
    }
    for rule in rules:
        name, peer = _peer(api, rule)
        if name in _LISTS:
            values[name].append(peer)
        elif peer == rule.get("GroupId") and (not managed or managed.get("self") is True):
            values["self"] = True
            # The provider records the group's own id here, or nothing.
            values[name] = managed.get(name)
        else:
            values[name] = peer
    return values


READER = Reader(
    projection=Projection(
        "aws_security_group_rule",
        _ROWS,
        _key,
        {"timeouts": "how long Terraform waits"},
        import_id=None,
    ),
    operations=(RULES,),
    listing=_listing,
    parts=(Part(tuple(row.path for row in _ROWS), lambda api, item: item.raw, bulk=True),),
    parent_type="aws_security_group",
    adopted_type="aws_default_security_group",
    owner=lambda item: (item.raw["security_group_id"], item.raw["type"]),
    owner_of=owner_by(lambda resource: resource.attributes.get("type")),
    siblings=tuple(dict.fromkeys((*INGRESS_TYPES, *EGRESS_TYPES))),
    rank=1,
)
