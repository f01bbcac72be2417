"""One rule of a network ACL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import by, case_insensitive, cidr
from scanner.compare.networks import has_ports, has_types, protocol_number
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item
from scanner.live.aws.network_acls import ACLS, acls, direction, entries
from scanner.live.aws.table import Listing, field, recalling, tabled
from scanner.model import Origin, Unknown

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource, Value

_TYPE = "aws_network_acl_rule"


def _way(attributes: Mapping[str, Value]) -> str | None:
    egress = attributes.get("egress")
    if isinstance(egress, Unknown):
        return None
    return "egress" if egress is True else "ingress"


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # Terraform's id is a hash of these.
    acl, number = (resource.attributes.get(name) for name in ("network_acl_id", "rule_number"))
    way = _way(resource.attributes)
    if way and isinstance(acl, str) and acl and isinstance(number, (int, float, str)):
        return f"{acl}|{way}|{int(number) if isinstance(number, float) else number}"
    return None


def _rules(api: Api, managed: Managed) -> Iterable[Item]:
    for acl in acls(api):
        identity = required(acl, "NetworkAclId")
        for one in entries(acl):
            key = f"{identity}|{direction(one)}|{required(one, 'RuleNumber')}"
            yield Item(key, {**one, "NetworkAclId": identity})


def _where(
    applies: Callable[[Any], bool], name: str, block: str, at: str
) -> Callable[[Any], Value]:
    """A number that some protocols have; for the others Terraform keeps whatever was written."""

    def read(raw: Any) -> Value:
        if not applies(raw.get("Protocol")):
            return raw["Recorded"].get(name)
        return raw.get(block, {}).get(at)

    return read


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    acl, way = resource.attributes.get("network_acl_id"), _way(resource.attributes)
    return (acl, way) if isinstance(acl, str) and way else None


READER = tabled(
    _TYPE,
    recalling(_TYPE, Listing((ACLS,), _rules)),
    key=_key,
    fields=(
        field("network_acl_id", "NetworkAclId"),
        field("rule_number", "RuleNumber"),
        field("egress", "Egress", default=False),
        field("protocol", "Protocol", by(protocol_number)),
        field("rule_action", "RuleAction", case_insensitive),
        field("cidr_block", "CidrBlock", cidr),
        field("ipv6_cidr_block", "Ipv6CidrBlock", cidr),
        field("from_port", _where(has_ports, "from_port", "PortRange", "From")),
        field("to_port", _where(has_ports, "to_port", "PortRange", "To")),
        field("icmp_type", _where(has_types, "icmp_type", "IcmpTypeCode", "Type")),
        field("icmp_code", _where(has_types, "icmp_code", "IcmpTypeCode", "Code")),
    ),
    import_id="{network_acl_id}:{rule_number}:{protocol}:{egress}",
    parent_type="aws_network_acl",
    adopted_type="aws_default_network_acl",
    owner=lambda item: (item.raw["NetworkAclId"], direction(item.raw)),
    owner_of=_owner_of,
    siblings=(_TYPE,),
)
