"""A subnet of a virtual network."""

from __future__ import annotations

from typing import Any

from scanner.compare import cidr
from scanner.live.aws.ec2 import describe, own
from scanner.live.aws.table import by_id, computed, field, tabled, tagged


def _ipv6(raw: Any) -> Any:
    for one in raw.get("Ipv6CidrBlockAssociationSet", ()):
        if one.get("Ipv6CidrBlockState", {}).get("State") in ("associated", "associating"):
            return one.get("Ipv6CidrBlock")
    return None


_ON_LAUNCH = "PrivateDnsNameOptionsOnLaunch"

READER = tabled(
    "aws_subnet",
    own(describe("Subnets"), "Subnets", "SubnetId"),
    key=by_id,
    fields=(
        field("vpc_id", "VpcId"),
        field("cidr_block", "CidrBlock", cidr),
        field("ipv6_cidr_block", _ipv6, cidr),
        field("ipv6_native", "Ipv6Native", default=False),
        field("availability_zone", "AvailabilityZone"),
        field("availability_zone_id", "AvailabilityZoneId"),
        field("map_public_ip_on_launch", "MapPublicIpOnLaunch", default=False),
        field("assign_ipv6_address_on_creation", "AssignIpv6AddressOnCreation", default=False),
        field("enable_dns64", "EnableDns64", default=False),
        field("enable_lni_at_device_index", "EnableLniAtDeviceIndex", default=0),
        field("customer_owned_ipv4_pool", "CustomerOwnedIpv4Pool"),
        field("map_customer_owned_ip_on_launch", "MapCustomerOwnedIpOnLaunch", default=False),
        field("outpost_arn", "OutpostArn"),
        field("private_dns_hostname_type_on_launch", f"{_ON_LAUNCH}.HostnameType"),
        field(
            "enable_resource_name_dns_a_record_on_launch",
            f"{_ON_LAUNCH}.EnableResourceNameDnsARecord",
            default=False,
        ),
        field(
            "enable_resource_name_dns_aaaa_record_on_launch",
            f"{_ON_LAUNCH}.EnableResourceNameDnsAAAARecord",
            default=False,
        ),
        computed("arn", "SubnetArn"),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    everywhere=lambda item, attributes: bool(item.raw.get("DefaultForAz")),
)
