"""What the local server lacks of machines, as the documentation has the answers."""

from typing import Any

from family import World, graft, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {
    "aws_instance": f"{_API}API_Instance.html",
    "aws_launch_template": f"{_API}API_ResponseLaunchTemplateData.html",
}

_GROUP = "arn:aws:resource-groups:eu-west-1:123456789012:group/hosts"

_RICH = f"""
<monitoring><state>enabled</state></monitoring>
<cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore>
 <amdSevSnp>enabled</amdSevSnp></cpuOptions>
<hibernationOptions><configured>true</configured></hibernationOptions>
<enclaveOptions><enabled>true</enabled></enclaveOptions>
<placement><availabilityZone>eu-west-1a</availabilityZone><groupName>trueup</groupName>
 <hostId>h-0123456789abcdef0</hostId><hostResourceGroupArn>{_GROUP}</hostResourceGroupArn>
 <partitionNumber>3</partitionNumber><tenancy>host</tenancy></placement>
<capacityReservationSpecification>
 <capacityReservationPreference>none</capacityReservationPreference>
</capacityReservationSpecification>
<maintenanceOptions><autoRecovery>disabled</autoRecovery></maintenanceOptions>
<privateDnsNameOptions><hostnameType>resource-name</hostnameType>
 <enableResourceNameDnsARecord>true</enableResourceNameDnsARecord>
 <enableResourceNameDnsAAAARecord>true</enableResourceNameDnsAAAARecord></privateDnsNameOptions>
<metadataOptions><state>applied</state><httpTokens>required</httpTokens>
 <httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint>
 <httpProtocolIpv6>enabled</httpProtocolIpv6>
 <instanceMetadataTags>enabled</instanceMetadataTags></metadataOptions>
<instanceLifecycle>spot</instanceLifecycle>
<groupSet><item><groupId>sg-0123456789abcdef0</groupId><groupName>web</groupName></item></groupSet>
"""

_PREFERENCE, _RECOVERY = "capacity_reservation_preference", "auto_recovery"
AMENDED: dict[str, dict[str, Any]] = {
    "aws_instance.rich": {
        "disable_api_termination": True,
        "vpc_security_group_ids": ["sg-0123456789abcdef0"],
        "monitoring": True,
        "cpu_core_count": 1,
        "cpu_threads_per_core": 2,
        "cpu_options": [{"core_count": 1, "threads_per_core": 2, "amd_sev_snp": "enabled"}],
        "hibernation": True,
        "enclave_options": [{"enabled": True}],
        "placement_group": "trueup",
        "host_id": "h-0123456789abcdef0",
        "host_resource_group_arn": _GROUP,
        "placement_partition_number": 3,
        "tenancy": "host",
        "capacity_reservation_specification": [{_PREFERENCE: "none"}],
        "maintenance_options": [{_RECOVERY: "disabled"}],
        "private_dns_name_options": [
            {
                "hostname_type": "resource-name",
                "enable_resource_name_dns_a_record": True,
                "enable_resource_name_dns_aaaa_record": True,
            }
        ],
        "metadata_options": [
            {
                "http_endpoint": "enabled",
                "http_tokens": "required",
                "http_put_response_hop_limit": 2,
                "http_protocol_ipv6": "enabled",
                "instance_metadata_tags": "enabled",
            }
        ],
        "instance_market_options": [{"market_type": "spot", "spot_options": []}],
        "associate_public_ip_address": True,
        "enable_primary_ipv6": True,
        "ipv6_address_count": 1,
        "ipv6_addresses": ["2001:db8:1234:1a01::10"],
        "secondary_private_ips": ["10.0.1.11"],
        "network_interface": [
            {
                "delete_on_termination": False,
                "device_index": 0,
                "network_card_index": 0,
                "network_interface_id": "eni-0123456789abcdef0",
            }
        ],
        "primary_network_interface_id": "eni-0123456789abcdef0",
    },
    "aws_instance.templated": {
        "capacity_reservation_specification": [
            {
                _PREFERENCE: "",
                "capacity_reservation_target": [
                    {
                        "capacity_reservation_id": "cr-0123456789abcdef0",
                        "capacity_reservation_resource_group_arn": "",
                    }
                ],
            }
        ],
    },
    "aws_instance.plain": {"credit_specification": [{"cpu_credits": "unlimited"}]},
}

_INTERFACE = """
<networkInterfaceSet><item>
 <networkInterfaceId>eni-0123456789abcdef0</networkInterfaceId>
 <privateIpAddress>10.0.1.10</privateIpAddress>
 <attachment><deviceIndex>0</deviceIndex><networkCardIndex>0</networkCardIndex>
  <status>attached</status><deleteOnTermination>false</deleteOnTermination></attachment>
 <association><publicIp>203.0.113.10</publicIp><ipOwnerId>amazon</ipOwnerId></association>
 <privateIpAddressesSet>
  <item><privateIpAddress>10.0.1.10</privateIpAddress><primary>true</primary></item>
  <item><privateIpAddress>10.0.1.11</privateIpAddress><primary>false</primary></item>
 </privateIpAddressesSet>
 <ipv6AddressesSet><item><ipv6Address>2001:db8:1234:1a01::10</ipv6Address>
  <isPrimaryIpv6>true</isPrimaryIpv6></item></ipv6AddressesSet>
</item></networkInterfaceSet>
"""

_TARGET = """
<capacityReservationSpecification><capacityReservationTarget>
 <capacityReservationId>cr-0123456789abcdef0</capacityReservationId>
</capacityReservationTarget></capacityReservationSpecification>
"""


def amend(world: World, answers: dict[str, Any]) -> None:
    """Everything of an instance that the server does not keep."""
    rich, plain = world.id("aws_instance.rich"), world.id("aws_instance.plain")
    graft(answers, "Action=DescribeInstances&", rich, _RICH + _INTERFACE)
    graft(answers, "Action=DescribeInstances&", world.id("aws_instance.templated"), _TARGET)
    for name in ("disableApiTermination",):
        swap(answers, f"InstanceId={rich}&Attribute={name}", "<value>false", "<value>true")
    swap(
        answers,
        "DescribeLaunchTemplateVersions",
        "<launchTemplateData>",
        "<launchTemplateData><creditSpecification><cpuCredits>unlimited</cpuCredits>"
        "</creditSpecification>",
        after="<versionDescription>web servers",
    )
    key = "ec2 Action=DescribeInstanceCreditSpecifications&Version=2016-11-15"
    if key in answers:
        answers[key] = {**answers[key], "body": _CREDITS.format(plain)}


_CREDITS = (
    "<DescribeInstanceCreditSpecificationsResponse "
    'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>'
    "<instanceCreditSpecificationSet><item><instanceId>{}</instanceId>"
    "<cpuCredits>unlimited</cpuCredits></item></instanceCreditSpecificationSet>"
    "</DescribeInstanceCreditSpecificationsResponse>"
)


def _edit(request: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {next(key for key in answers if request in key): (old, new)}

    return edits


_INSTANCES, _VERSIONS = "Action=DescribeInstances&", "DescribeLaunchTemplateVersions"
EDITS: dict[str, Any] = {
    "aws_instance.rich: metadata_options.instance_metadata_tags": _edit(
        _INSTANCES, "<instanceMetadataTags>enabled", "<instanceMetadataTags>disabled"
    ),
    "aws_instance.rich: monitoring": _edit(
        _INSTANCES, "<state>enabled</state>", "<state>disabled</state>"
    ),
    "aws_instance.rich: associate_public_ip_address": _edit(
        _INSTANCES,
        "<association><publicIp>203.0.113.10</publicIp><ipOwnerId>amazon</ipOwnerId></association>",
        "",
    ),
}
