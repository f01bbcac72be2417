"""What the spellings of security group rules share: operations, listings, live rules in
Terraform's words. Shapes: botocore's ec2 model and the provider's schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import by, cidr, scalar
from scanner.compare.blocks import protocol
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.operations import Operation
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.projection import Attribute, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

GROUPS = Operation("ec2", "DescribeSecurityGroups")
RULES = Operation("ec2", "DescribeSecurityGroupRules")

INGRESS_TYPES = ("aws_vpc_security_group_ingress_rule", "aws_security_group_rule")
EGRESS_TYPES = ("aws_vpc_security_group_egress_rule", "aws_security_group_rule")

same_protocol = by(protocol)

ALL_PROTOCOLS = "-1"


def live_rules(api: Api) -> Mapping[str, Any]:
    """Every security group rule of the region by its id."""
    return api.index(RULES, "SecurityGroupRules", "SecurityGroupRuleId")


def referenced_group(api: Api, rule: Mapping[str, Any]) -> str:
    """The peer group as the provider writes it: with its account when that is another one."""
    info = rule.get("ReferencedGroupInfo") or {}
    group = str(info.get("GroupId") or "")
    account = info.get("UserId")
    if group and account and account != rule.get("GroupOwnerId", api.account):
        return f"{account}/{group}"
    return group


def ports(rule: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """From and to; None for rules of every protocol, where AWS says -1."""
    if protocol(rule.get("IpProtocol")) == ALL_PROTOCOLS:
        return None, None
    return rule.get("FromPort"), rule.get("ToPort")


def direction(rule: Mapping[str, Any]) -> str:
    """The attribute of aws_security_group that shows this rule when it is written inline."""
    return "egress" if rule.get("IsEgress") else "ingress"


def _attributes(api: Api, item: Item) -> Mapping[str, Value]:
    rule = item.raw
    from_port, to_port = ports(rule)
    return {
        "security_group_id": rule.get("GroupId"),
        "ip_protocol": rule.get("IpProtocol"),
        "from_port": from_port,
        "to_port": to_port,
        "cidr_ipv4": rule.get("CidrIpv4"),
        "cidr_ipv6": rule.get("CidrIpv6"),
        "prefix_list_id": rule.get("PrefixListId"),
        "referenced_security_group_id": referenced_group(api, rule) or None,
        "description": rule.get("Description", ""),
        **tag_values(rule.get("Tags")),
    }


def _key(resource: Resource) -> str | None:
    # The rule's id is made by AWS: without a state there is nothing to join on.
    for name in ("security_group_rule_id", "id"):
        value = resource.attributes.get(name)
        if isinstance(value, str) and value:
            return value
    return resource.id


def single_rule(type_name: str, attribute: str, siblings: tuple[str, ...]) -> Reader:
    """The reader of rules with one peer each: the ingress and the egress type.

    attribute: ``ingress`` or ``egress``.
    """

    def listing(api: Api, managed: Managed) -> Iterable[Item]:
        return [
            Item(identity, rule, frozenset({identity}))
            for identity, rule in live_rules(api).items()
            if direction(rule) == attribute
        ]

    rows = (
        Attribute("security_group_id"),
        Attribute("ip_protocol", same_protocol),
        Attribute("from_port", scalar),
        Attribute("to_port", scalar),
        Attribute("cidr_ipv4", cidr),
        Attribute("cidr_ipv6", cidr),
        Attribute("prefix_list_id", scalar),
        Attribute("referenced_security_group_id", scalar),
        Attribute("description", scalar, default=""),
        *TAG_ROWS,
    )
    return Reader(
        projection=Projection(type_name, rows, _key),
        operations=(RULES,),
        listing=listing,
        parts=(Part(tuple(row.path for row in rows), _attributes, bulk=True),),
        parent_type="aws_security_group",
        owner=lambda item: (str(item.raw.get("GroupId")), attribute),
        owner_of=owner_by(lambda resource: attribute),
        siblings=siblings,
    )


def owner_by(
    attribute: Callable[[Resource], Value],
) -> Callable[[Resource], tuple[str, str] | None]:
    """(group, attribute) of a managed rule."""

    def owner(resource: Resource) -> tuple[str, str] | None:
        group, name = resource.attributes.get("security_group_id"), attribute(resource)
        return (group, name) if isinstance(group, str) and isinstance(name, str) else None

    return owner
