"""A security group with its rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import scalar, security_group_rules
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.security_groups import GROUPS, group_attributes
from scanner.live.aws.tags import TAG_ROWS
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

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
    groups = api.index(GROUPS, "SecurityGroups", "GroupId")
    return [Item(id_, one, frozenset({id_})) for id_, one in groups.items()]


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
            group_attributes,
            bulk=True,
        ),
    ),
    # Every VPC has one of this name, which nobody can delete.
    everywhere=lambda item, attributes: bool(attributes.get("name") == "default"),
    # aws_default_security_group reads the same objects.
    rank=1,
)
