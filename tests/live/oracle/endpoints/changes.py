"""What happens to endpoints, flow logs and network interfaces outside of Terraform."""

import json

_OPEN = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}


def _tag(address):
    return lambda aws: aws("ec2").create_tags(
        Resources=[aws.id(address)], Tags=[{"Key": "by", "Value": "hand"}]
    )


CHANGES = {
    "aws_vpc_endpoint.gateway: policy": lambda aws: aws("ec2").modify_vpc_endpoint(
        VpcEndpointId=aws.id("aws_vpc_endpoint.gateway"), PolicyDocument=json.dumps(_OPEN)
    ),
    "aws_vpc_endpoint.interface: security_group_ids": lambda aws: aws("ec2").modify_vpc_endpoint(
        VpcEndpointId=aws.id("aws_vpc_endpoint.interface"),
        AddSecurityGroupIds=[aws.id("aws_security_group.other")],
    ),
    "aws_vpc_endpoint.gateway: route_table_ids": lambda aws: aws("ec2").modify_vpc_endpoint(
        VpcEndpointId=aws.id("aws_vpc_endpoint.gateway"),
        RemoveRouteTableIds=[aws.id("aws_route_table.main")],
    ),
    "aws_vpc_endpoint.interface: tags": _tag("aws_vpc_endpoint.interface"),
    "aws_vpc_endpoint.plain: missing": lambda aws: aws("ec2").delete_vpc_endpoints(
        VpcEndpointIds=[aws.id("aws_vpc_endpoint.plain")]
    ),
    "unmanaged aws_vpc_endpoint": lambda aws: aws("ec2").create_vpc_endpoint(
        VpcId=aws.id("aws_vpc.main"), ServiceName="com.amazonaws.eu-west-1.s3"
    ),
    "aws_flow_log.vpc: missing": lambda aws: aws("ec2").delete_flow_logs(
        FlowLogIds=[aws.id("aws_flow_log.vpc")]
    ),
    "aws_flow_log.vpc: tags": _tag("aws_flow_log.vpc"),
    "unmanaged aws_flow_log": lambda aws: aws("ec2").create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[aws.id("aws_vpc.main")],
        TrafficType="ALL",
        LogDestinationType="kinesis-data-firehose",
        LogDestination="arn:aws:firehose:eu-west-1:210987654321:deliverystream/elsewhere",
    ),
    "aws_network_interface.plain: security_groups": lambda aws: aws(
        "ec2"
    ).modify_network_interface_attribute(
        NetworkInterfaceId=aws.id("aws_network_interface.plain"),
        Groups=[aws.id("aws_security_group.other")],
    ),
    "aws_network_interface.plain: source_dest_check": lambda aws: aws(
        "ec2"
    ).modify_network_interface_attribute(
        NetworkInterfaceId=aws.id("aws_network_interface.plain"), SourceDestCheck={"Value": False}
    ),
    "aws_network_interface.main: private_ips": lambda aws: aws("ec2").unassign_private_ip_addresses(
        NetworkInterfaceId=aws.id("aws_network_interface.main"), PrivateIpAddresses=["10.0.1.51"]
    ),
    "aws_network_interface.main: description": lambda aws: aws(
        "ec2"
    ).modify_network_interface_attribute(
        NetworkInterfaceId=aws.id("aws_network_interface.main"), Description={"Value": "other"}
    ),
    "aws_network_interface.plain: missing": lambda aws: aws("ec2").delete_network_interface(
        NetworkInterfaceId=aws.id("aws_network_interface.plain")
    ),
    "unmanaged aws_network_interface": lambda aws: aws("ec2").create_network_interface(
        SubnetId=aws.id("aws_subnet.main")
    ),
}
