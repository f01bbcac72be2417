"""What AWS makes by itself in a network, and what is recorded before it is complete: no drift.

The answers are constructed after docs.aws.amazon.com/AWSEC2/latest/APIReference/ (the type of each
element) and go through botocore's own parser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from recorded import resource

from scanner.drift import compare
from scanner.live.aws.kinds import splits
from scanner.live.facade import Sessions, read_live
from scanner.model import Unknown
from scanner.outcome import DriftClass

NS = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15"'
OWNER = "<ownerId>123456789012</ownerId>"


IDENTITY = {
    "sts Action=GetCallerIdentity&Version=2011-06-15": {
        "status": "200 OK",
        "type": "text/xml",
        "body": '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
        "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/reader</Arn>"
        "<UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
        "</GetCallerIdentityResponse>",
    }
}


def ec2(what: str, items: str) -> dict[str, Any]:
    """The answer to ``Describe<what>``: (name of the set, its items)."""
    name, _, inside = items.partition(":")
    body = f"<Describe{what}Response {NS}><{name}>{inside}</{name}></Describe{what}Response>"
    key = f"ec2 Action=Describe{what}&Version=2016-11-15"
    return {key: {"status": "200 OK", "type": "text/xml", "body": body}}


def managed(type_name: str, **attributes: Any) -> Any:
    """A recorded resource."""
    return resource({"type": type_name, "address": f"{type_name}.x", "attributes": attributes})


@pytest.fixture
def found(replayed: Callable[[Any], Any]) -> Callable[..., list[str]]:
    """What has drifted of recorded resources, and what is unmanaged."""

    def found(recorded: list[Any], *answers: Mapping[str, Any], strict: bool = False) -> list[str]:
        session = replayed({key: one for each in (IDENTITY, *answers) for key, one in each.items()})
        live = read_live(recorded, Sessions(aws=lambda _: session), strict=strict)
        assert live.view.unread == ()
        done = compare(
            None, list(live.managed), live.view, live.projections, splits=splits(live.projections)
        )
        return [
            f"{one.resource.type} {one.attribute or one.drift.drift_class.value}"
            for one in done.findings
            if one.drift is not None and one.drift.drift_class is not DriftClass.IN_SYNC
        ]

    return found


VPCS = ec2(
    "Vpcs",
    "vpcSet:<item><vpcId>vpc-1</vpcId><isDefault>true</isDefault></item>"
    "<item><vpcId>vpc-2</vpcId><isDefault>false</isDefault></item>",
)


def test_the_gateway_of_the_default_network(found: Callable[..., list[str]]) -> None:
    gateway = managed("aws_internet_gateway", id="igw-2", vpc_id="vpc-2")
    answer = ec2(
        "InternetGateways",
        "internetGatewaySet:"
        + "".join(
            f"<item><internetGatewayId>igw-{n}</internetGatewayId><attachmentSet><item>"
            f"<state>available</state><vpcId>vpc-{n}</vpcId></item></attachmentSet></item>"
            for n in (1, 2)
        ),
    )
    assert found([gateway], answer, VPCS) == []
    assert found([gateway], answer, VPCS, strict=True) == ["aws_internet_gateway unmanaged"]
    elsewhere = managed("aws_internet_gateway", id="igw-1", vpc_id="vpc-1")
    assert found([elsewhere], answer, VPCS) == ["aws_internet_gateway unmanaged"]


def options(identity: str, name: str, server: str) -> str:
    pairs = (("domain-name", name), ("domain-name-servers", server))
    said = "".join(
        f"<item><key>{key}</key><valueSet><item><value>{value}</value></item></valueSet></item>"
        for key, value in pairs
    )
    return (
        f"<item><dhcpOptionsId>{identity}</dhcpOptionsId>{OWNER}"
        f"<dhcpConfigurationSet>{said}</dhcpConfigurationSet></item>"
    )


def test_the_dhcp_options_of_the_region(found: Callable[..., list[str]]) -> None:
    mine = managed(
        "aws_vpc_dhcp_options", id="dopt-2", domain_name="a.b", domain_name_servers=["10.0.0.2"]
    )
    own = options("dopt-2", "a.b", "10.0.0.2")
    theirs = options("dopt-1", "eu-west-1.compute.internal", "AmazonProvidedDNS")
    assert found([mine], ec2("DhcpOptions", f"dhcpOptionsSet:{own}{theirs}")) == []
    stray = options("dopt-3", "eu-west-1.compute.internal", "198.51.100.1")
    answer = ec2("DhcpOptions", f"dhcpOptionsSet:{own}{stray}")
    assert found([mine], answer) == ["aws_vpc_dhcp_options unmanaged"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<requesterManaged>true</requesterManaged>", []),
        ("<interfaceType>lambda</interfaceType>", []),
        ("<operator><managed>true</managed></operator>", []),
        ("<attachment><deleteOnTermination>true</deleteOnTermination></attachment>", []),
        ("<interfaceType>interface</interfaceType>", ["aws_network_interface unmanaged"]),
        (
            "<attachment><deleteOnTermination>false</deleteOnTermination></attachment>",
            ["aws_network_interface unmanaged"],
        ),
    ],
)
def test_interfaces_that_services_make(
    said: str, expected: list[str], found: Callable[..., list[str]]
) -> None:
    mine = managed("aws_network_interface", id="eni-1", subnet_id="subnet-1")
    items = "".join(
        f"<item><networkInterfaceId>{one}</networkInterfaceId><subnetId>subnet-1</subnetId>{OWNER}"
        f"<sourceDestCheck>true</sourceDestCheck>{more}</item>"
        for one, more in (("eni-1", ""), ("eni-2", said))
    )
    answer = ec2("NetworkInterfaces", f"networkInterfaceSet:{items}")
    assert found([mine], answer) == expected


@pytest.mark.parametrize(("by", "expected"), [("amazon-elb", []), ("123456789012", ["aws_eip"])])
def test_an_address_that_a_service_was_given(
    by: str, expected: list[str], found: Callable[..., list[str]]
) -> None:
    mine = managed("aws_eip", id="eipalloc-1", domain="vpc", vpc=True, network_interface="")
    item = (
        "<item><allocationId>eipalloc-1</allocationId><domain>vpc</domain>"
        f"<networkInterfaceId>eni-1</networkInterfaceId>"
        f"<networkInterfaceOwnerId>{by}</networkInterfaceOwnerId></item>"
    )
    answer = ec2("Addresses", f"addressesSet:{item}")
    assert [one.split()[0] for one in found([mine], answer)] == expected


def test_an_address_that_belongs_to_a_service(found: Callable[..., list[str]]) -> None:
    mine = managed("aws_eip", id="eipalloc-1", domain="vpc", vpc=True)
    items = "".join(
        f"<item><allocationId>{one}</allocationId><domain>vpc</domain>{more}</item>"
        for one, more in (
            ("eipalloc-1", ""),
            ("eipalloc-2", "<serviceManaged>nlb</serviceManaged>"),
        )
    )
    assert found([mine], ec2("Addresses", f"addressesSet:{items}")) == []


def test_the_address_of_a_gateway_recorded_before_it(found: Callable[..., list[str]]) -> None:
    address = managed("aws_eip", id="eipalloc-1", domain="vpc", vpc=True, network_interface="")
    gateway = managed(
        "aws_nat_gateway",
        id="nat-1",
        subnet_id="subnet-1",
        allocation_id="eipalloc-1",
        network_interface_id="eni-1",
    )
    taken = (
        "<item><allocationId>eipalloc-1</allocationId><domain>vpc</domain>"
        "<networkInterfaceId>eni-1</networkInterfaceId></item>"
    )
    there = (
        "<item><natGatewayId>nat-1</natGatewayId><state>available</state>"
        "<subnetId>subnet-1</subnetId><natGatewayAddressSet><item>"
        "<allocationId>eipalloc-1</allocationId><networkInterfaceId>eni-1</networkInterfaceId>"
        "</item></natGatewayAddressSet></item>"
    )
    answers = (
        ec2("Addresses", f"addressesSet:{taken}"),
        ec2("NatGateways", f"natGatewaySet:{there}"),
    )
    assert found([address, gateway], *answers) == []
    assert found([address], answers[0]) == ["aws_eip network_interface"]


@pytest.mark.parametrize(
    ("owner", "region", "expected"),
    [
        ("123456789012", "eu-west-1", ["aws_vpc_peering_connection unmanaged"]),
        ("210987654321", "eu-west-1", []),
        ("123456789012", "us-east-1", []),
    ],
)
def test_a_peering_belongs_to_who_asked_for_it(
    owner: str, region: str, expected: list[str], found: Callable[..., list[str]]
) -> None:
    mine = managed(
        "aws_vpc_peering_connection",
        id="pcx-1",
        vpc_id="vpc-1",
        peer_vpc_id="vpc-2",
        peer_owner_id="123456789012",
        peer_region="eu-west-1",
    )

    def item(identity: str, owner: str, region: str) -> str:
        return (
            f"<item><vpcPeeringConnectionId>{identity}</vpcPeeringConnectionId>"
            f"<requesterVpcInfo><ownerId>{owner}</ownerId><vpcId>vpc-1</vpcId>"
            f"<region>{region}</region></requesterVpcInfo><accepterVpcInfo>{OWNER}"
            "<vpcId>vpc-2</vpcId><region>eu-west-1</region></accepterVpcInfo>"
            "<status><code>active</code></status></item>"
        )

    items = item("pcx-1", "123456789012", "eu-west-1") + item("pcx-2", owner, region)
    answer = ec2("VpcPeeringConnections", f"vpcPeeringConnectionSet:{items}")
    assert found([mine], answer) == expected


def test_a_route_written_into_a_default_table(found: Callable[..., list[str]]) -> None:
    table = managed("aws_default_route_table", id="rtb-1", default_route_table_id="rtb-1", route=[])
    route = managed(
        "aws_route",
        id="r-1",
        route_table_id="rtb-1",
        destination_cidr_block="10.1.0.0/16",
        gateway_id="igw-1",
    )

    def answer(*routes: tuple[str, str]) -> dict[str, Any]:
        said = "".join(
            f"<item><destinationCidrBlock>{to}</destinationCidrBlock>"
            f"<gatewayId>{gateway}</gatewayId><origin>CreateRoute</origin></item>"
            for to, gateway in routes
        )
        return ec2(
            "RouteTables",
            f"routeTableSet:<item><routeTableId>rtb-1</routeTableId>{OWNER}<associationSet><item>"
            f"<main>true</main></item></associationSet><routeSet>{said}</routeSet></item>",
        )

    mine, local = ("10.1.0.0/16", "igw-1"), ("10.0.0.0/16", "local")
    assert found([table, route], answer(mine, local)) == []
    assert found([table, route], answer(mine, local, ("0.0.0.0/0", "igw-1"))) == [
        "aws_route unmanaged"
    ]
    # Nobody writes routes of their own here: the table itself shows it.
    assert found([table], answer(mine)) == ["aws_default_route_table route"]


def test_an_interface_recorded_before_its_instance() -> None:
    from scanner.live.aws.kinds import Managed
    from scanner.live.aws.types.aws_network_interface import READER

    class Platform:
        account = "123456789012"

        def items(self, *_: Any) -> list[Any]:
            attachment = {"InstanceId": "i-1", "DeviceIndex": 0, "Status": "attached"}
            return [{"NetworkInterfaceId": "eni-1", "Attachment": attachment}]

    def attached(*interfaces: Any) -> Any:
        instance = managed("aws_instance", id="i-1", network_interface=interfaces[0])
        mine = managed("aws_network_interface", id="eni-1", attachment=[])
        known = {"aws_instance": {"i-1": instance}, READER.type: {"eni-1": mine}}
        platform: Any = Platform()
        (item,) = READER.listing(platform, Managed(known))
        return READER.parts[0].read(platform, item)["attachment"]

    given = [{"network_interface_id": "eni-1", "device_index": 0}]
    assert attached(given) == []
    by_hand = [{"instance": "i-1", "device_index": 0}]
    assert attached([]) == by_hand
    assert attached(None) == by_hand
    assert attached(Unknown("not known before apply")) == by_hand
