"""The network ACL that a VPC is made with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.network_acls import LISTING, OWNS, acl_fields
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Listing, by_id, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item, Managed

_TYPE = "aws_default_network_acl"


def _defaults(api: Api, managed: Managed) -> Iterable[Item]:
    return [item for item in LISTING.items(api, managed) if item.raw.get("IsDefault")]


READER = tabled(
    _TYPE,
    Listing(LISTING.operations, _defaults),
    key=by_id,
    fields=(
        field("default_network_acl_id", "NetworkAclId"),
        *acl_fields(),
        computed("vpc_id", "VpcId"),
        computed("owner_id", "OwnerId"),
    ),
    everywhere=lambda item, attributes: True,
    # Each subnet made later is added to it; one that leaves it shows at the list that it joins.
    owns=(*OWNS, Owned(_TYPE, "subnet_ids", "aws_subnet", "vpc_id", "vpc_id")),
)
