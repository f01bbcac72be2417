"""One route of a route table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import cidr
from scanner.compare.values import canonical_cidr
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item
from scanner.live.aws.routes import DESTINATIONS, TABLES, TARGETS, tables, written
from scanner.live.aws.table import Listing, field, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource

_TYPE = "aws_route"
_NAMES = ("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id")


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # Terraform's id is a hash; the table and the destination are what it is made of.
    table = resource.attributes.get("route_table_id")
    for name in _NAMES:
        to = resource.attributes.get(name)
        if isinstance(table, str) and table and isinstance(to, str) and to:
            return f"{table}|{canonical_cidr(to)}"
    return None


def _routes(api: Api, managed: Managed) -> Iterable[Item]:
    known = managed.of(_TYPE)
    for table in tables(api):
        identity = required(table, "RouteTableId")
        for route in table.get("Routes", ()):
            to = next((route[at] for at in DESTINATIONS.values() if route.get(at)), "")
            key = f"{identity}|{canonical_cidr(to)}"
            if key in known or written(route):
                yield Item(key, {**route, "RouteTableId": identity})


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    table = resource.attributes.get("route_table_id")
    return (table, "route") if isinstance(table, str) else None


def _targets() -> Iterable[Any]:
    for name, at in TARGETS.items():
        yield field(name, at)


READER = tabled(
    _TYPE,
    Listing((TABLES,), _routes),
    key=_key,
    fields=(
        field("route_table_id", "RouteTableId"),
        field("destination_cidr_block", "DestinationCidrBlock", cidr),
        field("destination_ipv6_cidr_block", "DestinationIpv6CidrBlock", cidr),
        field("destination_prefix_list_id", "DestinationPrefixListId"),
        *_targets(),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{route_table_id}_{destination_cidr_block}",
    parent_type="aws_route_table",
    adopted_type="aws_default_route_table",
    owner=lambda item: (item.raw["RouteTableId"], "route"),
    owner_of=_owner_of,
    siblings=(_TYPE,),
)
