"""What the local server lacks of endpoints, flow logs and network interfaces."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {
    "aws_flow_log": f"{_API}API_FlowLog.html",
    "aws_network_interface": f"{_API}API_NetworkInterface.html",
    "aws_vpc_endpoint": f"{_API}API_VpcEndpoint.html",
}
_BUCKET = "arn:aws:s3:::example-logs"
_ROLE = "arn:aws:iam::210987654321:role/deliver"
_CONFIG = "arn:aws:vpc-lattice:us-east-1:123456789012:resourceconfiguration/rcfg-07129f3acded87625"
_NETWORK = "arn:aws:vpc-lattice:eu-west-1:123456789012:servicenetwork/sn-0bbf6da8bf7a6cc3b"
_DNS = {"dns_record_ip_type": "dualstack", "private_dns_only_for_inbound_resolver_endpoint": True}

AMENDED = {
    "aws_vpc_endpoint.interface": {
        "ip_address_type": "dualstack",
        "dns_options": [_DNS],
        "service_region": "eu-west-1",
    },
    # An endpoint is of a service, of a resource or of a service network.
    "aws_vpc_endpoint.plain": {
        "service_name": "",
        "service_region": "us-east-1",
        "resource_configuration_arn": _CONFIG,
        "service_network_arn": _NETWORK,
        "vpc_endpoint_type": "Resource",
    },
    "aws_flow_log.attachment": {
        "subnet_id": "",
        "transit_gateway_attachment_id": "tgw-attach-0123456789abcdef0",
        "log_destination": _BUCKET,
        "log_destination_type": "s3",
        "destination_options": [
            {
                "file_format": "parquet",
                "hive_compatible_partitions": True,
                "per_hour_partition": True,
            }
        ],
    },
    "aws_flow_log.transit": {
        "subnet_id": "",
        "transit_gateway_id": "tgw-0123456789abcdef0",
        "deliver_cross_account_role": _ROLE,
    },
    "aws_network_interface.main": {
        "attachment": [
            {
                "attachment_id": "eni-attach-0123456789abcdef0",
                "device_index": 1,
                "instance": "i-0123456789abcdef0",
            }
        ],
        "ipv6_addresses": ["2001:db8::5"],
        "enable_primary_ipv6": True,
    },
    "aws_network_interface.plain": {
        "interface_type": "efa",
        "ipv4_prefixes": ["10.0.1.96/28"],
        "ipv6_prefixes": ["2001:db8:0:1::/80"],
    },
}


def _endpoints(world: World, answers: dict[str, Any]) -> None:
    one = f"<vpcEndpointId>{world.id('aws_vpc_endpoint.interface')}<"
    private = "<privateDnsEnabled>true</privateDnsEnabled>"
    options = (
        "<ipAddressType>dualstack</ipAddressType><dnsOptions>"
        "<dnsRecordIpType>dualstack</dnsRecordIpType>"
        "<privateDnsOnlyForInboundResolverEndpoint>true"
        "</privateDnsOnlyForInboundResolverEndpoint></dnsOptions>"
        "<serviceRegion>eu-west-1</serviceRegion>"
    )
    swap(answers, "DescribeVpcEndpoints", private, options + private, after=one)
    one = f"<vpcEndpointId>{world.id('aws_vpc_endpoint.plain')}<"
    for old, new in (
        (
            "<serviceName>com.amazonaws.eu-west-1.dynamodb</serviceName>",
            "<serviceRegion>us-east-1</serviceRegion>"
            f"<resourceConfigurationArn>{_CONFIG}</resourceConfigurationArn>"
            f"<serviceNetworkArn>{_NETWORK}</serviceNetworkArn>",
        ),
        (">Gateway<", ">Resource<"),
    ):
        swap(answers, "DescribeVpcEndpoints", old, new, after=one)
    for interface in world.at("aws_vpc_endpoint.interface", "network_interface_ids"):
        swap(
            answers,
            "DescribeNetworkInterfaces",
            "<requesterManaged>false",
            "<requesterManaged>true",
            after=f"<networkInterfaceId>{interface}<",
        )


def _flow_logs(world: World, answers: dict[str, Any]) -> None:
    firehose = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/attachment"
    subnet = world.id("aws_subnet.other")
    files = (
        "<destinationOptions><fileFormat>parquet</fileFormat>"
        "<hiveCompatiblePartitions>true</hiveCompatiblePartitions>"
        "<perHourPartition>true</perHourPartition></destinationOptions>"
    )
    status = "<flowLogStatus>"
    for name, old, new in (
        ("attachment", f">{subnet}<", ">tgw-attach-0123456789abcdef0<"),
        ("attachment", f">{firehose}<", f">{_BUCKET}<"),
        ("attachment", ">kinesis-data-firehose<", ">s3<"),
        ("attachment", status, files + status),
        ("transit", f">{subnet}<", ">tgw-0123456789abcdef0<"),
        (
            "transit",
            status,
            f"<deliverCrossAccountRole>{_ROLE}</deliverCrossAccountRole>{status}",
        ),
    ):
        after = f"<flowLogId>{world.id(f'aws_flow_log.{name}')}<"
        swap(answers, "DescribeFlowLogs", old, new, after=after)


def _interfaces(world: World, answers: dict[str, Any]) -> None:
    subnet = "<subnetId>"
    attachment = (
        "<attachment><attachmentId>eni-attach-0123456789abcdef0</attachmentId>"
        "<deleteOnTermination>false</deleteOnTermination><deviceIndex>1</deviceIndex>"
        "<instanceId>i-0123456789abcdef0</instanceId>"
        "<instanceOwnerId>123456789012</instanceOwnerId><status>attached</status></attachment>"
    )
    ipv6 = (
        "<ipv6AddressesSet><item><ipv6Address>2001:db8::5</ipv6Address>"
        "<isPrimaryIpv6>true</isPrimaryIpv6></item></ipv6AddressesSet>"
    )
    prefixes = (
        "<ipv4PrefixSet><item><ipv4Prefix>10.0.1.96/28</ipv4Prefix></item></ipv4PrefixSet>"
        "<ipv6PrefixSet><item><ipv6Prefix>2001:db8:0:1::/80</ipv6Prefix></item></ipv6PrefixSet>"
    )
    for name, new in (("main", attachment), ("plain", prefixes)):
        identity = f"<networkInterfaceId>{world.id(f'aws_network_interface.{name}')}<"
        swap(answers, "DescribeNetworkInterfaces", subnet, new + subnet, after=identity)
    swap(
        answers,
        "DescribeNetworkInterfaces",
        "<ipv6AddressesSet/>",
        ipv6,
        before=f"<networkInterfaceId>{world.id('aws_network_interface.main')}<",
    )
    swap(
        answers,
        "DescribeNetworkInterfaces",
        "<interfaceType>interface",
        "<interfaceType>efa",
        before=f"<networkInterfaceId>{world.id('aws_network_interface.plain')}<",
    )


def amend(world: World, answers: dict[str, Any]) -> None:
    """Names by address type, files as a destination, IPv6 and attachments of interfaces."""
    _endpoints(world, answers)
    _flow_logs(world, answers)
    _interfaces(world, answers)


def _in(request: str, old: str, new: str) -> Any:
    """An edit of the answer to a request."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {next(key for key in answers if request in key): (old, new)}

    return edits


EDITS = {
    "aws_vpc_endpoint.interface: dns_options": _in(
        "DescribeVpcEndpoints",
        "<privateDnsOnlyForInboundResolverEndpoint>true",
        "<privateDnsOnlyForInboundResolverEndpoint>false",
    ),
    "aws_network_interface.main: ipv6_addresses": _in(
        "DescribeNetworkInterfaces", ">2001:db8::5<", ">2001:db8::6<"
    ),
    "aws_network_interface.plain: ipv4_prefixes": _in(
        "DescribeNetworkInterfaces", ">10.0.1.96/28<", ">10.0.1.112/28<"
    ),
    "aws_network_interface.main: attachment": _in(
        "DescribeNetworkInterfaces", ">i-0123456789abcdef0<", ">i-0fedcba9876543210<"
    ),
    "aws_flow_log.attachment: destination_options": _in(
        "DescribeFlowLogs", "<fileFormat>parquet", "<fileFormat>plain-text"
    ),
    "aws_vpc_endpoint.interface: private_dns_enabled": _in(
        "DescribeVpcEndpoints", "<privateDnsEnabled>true", "<privateDnsEnabled>false"
    ),
}
