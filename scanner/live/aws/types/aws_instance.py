"""A virtual machine with its disks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import arn_or_name, sparse, string_set, user_data
from scanner.live.aws.ec2 import describe, plain_text, tagged_by_service
from scanner.live.aws.instance_disks import DISKS, volume_of
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import (
    Detail,
    Field,
    Listing,
    Source,
    by_id,
    computed,
    detail,
    field,
    recalling,
    tabled,
    tagged,
)
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

INSTANCES = describe("Instances")
ATTRIBUTE = describe("InstanceAttribute", "InvalidInstanceID.NotFound")
CREDITS = describe("InstanceCreditSpecifications")
_FLEETS = ("aws:autoscaling:", "aws:ec2:fleet-id", "aws:ec2spot:", "aws:elasticmapreduce:")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    place = api.partition, api.region, api.account
    for reservation in api.items(INSTANCES, "Reservations"):
        for one in reservation.get("Instances", ()):
            if one.get("State", {}).get("Name") not in ("terminated", "shutting-down"):
                disks = (volume_of(mapping) for mapping in one.get("BlockDeviceMappings", ()))
                yield Item(one["InstanceId"], {**one, "Place": place}, frozenset(disks))


def _interface(raw: Any) -> Mapping[str, Any]:
    """The primary network interface."""
    for one in raw.get("NetworkInterfaces", ()):
        if one.get("Attachment", {}).get("DeviceIndex") == 0:
            found: Mapping[str, Any] = one
            return found
    return {}


def _secondary(raw: Any) -> list[str]:
    return [
        one["PrivateIpAddress"]
        for one in _interface(raw).get("PrivateIpAddresses", ())
        if not one.get("Primary")
    ]


def _ipv6(raw: Any) -> list[str]:
    return [one["Ipv6Address"] for one in _interface(raw).get("Ipv6Addresses", ())]


def _interfaces(raw: Any) -> list[dict[str, Any]]:
    """Those that the instance was declared with; others belong to whoever attached them."""
    declared = {one.get("device_index") for one in raw["Recorded"].get("network_interface") or ()}
    return [
        {
            "delete_on_termination": attachment.get("DeleteOnTermination"),
            "device_index": attachment.get("DeviceIndex"),
            "network_card_index": attachment.get("NetworkCardIndex"),
            "network_interface_id": one.get("NetworkInterfaceId"),
        }
        for one in raw.get("NetworkInterfaces", ())
        if (attachment := one.get("Attachment", {})).get("DeviceIndex") in declared
    ]


def _profile(raw: Any) -> Any:
    arn = raw.get("IamInstanceProfile", {}).get("Arn")
    return arn and arn.rpartition("/")[2]


def _lifecycle(raw: Any) -> Any:
    found = raw.get("InstanceLifecycle")
    return found if found in ("spot", "capacity-block") else None


def _template(raw: Any) -> Any:
    every = {tag["Key"]: tag["Value"] for tag in raw.get("Tags") or ()}
    return every.get("aws:ec2launchtemplate:id")


def _rows(block: str, source: str, **names: str) -> tuple[Field, ...]:
    return tuple(field(f"{block}.{name}", f"{source}.{at}", ZERO) for name, at in names.items())


# ---- what only a call for each tells -------------------------------------------------------


def _attribute(path: str, name: str, *, default: Any) -> Detail:
    answer = name[0].upper() + name[1:]
    return detail(
        ATTRIBUTE,
        {"InstanceId": "."},
        (field(path, f"{answer}.Value", default=default),),
        Attribute=name,
    )


def _user_data(api: Api, item: Item) -> Any:
    answer = api.call(ATTRIBUTE, InstanceId=item.id, Attribute="userData") or {}
    return {"Encoded": answer.get("UserData", {}).get("Value"), "Recorded": item.raw["Recorded"]}


def _said(encoded: bool) -> Source:
    """The user data under the name that the code gave it."""

    def read(raw: Any) -> Any:
        if bool(raw["Recorded"].get("user_data_base64")) is not encoded:
            return None
        return raw["Encoded"] if encoded else plain_text(raw["Encoded"])

    return read


def _credits(api: Api, item: Item) -> Any:
    if not str(item.raw.get("InstanceType")).startswith("t"):
        return {}
    # Asked for no instance in particular, AWS lists those that are or were unlimited.
    found = api.index(CREDITS, "InstanceCreditSpecifications", "InstanceId").get(item.id)
    return found or {"CpuCredits": "standard"}


READER = tabled(
    "aws_instance",
    recalling("aws_instance", Listing((INSTANCES,), _items)),
    key=by_id,
    fields=(
        field("ami", "ImageId"),
        field("associate_public_ip_address", lambda raw: "Association" in _interface(raw)),
        field("availability_zone", "Placement.AvailabilityZone"),
        field("cpu_core_count", "CpuOptions.CoreCount"),
        field("cpu_threads_per_core", "CpuOptions.ThreadsPerCore"),
        field("ebs_optimized", "EbsOptimized", default=False),
        field(
            "enable_primary_ipv6",
            lambda raw: any(
                one.get("IsPrimaryIpv6") for one in _interface(raw).get("Ipv6Addresses", ())
            ),
            default=False,
        ),
        field("hibernation", "HibernationOptions.Configured", default=False),
        field("host_id", "Placement.HostId"),
        field("host_resource_group_arn", "Placement.HostResourceGroupArn"),
        field("iam_instance_profile", _profile, arn_or_name, default=""),
        field("instance_type", "InstanceType"),
        field("ipv6_address_count", lambda raw: len(_ipv6(raw)), default=0),
        field("ipv6_addresses", _ipv6, string_set),
        field("key_name", "KeyName"),
        field(
            "monitoring",
            lambda raw: raw.get("Monitoring", {}).get("State") in ("enabled", "pending"),
            default=False,
        ),
        field(
            "network_interface",
            _interfaces,
            sparse(key=("device_index",)),
            default=[],
        ),
        field("placement_group", "Placement.GroupName"),
        field("placement_partition_number", "Placement.PartitionNumber", default=0),
        field("private_ip", "PrivateIpAddress"),
        field("secondary_private_ips", _secondary, string_set),
        field("source_dest_check", "SourceDestCheck", default=True),
        field("subnet_id", "SubnetId"),
        field("tenancy", "Placement.Tenancy", default="default"),
        field(
            "vpc_security_group_ids",
            lambda raw: [one.get("GroupId") for one in raw.get("SecurityGroups", ())],
            string_set,
        ),
        *_rows(
            "capacity_reservation_specification",
            "CapacityReservationSpecification",
            capacity_reservation_preference="CapacityReservationPreference",
        ),
        field(
            "capacity_reservation_specification.capacity_reservation_target",
            shaped(
                "CapacityReservationSpecification.CapacityReservationTarget",
                "capacity_reservation_id capacity_reservation_resource_group_arn",
            ),
            ZERO,
        ),
        *_rows(
            "cpu_options",
            "CpuOptions",
            core_count="CoreCount",
            threads_per_core="ThreadsPerCore",
            amd_sev_snp="AmdSevSnp",
        ),
        *_rows("enclave_options", "EnclaveOptions", enabled="Enabled"),
        field("instance_market_options.market_type", _lifecycle),
        field("launch_template.id", _template),
        *_rows("maintenance_options", "MaintenanceOptions", auto_recovery="AutoRecovery"),
        *_rows(
            "metadata_options",
            "MetadataOptions",
            http_endpoint="HttpEndpoint",
            http_tokens="HttpTokens",
            http_put_response_hop_limit="HttpPutResponseHopLimit",
            http_protocol_ipv6="HttpProtocolIpv6",
            instance_metadata_tags="InstanceMetadataTags",
        ),
        *_rows(
            "private_dns_name_options",
            "PrivateDnsNameOptions",
            hostname_type="HostnameType",
            enable_resource_name_dns_a_record="EnableResourceNameDnsARecord",
            enable_resource_name_dns_aaaa_record="EnableResourceNameDnsAAAARecord",
        ),
        computed("outpost_arn", "OutpostArn"),
        computed(
            "arn",
            lambda raw: "arn:{}:ec2:{}:{}:instance/".format(*raw["Place"]) + raw["InstanceId"],
        ),
        computed(
            "primary_network_interface_id", lambda raw: _interface(raw).get("NetworkInterfaceId")
        ),
        *tagged(),
    ),
    details=(
        DISKS,
        _attribute("disable_api_stop", "disableApiStop", default=False),
        _attribute("disable_api_termination", "disableApiTermination", default=False),
        _attribute(
            "instance_initiated_shutdown_behavior",
            "instanceInitiatedShutdownBehavior",
            default="stop",
        ),
        Detail(
            (ATTRIBUTE,),
            _user_data,
            (
                field("user_data", _said(False), user_data, kind=AttributeKind.SENSITIVE),
                field("user_data_base64", _said(True), user_data, kind=AttributeKind.SENSITIVE),
            ),
        ),
        Detail(
            (CREDITS,),
            _credits,
            (field("credit_specification.cpu_credits", "CpuCredits"),),
            bulk=True,
        ),
    ),
    apply_only=("get_password_data", "user_data_replace_on_change"),
    uncovered={
        "security_groups": "the names of vpc_security_group_ids, which are compared",
        "ephemeral_block_device": "AWS does not tell an instance's own disks",
        "instance_market_options.spot_options": "the spot request says them, not the instance",
        "launch_template.name": "the name of launch_template.id, which is compared",
        "launch_template.version": "$Latest means the one at launch, which nothing tells",
        "root_block_device.tags": "compared with the provider's default tags, as tags_all",
    },
    # Groups and fleets launch and end their instances themselves.
    everywhere=lambda item, attributes: tagged_by_service(item.raw, *_FLEETS),
    claims=("aws_ebs_volume",),
    owns=(
        # An address or a group that comes later shows in the instance at the next refresh.
        Owned("aws_instance", "associate_public_ip_address", "aws_eip", "instance", "id"),
        Owned(
            "aws_instance",
            "associate_public_ip_address",
            "aws_eip_association",
            "instance_id",
            "id",
        ),
        Owned(
            "aws_instance",
            "vpc_security_group_ids",
            "aws_network_interface_sg_attachment",
            "network_interface_id",
            "primary_network_interface_id",
        ),
    ),
)
