"""What happens to routes and gateways outside of Terraform."""

_ANYWHERE = "0.0.0.0/0"


def _association(aws, vpc):
    """The main association of a VPC."""
    answer = aws("ec2").describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    return next(
        one["RouteTableAssociationId"]
        for table in answer["RouteTables"]
        for one in table["Associations"]
        if one["Main"]
    )


def _tag(address):
    return lambda aws: aws("ec2").create_tags(
        Resources=[aws.id(address)], Tags=[{"Key": "by", "Value": "hand"}]
    )


CHANGES = {
    "aws_route_table.plain: route": lambda aws: aws("ec2").create_route(
        RouteTableId=aws.id("aws_route_table.plain"),
        DestinationCidrBlock=_ANYWHERE,
        GatewayId=aws.id("aws_internet_gateway.main"),
    ),
    "aws_route_table.inline: route": lambda aws: aws("ec2").replace_route(
        RouteTableId=aws.id("aws_route_table.inline"),
        DestinationCidrBlock="10.9.0.0/16",
        GatewayId=aws.id("aws_internet_gateway.main"),
    ),
    "aws_route_table.split: tags": _tag("aws_route_table.split"),
    "aws_route_table.plain: missing, aws_route_table_association.gateway: missing": lambda aws: (
        aws("ec2").disassociate_route_table(
            AssociationId=aws.id("aws_route_table_association.gateway")
        ),
        aws("ec2").delete_route_table(RouteTableId=aws.id("aws_route_table.plain")),
    ),
    "unmanaged aws_route_table": lambda aws: aws("ec2").create_route_table(
        VpcId=aws.id("aws_vpc.main")
    ),
    "aws_default_route_table.main: route": lambda aws: aws("ec2").replace_route(
        RouteTableId=aws.id("aws_default_route_table.main"),
        DestinationCidrBlock=_ANYWHERE,
        GatewayId=aws.id("aws_internet_gateway.main"),
    ),
    "aws_default_route_table.short: tags": _tag("aws_default_route_table.short"),
    "aws_vpc.short: missing, aws_default_route_table.short: missing, "
    "aws_main_route_table_association.short: missing": lambda aws: aws("ec2").delete_vpc(
        VpcId=aws.id("aws_vpc.short")
    ),
    "aws_main_route_table_association.peer: route_table_id": lambda aws: aws(
        "ec2"
    ).replace_route_table_association(
        AssociationId=_association(aws, aws.id("aws_vpc.peer")),
        RouteTableId=aws.id("aws_route_table.plain"),
    ),
    "aws_route_table_association.subnet: route_table_id": lambda aws: aws(
        "ec2"
    ).replace_route_table_association(
        AssociationId=aws.id("aws_route_table_association.subnet"),
        RouteTableId=aws.id("aws_route_table.split"),
    ),
    "aws_route_table_association.subnet: missing": lambda aws: aws("ec2").disassociate_route_table(
        AssociationId=aws.id("aws_route_table_association.subnet")
    ),
    "unmanaged aws_route_table_association": lambda aws: aws("ec2").associate_route_table(
        SubnetId=aws.id("aws_subnet.other"), RouteTableId=aws.id("aws_route_table.inline")
    ),
    "aws_route.partners: nat_gateway_id, aws_route.partners: gateway_id": lambda aws: aws(
        "ec2"
    ).replace_route(
        RouteTableId=aws.id("aws_route_table.split"),
        DestinationPrefixListId=aws.id("aws_ec2_managed_prefix_list.main"),
        GatewayId=aws.id("aws_internet_gateway.main"),
    ),
    "aws_route.internet: gateway_id, aws_route.internet: nat_gateway_id": lambda aws: aws(
        "ec2"
    ).replace_route(
        RouteTableId=aws.id("aws_route_table.split"),
        DestinationCidrBlock=_ANYWHERE,
        NatGatewayId=aws.id("aws_nat_gateway.main"),
    ),
    "aws_route.internet6: missing": lambda aws: aws("ec2").delete_route(
        RouteTableId=aws.id("aws_route_table.split"), DestinationIpv6CidrBlock="::/0"
    ),
    "unmanaged aws_route": lambda aws: aws("ec2").create_route(
        RouteTableId=aws.id("aws_route_table.split"),
        DestinationCidrBlock="172.16.0.0/12",
        GatewayId=aws.id("aws_internet_gateway.main"),
    ),
    "aws_internet_gateway.plain: vpc_id": lambda aws: aws("ec2").attach_internet_gateway(
        InternetGatewayId=aws.id("aws_internet_gateway.plain"), VpcId=aws.id("aws_vpc.peer")
    ),
    "aws_internet_gateway.main: tags": _tag("aws_internet_gateway.main"),
    "aws_internet_gateway.plain: missing": lambda aws: aws("ec2").delete_internet_gateway(
        InternetGatewayId=aws.id("aws_internet_gateway.plain")
    ),
    "unmanaged aws_internet_gateway": lambda aws: aws("ec2").create_internet_gateway(),
    "aws_egress_only_internet_gateway.main: tags": _tag("aws_egress_only_internet_gateway.main"),
    "aws_egress_only_internet_gateway.plain: missing": lambda aws: aws(
        "ec2"
    ).delete_egress_only_internet_gateway(
        EgressOnlyInternetGatewayId=aws.id("aws_egress_only_internet_gateway.plain")
    ),
    "unmanaged aws_egress_only_internet_gateway": lambda aws: aws(
        "ec2"
    ).create_egress_only_internet_gateway(VpcId=aws.id("aws_vpc.peer")),
    "aws_nat_gateway.private: tags": _tag("aws_nat_gateway.private"),
    "aws_nat_gateway.private: missing": lambda aws: aws("ec2").delete_nat_gateway(
        NatGatewayId=aws.id("aws_nat_gateway.private")
    ),
    "aws_eip.plain: network_interface": lambda aws: aws("ec2").associate_address(
        AllocationId=aws.id("aws_eip.plain"),
        NetworkInterfaceId=aws.id("aws_network_interface.main"),
    ),
    "aws_eip.brought: tags": _tag("aws_eip.brought"),
    "aws_eip.plain: missing": lambda aws: aws("ec2").release_address(
        AllocationId=aws.id("aws_eip.plain")
    ),
    "unmanaged aws_eip": lambda aws: aws("ec2").allocate_address(Domain="vpc"),
    "aws_vpc_peering_connection.main: accepter": lambda aws: aws(
        "ec2"
    ).modify_vpc_peering_connection_options(
        VpcPeeringConnectionId=aws.id("aws_vpc_peering_connection.main"),
        AccepterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": False},
    ),
    "aws_vpc_peering_connection.plain: requester": lambda aws: aws(
        "ec2"
    ).modify_vpc_peering_connection_options(
        VpcPeeringConnectionId=aws.id("aws_vpc_peering_connection.plain"),
        RequesterPeeringConnectionOptions={"AllowDnsResolutionFromRemoteVpc": True},
    ),
    "aws_vpc_peering_connection.main: tags": _tag("aws_vpc_peering_connection.main"),
    "aws_vpc_peering_connection.plain: missing": lambda aws: aws(
        "ec2"
    ).delete_vpc_peering_connection(
        VpcPeeringConnectionId=aws.id("aws_vpc_peering_connection.plain")
    ),
    "unmanaged aws_vpc_peering_connection": lambda aws: aws("ec2").create_vpc_peering_connection(
        VpcId=aws.id("aws_vpc.peer"), PeerVpcId=aws.id("aws_vpc.short")
    ),
    "aws_vpc_dhcp_options.plain: tags": _tag("aws_vpc_dhcp_options.plain"),
    "aws_vpc_dhcp_options.plain: missing": lambda aws: aws("ec2").delete_dhcp_options(
        DhcpOptionsId=aws.id("aws_vpc_dhcp_options.plain")
    ),
    "unmanaged aws_vpc_dhcp_options": lambda aws: aws("ec2").create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name-servers", "Values": ["198.51.100.1"]}]
    ),
}
