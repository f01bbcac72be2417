"""A network ACL with its rules."""

from __future__ import annotations

from scanner.live.aws.network_acls import LISTING, OWNS, acl_fields
from scanner.live.aws.table import by_id, computed, field, tabled

READER = tabled(
    "aws_network_acl",
    LISTING,
    key=by_id,
    fields=(field("vpc_id", "VpcId"), *acl_fields(), computed("owner_id", "OwnerId")),
    everywhere=lambda item, attributes: bool(item.raw.get("IsDefault")),
    # aws_default_network_acl reads the same objects.
    rank=1,
    owns=OWNS,
)
