"""A private way from a VPC to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import policy, string_set
from scanner.live.aws.ec2 import NETWORK_INTERFACES, describe, own
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Detail, block, by_id, computed, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

_TYPE = "aws_vpc_endpoint"
_EVERYTHING = (
    '{"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}'
)


def _interfaces(api: Api, item: Item) -> Any:
    """The endpoint's network interfaces; one call for all endpoints."""
    wanted = item.raw.get("NetworkInterfaceIds") or ()
    if not wanted:
        return {}
    every = api.index(NETWORK_INTERFACES, "NetworkInterfaces", "NetworkInterfaceId")
    return {"Interfaces": [every[one] for one in wanted if one in every]}


_ADDRESSES = block(
    "subnet_configuration",
    "Interfaces",
    {
        "subnet_id": "SubnetId",
        "ipv4": "PrivateIpAddress",
        "ipv6": lambda raw: next(
            (one.get("Ipv6Address") for one in raw.get("Ipv6Addresses", ())), None
        ),
    },
    key=("subnet_id",),
)

READER = tabled(
    _TYPE,
    own(
        describe("VpcEndpoints"),
        "VpcEndpoints",
        "VpcEndpointId",
        only=lambda one: str(one.get("State")).lower() not in ("deleting", "deleted"),
    ),
    key=by_id,
    fields=(
        field("vpc_id", "VpcId"),
        field("service_name", "ServiceName"),
        field("service_region", "ServiceRegion"),
        field("service_network_arn", "ServiceNetworkArn"),
        field("resource_configuration_arn", "ResourceConfigurationArn"),
        field("vpc_endpoint_type", "VpcEndpointType", default="Gateway"),
        field("policy", "PolicyDocument", policy, default=_EVERYTHING),
        field("private_dns_enabled", "PrivateDnsEnabled", default=False),
        field("ip_address_type", "IpAddressType"),
        block(
            "dns_options",
            "DnsOptions",
            {
                "dns_record_ip_type": "DnsRecordIpType",
                "private_dns_only_for_inbound_resolver_endpoint": (
                    "PrivateDnsOnlyForInboundResolverEndpoint"
                ),
            },
            defaults={"private_dns_only_for_inbound_resolver_endpoint": False},
        ),
        field("route_table_ids", "RouteTableIds", string_set, default=[]),
        field("subnet_ids", "SubnetIds", string_set, default=[]),
        field(
            "security_group_ids",
            lambda raw: [one.get("GroupId") for one in raw.get("Groups", ())],
            string_set,
            default=[],
        ),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    details=(Detail((NETWORK_INTERFACES,), _interfaces, (_ADDRESSES,)),),
    apply_only=("auto_accept",),
    uncovered={"timeouts": "how long Terraform waits"},
    # Other services of AWS make endpoints of their own.
    everywhere=lambda item, attributes: bool(item.raw.get("RequesterManaged")),
    owns=tuple(
        Owned(_TYPE, attribute, f"aws_vpc_endpoint_{by}", "vpc_endpoint_id", "id")
        for attribute, by in (
            ("policy", "policy"),
            ("private_dns_enabled", "private_dns"),
            ("route_table_ids", "route_table_association"),
            ("security_group_ids", "security_group_association"),
            ("subnet_ids", "subnet_association"),
            ("subnet_configuration", "subnet_association"),
        )
    ),
)
