"""Which route table a subnet or a gateway uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.kinds import Item
from scanner.live.aws.routes import TABLES, in_force, tables
from scanner.live.aws.table import Listing, field, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # A subnet or gateway has one table. The association's own id changes with the table.
    for name in ("subnet_id", "gateway_id"):
        found = resource.attributes.get(name)
        if isinstance(found, str) and found:
            return found
    return None


def _associations(api: Api, managed: Managed) -> Iterable[Item]:
    for table in tables(api):
        for one in in_force(table):
            of = one.get("SubnetId") or one.get("GatewayId")
            if of and not one.get("Main"):
                yield Item(of, one)


READER = tabled(
    "aws_route_table_association",
    Listing((TABLES,), _associations),
    key=_key,
    fields=(
        field("route_table_id", "RouteTableId"),
        field("subnet_id", "SubnetId"),
        field("gateway_id", "GatewayId"),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{subnet_id}/{route_table_id}",
)
