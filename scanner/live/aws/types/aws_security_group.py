"""A security group with its rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.compare import scalar, security_group_rules
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.security_groups import ALL_PROTOCOLS, GROUPS
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_COMPUTED, _APPLY_ONLY = AttributeKind.COMPUTED, AttributeKind.APPLY_ONLY


def _key(resource: Resource) -> str | None:
    # Names are unique in a VPC only, and most are generated; AWS's id is what joins.
    identity = resource.attributes.get("id")
    return identity if isinstance(identity, str) and identity else resource.id


PROJECTION = Projection(
    "aws_security_group",
    (
        Attribute("name", scalar),
        Attribute("name_prefix", kind=_APPLY_ONLY),
        Attribute("description", scalar, default="Managed by Terraform"),
        Attribute("vpc_id", scalar),
        Attribute("ingress", security_group_rules, default=[]),
        Attribute("egress", security_group_rules, default=[]),
        Attribute("revoke_rules_on_delete", kind=_APPLY_ONLY),
        Attribute("owner_id", scalar, _COMPUTED),
        Attribute("arn", scalar, _COMPUTED),
        *TAG_ROWS,
    ),
    _key,
    {"timeouts": "how long Terraform waits"},
)


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(required(one, "GroupId"), one) for one in api.items(GROUPS, "SecurityGroups")]


def _read(api: Api, item: Item) -> Mapping[str, Value]:
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


READER = Reader(
    projection=PROJECTION,
    operations=(GROUPS,),
    listing=_listing,
    parts=(
        Part(
            (
                "name",
                "description",
                "vpc_id",
                "ingress",
                "egress",
                "owner_id",
                "arn",
                "tags",
                "tags_all",
            ),
            _read,
            bulk=True,
        ),
    ),
    # Every VPC has one of this name, which nobody can delete.
    everywhere=lambda item, attributes: bool(attributes.get("name") == "default"),
)
