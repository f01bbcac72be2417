"""What network ACLs and their rules share. Shapes: botocore's ec2 model.

The last entry of every list, 32767 or ``*``, denies the rest and cannot be changed; the provider
leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import network_acl_entries, string_set
from scanner.live.aws.ec2 import describe, one_object, own
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Field, field, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

ACLS = describe("NetworkAcls")
ACL_TYPES = ("aws_network_acl", "aws_default_network_acl")
LISTING = one_object(own(ACLS, "NetworkAcls", "NetworkAclId"))
_LAST = range(32767, 32769)


def entries(acl: Any) -> Iterable[Any]:
    """The entries that somebody wrote; IPv6 has a last one of its own."""
    return [one for one in acl.get("Entries", ()) if one.get("RuleNumber") not in _LAST]


def direction(entry: Any) -> str:
    """The attribute that shows this entry inline."""
    return "egress" if entry.get("Egress") else "ingress"


def _inline(way: str) -> Callable[[Any], Any]:
    def read(raw: Any) -> Any:
        return [
            {
                "rule_no": one.get("RuleNumber"),
                "action": one.get("RuleAction"),
                "protocol": one.get("Protocol"),
                "cidr_block": one.get("CidrBlock", ""),
                "ipv6_cidr_block": one.get("Ipv6CidrBlock", ""),
                "from_port": one.get("PortRange", {}).get("From", 0),
                "to_port": one.get("PortRange", {}).get("To", 0),
                "icmp_type": one.get("IcmpTypeCode", {}).get("Type", 0),
                "icmp_code": one.get("IcmpTypeCode", {}).get("Code", 0),
            }
            for one in entries(raw)
            if direction(one) == way
        ]

    return read


def acl_fields() -> tuple[Field, ...]:
    """What a network ACL and the default one of a VPC have in common."""
    return (
        field("ingress", _inline("ingress"), network_acl_entries, default=[]),
        field("egress", _inline("egress"), network_acl_entries, default=[]),
        field(
            "subnet_ids",
            lambda raw: [one.get("SubnetId") for one in raw.get("Associations", ())],
            string_set,
            default=[],
        ),
        *tagged(),
    )


def acls(api: Api) -> list[Any]:
    """The account's own network ACLs."""
    found = api.items(ACLS, "NetworkAcls")
    return [one for one in found if one.get("OwnerId", api.account) == api.account]


OWNS = tuple(
    one
    for of in ACL_TYPES
    for one in (
        Owned(of, "ingress", "aws_network_acl_rule", "network_acl_id", "id", {"egress": False}),
        Owned(of, "egress", "aws_network_acl_rule", "network_acl_id", "id", {"egress": True}),
        Owned(of, "subnet_ids", "aws_network_acl_association", "network_acl_id", "id"),
    )
)
