"""What the spellings of security group rules share: operations, listings, live rules in
Terraform's words. Shapes: botocore's ec2 model and the provider's schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.compare import by, cidr, scalar
from scanner.compare.blocks import protocol
from scanner.live.aws.api import required
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


def group_attributes(api: Api, item: Item) -> Mapping[str, Value]:
    """The attributes of a security group, its rules inline."""
    group = item.raw
    owner = str(group.get("OwnerId", ""))
    arn = group.get("SecurityGroupArn") or (
        f"arn:{api.partition}:ec2:{api.region}:{owner}:security-group/{item.id}"
    )
    return {
        "name": group.get("GroupName"),
        "description": group.get("Description", ""),
        "vpc_id": group.get("VpcId", ""),
        "ingress": _rules(group, group.get("IpPermissions", ())),
        "egress": _rules(group, group.get("IpPermissionsEgress", ())),
        "owner_id": owner,
        "arn": arn,
        **tag_values(group.get("Tags")),
    }


def _rules(group: Mapping[str, Any], permissions: Sequence[Mapping[str, Any]]) -> Value:
    """Inline blocks: one per protocol, port range and description, as the provider writes them."""
    rules: dict[tuple[Any, ...], dict[str, Value]] = {}
    for permission in permissions:
        spoken = str(permission.get("IpProtocol"))
        everything = spoken == ALL_PROTOCOLS
        from_port = 0 if everything else permission.get("FromPort", 0)
        to_port = 0 if everything else permission.get("ToPort", 0)
        for name, peer, description in _peers(group, permission):
            rule = rules.setdefault(
                (spoken, from_port, to_port, description),
                {
                    "protocol": spoken,
                    "from_port": from_port,
                    "to_port": to_port,
                    "description": description,
                    "cidr_blocks": [],
                    "ipv6_cidr_blocks": [],
                    "prefix_list_ids": [],
                    "security_groups": [],
                    "self": False,
                },
            )
            if name == "self":
                rule["self"] = True
            else:
                rule[name].append(peer)
    return list(rules.values())


def _peers(
    group: Mapping[str, Any], permission: Mapping[str, Any]
) -> Iterable[tuple[str, str, str]]:
    """(attribute, peer, description) of every peer of a permission."""
    for name, key, field in (
        ("cidr_blocks", "IpRanges", "CidrIp"),
        ("ipv6_cidr_blocks", "Ipv6Ranges", "CidrIpv6"),
        ("prefix_list_ids", "PrefixListIds", "PrefixListId"),
    ):
        for one in permission.get(key, ()):
            yield name, required(one, field), one.get("Description", "")
    for pair in permission.get("UserIdGroupPairs", ()):
        peer, account = pair.get("GroupId", ""), pair.get("UserId")
        description = pair.get("Description", "")
        if peer == group.get("GroupId"):
            yield "self", peer, description
        elif account and account != group.get("OwnerId"):
            yield "security_groups", f"{account}/{peer}", description
        else:
            yield "security_groups", peer, description


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
        adopted_type="aws_default_security_group",
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
