"""A virtual network."""

from __future__ import annotations

from typing import Any

from scanner.compare import cidr
from scanner.live.aws.ec2 import VPCS, describe, own
from scanner.live.aws.table import by_id, computed, detail, field, tabled, tagged

ATTRIBUTE = describe("VpcAttribute", "InvalidVpcID.NotFound")


def _ipv6(name: str) -> Any:
    def read(raw: Any) -> Any:
        for one in raw.get("Ipv6CidrBlockAssociationSet", ()):
            if one.get("Ipv6CidrBlockState", {}).get("State") in ("associated", "associating"):
                return one.get(name)
        return None

    return read


def _attribute(path: str, name: str, default: bool) -> Any:
    answer = name[0].upper() + name[1:]
    return detail(
        ATTRIBUTE,
        {"VpcId": "."},
        (field(path, f"{answer}.Value", default=default),),
        Attribute=name,
    )


READER = tabled(
    "aws_vpc",
    own(VPCS, "Vpcs", "VpcId"),
    key=by_id,
    fields=(
        field("cidr_block", "CidrBlock", cidr),
        field("instance_tenancy", "InstanceTenancy", default="default"),
        field("ipv6_cidr_block", _ipv6("Ipv6CidrBlock"), cidr),
        field("ipv6_cidr_block_network_border_group", _ipv6("NetworkBorderGroup")),
        field(
            "assign_generated_ipv6_cidr_block",
            lambda raw: _ipv6("Ipv6Pool")(raw) == "Amazon",
            default=False,
        ),
        computed("dhcp_options_id", "DhcpOptionsId"),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    details=(
        _attribute("enable_dns_support", "enableDnsSupport", True),
        _attribute("enable_dns_hostnames", "enableDnsHostnames", False),
        _attribute(
            "enable_network_address_usage_metrics", "enableNetworkAddressUsageMetrics", False
        ),
    ),
    apply_only=("ipv4_netmask_length", "ipv6_netmask_length"),
    uncovered={
        "ipv4_ipam_pool_id": "the pool's allocations say it, not the network",
        "ipv6_ipam_pool_id": "the pool's allocations say it, not the network",
    },
    everywhere=lambda item, attributes: bool(item.raw.get("IsDefault")),
)
