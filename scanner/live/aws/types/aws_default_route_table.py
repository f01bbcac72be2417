"""The route table that a VPC is made with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.routes import LISTING, OWNS, is_main, table_fields
from scanner.live.aws.table import Listing, by_id, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item, Managed

_TYPE = "aws_default_route_table"


def _tables(api: Api, managed: Managed) -> Iterable[Item]:
    # Another table may have become the main one since.
    known = managed.of(_TYPE)
    return [item for item in LISTING.items(api, managed) if item.id in known or is_main(item.raw)]


READER = tabled(
    _TYPE,
    Listing(LISTING.operations, _tables),
    key=by_id,
    fields=(
        field("default_route_table_id", "RouteTableId"),
        *table_fields(),
        computed("vpc_id", "VpcId"),
        computed("owner_id", "OwnerId"),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{vpc_id}",
    everywhere=lambda item, attributes: True,
    owns=OWNS,
)
