"""What the local server lacks of the network, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_RANGE = "2001:db8:1234:1a00::/56"
_PART = "2001:db8:1234:1a01::/64"


def _associated(cidr: str) -> str:
    return (
        f"<ipv6CidrBlockAssociationSet><item><ipv6CidrBlock>{cidr}</ipv6CidrBlock>"
        "<ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState>"
        "<ipv6Pool>Amazon</ipv6Pool><networkBorderGroup>eu-west-1</networkBorderGroup>"
        "</item></ipv6CidrBlockAssociationSet>"
    )


AMENDED = {
    "aws_vpc.main": {
        "assign_generated_ipv6_cidr_block": True,
        "ipv6_cidr_block": _RANGE,
        "ipv6_cidr_block_network_border_group": "eu-west-1",
    },
    "aws_subnet.main": {
        "ipv6_cidr_block": _PART,
        "assign_ipv6_address_on_creation": True,
        "enable_dns64": True,
        "private_dns_hostname_type_on_launch": "resource-name",
        "enable_resource_name_dns_a_record_on_launch": True,
        "enable_resource_name_dns_aaaa_record_on_launch": True,
    },
    "aws_subnet.plain": {"ipv6_native": True},
}
DOCUMENTATION = {
    "aws_vpc": f"{_API}API_Vpc.html",
    "aws_subnet": f"{_API}API_Subnet.html",
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """IPv6, which the server gives to no subnet, and names by resource."""
    none = "<ipv6CidrBlockAssociationSet/>"
    vpc, subnet = world.id("aws_vpc.main"), world.id("aws_subnet.main")
    swap(answers, "DescribeVpcs", none, _associated(_RANGE), before=vpc)
    for old, new in (
        (none, _associated(_PART)),
        ("<assignIpv6AddressOnCreation>false", "<assignIpv6AddressOnCreation>true"),
        ("<hostnameType>ip-name", "<hostnameType>resource-name"),
        ("<enableResourceNameDnsARecord>false", "<enableResourceNameDnsARecord>true"),
        ("<enableResourceNameDnsAAAARecord>false", "<enableResourceNameDnsAAAARecord>true"),
        ("<ipv6Native>", "<enableDns64>true</enableDns64><ipv6Native>"),
    ):
        swap(answers, "DescribeSubnets", old, new, before=f">{subnet}<")
    swap(
        answers,
        "DescribeSubnets",
        "<ipv6Native>false",
        "<ipv6Native>true",
        before=f">{world.id('aws_subnet.plain')}<",
    )


def _dns64(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    key = next(key for key in answers if "DescribeSubnets" in key)
    return {key: ("<enableDns64>true", "<enableDns64>false")}


EDITS = {"aws_subnet.main: enable_dns64": _dns64}
