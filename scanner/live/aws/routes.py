"""What route tables, their routes and their associations share.

Shapes: botocore's ec2 model. What the provider leaves out of a table's routes: its documentation
of aws_route_table (local routes, propagated ones, those of gateway endpoints).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import routes, string_set
from scanner.live.aws.ec2 import describe, one_object, own
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Field, field, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

TABLES = describe("RouteTables")
TABLE_TYPES = ("aws_route_table", "aws_default_route_table")

LISTING = one_object(own(TABLES, "RouteTables", "RouteTableId"))

DESTINATIONS = {
    "cidr_block": "DestinationCidrBlock",
    "ipv6_cidr_block": "DestinationIpv6CidrBlock",
    "destination_prefix_list_id": "DestinationPrefixListId",
}


def _gateway(endpoint: bool) -> Callable[[Any], Any]:
    """Endpoints of Gateway Load Balancers come as gateways."""

    def read(route: Any) -> Any:
        found = route.get("GatewayId")
        return found if str(found).startswith("vpce-") == endpoint else None

    return read


TARGETS: dict[str, str | Callable[[Any], Any]] = {
    "carrier_gateway_id": "CarrierGatewayId",
    "core_network_arn": "CoreNetworkArn",
    "egress_only_gateway_id": "EgressOnlyInternetGatewayId",
    "gateway_id": _gateway(endpoint=False),
    "local_gateway_id": "LocalGatewayId",
    "nat_gateway_id": "NatGatewayId",
    "network_interface_id": "NetworkInterfaceId",
    "transit_gateway_id": "TransitGatewayId",
    "vpc_endpoint_id": _gateway(endpoint=True),
    "vpc_peering_connection_id": "VpcPeeringConnectionId",
}


def written(route: Any) -> bool:
    """Whether somebody wrote this route: it is not the VPC's own, propagated, or the one that a
    gateway endpoint adds by itself."""
    gateway = str(route.get("GatewayId"))
    of_endpoint = "DestinationPrefixListId" in route and gateway.startswith("vpce-")
    by_platform = route.get("Origin") in ("EnableVgwRoutePropagation", "Advertisement")
    return not (gateway in ("local", "VpcLattice") or of_endpoint or by_platform)


def _routes(raw: Any) -> list[dict[str, Any]]:
    return [
        {
            **{name: route.get(at) for name, at in DESTINATIONS.items()},
            **{
                name: route.get(at) if isinstance(at, str) else at(route)
                for name, at in TARGETS.items()
            },
        }
        for route in raw.get("Routes", ())
        if written(route)
    ]


def table_fields() -> tuple[Field, ...]:
    """What a route table and the default one of a VPC have in common."""
    return (
        field("route", _routes, routes, default=[]),
        field(
            "propagating_vgws",
            lambda raw: [one.get("GatewayId") for one in raw.get("PropagatingVgws", ())],
            string_set,
            default=[],
        ),
        *tagged(),
    )


def is_main(raw: Any) -> bool:
    """Whether this is the table of every subnet that names none."""
    return any(one.get("Main") for one in in_force(raw))


def in_force(raw: Any) -> Iterable[Any]:
    """The associations of a table that have not ended."""
    return [
        one
        for one in raw.get("Associations", ())
        if one.get("AssociationState", {}).get("State") not in ("disassociating", "disassociated")
    ]


def tables(api: Api) -> list[Any]:
    """The account's own route tables."""
    return [
        one
        for one in api.items(TABLES, "RouteTables")
        if one.get("OwnerId", api.account) == api.account
    ]


OWNS = tuple(
    Owned(of, attribute, by, "route_table_id", "id")
    for of in TABLE_TYPES
    for attribute, by in (
        ("route", "aws_route"),
        ("propagating_vgws", "aws_vpn_gateway_route_propagation"),
    )
)
