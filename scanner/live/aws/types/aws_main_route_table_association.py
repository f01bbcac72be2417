"""Which route table the subnets of a VPC use that name none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item
from scanner.live.aws.routes import TABLES, is_main, tables
from scanner.live.aws.table import Listing, field, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource

_TYPE = "aws_main_route_table_association"


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    vpc = resource.attributes.get("vpc_id")
    return vpc if isinstance(vpc, str) and vpc else None


def _mains(api: Api, managed: Managed) -> Iterable[Item]:
    known = managed.of(_TYPE)
    for table in tables(api):
        if not is_main(table):
            continue
        vpc = required(table, "VpcId")
        recorded = known[vpc].attributes if vpc in known else {}
        # The table that this one took the place of is still every VPC's own.
        replaced = recorded.get("original_route_table_id")
        yield Item(vpc, table, frozenset({replaced} if isinstance(replaced, str) else ()))


READER = tabled(
    _TYPE,
    Listing((TABLES,), _mains),
    key=_key,
    fields=(field("vpc_id", "VpcId"), field("route_table_id", "RouteTableId")),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id=None,
    everywhere=lambda item, attributes: True,
)
