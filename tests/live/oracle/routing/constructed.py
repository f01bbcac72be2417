"""What the local server lacks of gateways, addresses and routes."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {
    "aws_eip": f"{_API}API_Address.html",
    "aws_nat_gateway": f"{_API}API_NatGatewayAddress.html",
    "aws_route": f"{_API}API_Route.html",
    "aws_default_route_table": f"{_API}API_RouteTable.html",
    "aws_route_table": f"{_API}API_RouteTable.html",
    "aws_vpc_dhcp_options": f"{_API}API_DhcpOptions.html",
}
_LOCAL = "lgw-09493aa7c1234567a"
_CORE = "arn:aws:networkmanager::123456789012:core-network/core-network-0123456789abcdef0"
_SECOND = "eipalloc-0a1b2c3d4e5f60718"
_TAGS = {"team": "core"}
_VGW = "vgw-0123456789abcdef0"

AMENDED = {
    "aws_eip.gateway": {"public_ipv4_pool": "amazon", "network_border_group": "eu-west-1"},
    "aws_eip.plain": {"customer_owned_ipv4_pool": "ipv4pool-coip-0123456789abcdef0"},
    "aws_eip.brought": {"ipam_pool_id": "ipam-pool-0123456789abcdef0"},
    "aws_eip.interface": {"instance": "i-0123456789abcdef0"},
    "aws_nat_gateway.main": {
        "secondary_allocation_ids": [_SECOND],
        "secondary_private_ip_addresses": ["10.0.1.77"],
        "secondary_private_ip_address_count": 1,
    },
    "aws_route_table.split": {"propagating_vgws": [_VGW]},
    "aws_default_route_table.main": {"propagating_vgws": [_VGW]},
    "aws_route.outpost": {"local_gateway_id": _LOCAL, "gateway_id": ""},
    "aws_route.core": {"core_network_arn": _CORE, "gateway_id": ""},
    "aws_vpc_dhcp_options.main": {
        "ipv6_address_preferred_lease_time": "1440",
        "tags": _TAGS,
        "tags_all": _TAGS,
    },
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Pools, a second address of a gateway, targets on Outposts and Cloud WAN, options' tags."""
    for address, old, new in (
        ("gateway", "<domain>vpc</domain>", "<publicIpv4Pool>amazon</publicIpv4Pool>"),
        ("gateway", "<domain>vpc</domain>", "<networkBorderGroup>eu-west-1</networkBorderGroup>"),
        (
            "plain",
            "<domain>vpc</domain>",
            "<customerOwnedIpv4Pool>ipv4pool-coip-0123456789abcdef0</customerOwnedIpv4Pool>",
        ),
        (
            "brought",
            "<domain>vpc</domain>",
            "<publicIpv4Pool>ipam-pool-0123456789abcdef0</publicIpv4Pool>",
        ),
    ):
        after = f"<allocationId>{world.id(f'aws_eip.{address}')}<"
        swap(answers, "DescribeAddresses&", old, old + new, after=after)
    swap(
        answers,
        "DescribeAddresses&",
        "<instanceId/>",
        "<instanceId>i-0123456789abcdef0</instanceId>",
        after=f"<allocationId>{world.id('aws_eip.interface')}<",
    )
    end = f"</item></natGatewayAddressSet><natGatewayId>{world.id('aws_nat_gateway.main')}<"
    second = (
        f"<isPrimary>true</isPrimary></item><item><allocationId>{_SECOND}</allocationId>"
        "<privateIp>10.0.1.77</privateIp><isPrimary>false</isPrimary>"
    )
    swap(answers, "DescribeNatGateways", end, second + end)
    gateway = f"<gatewayId>{world.id('aws_internet_gateway.main')}</gatewayId>"
    for to, target in (
        ("10.60.0.0/16", f"<localGatewayId>{_LOCAL}</localGatewayId>"),
        ("10.70.0.0/16", f"<coreNetworkArn>{_CORE}</coreNetworkArn>"),
    ):
        swap(answers, "DescribeRouteTables", gateway, target, after=f">{to}<")
    for one in ("aws_route_table.split", "aws_default_route_table.main"):
        table = f"<routeTableId>{world.id(one)}</routeTableId><routeSet>"
        gateways = f"<item><gatewayId>{_VGW}</gatewayId></item>"
        gateways = f"<propagatingVgwSet>{gateways}</propagatingVgwSet>"
        swap(answers, "DescribeRouteTables", table, gateways + table)
    options = f"<dhcpOptionsId>{world.id('aws_vpc_dhcp_options.main')}</dhcpOptionsId>"
    lease = (
        "<item><key>ipv6-address-preferred-lease-time</key>"
        "<valueSet><item><value>1440</value></item></valueSet></item>"
    )
    start = "<dhcpConfigurationSet>"
    tags = "<tagSet><item><key>team</key><value>core</value></item></tagSet>"
    swap(answers, "DescribeDhcpOptions", start, start + lease, after=options)
    swap(answers, "DescribeDhcpOptions", "<tagSet/>", tags, before=options)
    for one in ("aws_nat_gateway.main", "aws_nat_gateway.private"):
        # The interface of a gateway is the service's.
        swap(
            answers,
            "DescribeNetworkInterfaces",
            "<requesterManaged>false",
            "<requesterManaged>true",
            after=f"<networkInterfaceId>{world.at(one, 'network_interface_id')}<",
        )


def _in(request: str, old: str, new: str) -> Any:
    """An edit of the answer to a request."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = next(key for key in answers if request in key)
        return {key: (old, new)}

    return edits


def _deleted_gateway(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    """Gone gateways stay in the list for an hour."""
    key = next(key for key in answers if "DescribeNatGateways" in key)
    name = f"<natGatewayId>{world.id('aws_nat_gateway.main')}</natGatewayId>"
    return {key: (f"{name}<state>available", f"{name}<state>deleted")}


EDITS = {
    "aws_route_table.split: propagating_vgws": lambda world, answers: _in(
        "DescribeRouteTables",
        f"<propagatingVgwSet><item><gatewayId>{_VGW}</gatewayId></item></propagatingVgwSet>"
        f"<routeTableId>{world.id('aws_route_table.split')}<",
        f"<propagatingVgwSet/><routeTableId>{world.id('aws_route_table.split')}<",
    )(world, answers),
    "aws_egress_only_internet_gateway.main: vpc_id": lambda world, answers: _in(
        "DescribeEgressOnlyInternetGateways", world.id("aws_vpc.main"), world.id("aws_vpc.short")
    )(world, answers),
    "aws_vpc_dhcp_options.main: domain_name_servers": _in(
        "DescribeDhcpOptions", "<value>10.0.0.2<", "<value>198.51.100.7<"
    ),
    "aws_nat_gateway.main: secondary_private_ip_addresses": _in(
        "DescribeNatGateways", "10.0.1.77", "10.0.1.78"
    ),
    "aws_nat_gateway.main: missing": _deleted_gateway,
    "aws_nat_gateway.main: public_ip": lambda world, answers: _in(
        "DescribeNatGateways", world.at("aws_nat_gateway.main", "public_ip"), "203.0.113.200"
    )(world, answers),
}
