"""What instances are launched with: the newest version of a launch template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import sparse, string_set, tags, user_data
from scanner.live.aws.ec2 import describe, tagged_by_service
from scanner.live.aws.instance_requirements import NAMES, REQUIREMENTS
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import (
    Detail,
    Field,
    Listing,
    Source,
    by_id,
    computed,
    field,
    listed,
    tabled,
    tagged,
)
from scanner.live.aws.tags import tag_map
from scanner.live.notread import NotRead
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

TEMPLATES = describe("LaunchTemplates")
VERSIONS = describe("LaunchTemplateVersions")

_DATA = "LaunchTemplateData"
_FOUND = listed(TEMPLATES, "LaunchTemplates", "LaunchTemplateId")
_INTERFACE = """device_index ipv4_address_count ipv4_prefix_count ipv6_address_count
    ipv6_prefix_count network_card_index associate_carrier_ip_address associate_public_ip_address
    delete_on_termination description interface_type network_interface_id primary_ipv6
    private_ip_address subnet_id security_groups
    connection_tracking_specification(tcp_established_timeout udp_stream_timeout udp_timeout)
    ena_srd_specification(ena_srd_enabled ena_srd_udp_specification(ena_srd_udp_enabled))"""


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    place = api.partition, api.region, api.account
    for one in _FOUND.items(api, managed):
        yield Item(one.id, {**one.raw, "Place": place})


def _latest(api: Api, item: Item) -> Any:
    found = api.index(
        VERSIONS, "LaunchTemplateVersions", "LaunchTemplateId", Versions=["$Latest"]
    ).get(item.id)
    if found is None:
        raise NotRead("the list of versions lacks it")
    return found


def _text(name: str) -> Source:
    """A flag as the text that Terraform keeps: "" is neither."""

    def read(raw: Any) -> Any:
        found = raw.get(_DATA, {}).get(name)
        return found if found is None else str(found).lower()

    return read


def _list(source: str, one: str) -> Callable[[Any], list[Any]]:
    return lambda raw: [each.get(one) for each in raw.get(source) or ()]


def _interfaces(raw: Any) -> list[dict[str, Any]]:
    build = shaped(
        f"{_DATA}.NetworkInterfaces",
        f"{_INTERFACE} ipv4_addresses ipv4_prefixes ipv6_addresses ipv6_prefixes",
        names={
            "security_groups": "Groups",
            "ipv4_address_count": "SecondaryPrivateIpAddressCount",
            "ipv4_addresses": "Ipv4",
            "ipv4_prefixes": "Prefixes4",
            "ipv6_addresses": "Ipv6",
            "ipv6_prefixes": "Prefixes6",
        },
        texts=(
            "associate_carrier_ip_address",
            "associate_public_ip_address",
            "delete_on_termination",
            "primary_ipv6",
        ),
    )
    found = [
        {
            **one,
            "Ipv4": _list("PrivateIpAddresses", "PrivateIpAddress")(one),
            "Ipv6": _list("Ipv6Addresses", "Ipv6Address")(one),
            "Prefixes4": _list("Ipv4Prefixes", "Ipv4Prefix")(one),
            "Prefixes6": _list("Ipv6Prefixes", "Ipv6Prefix")(one),
        }
        for one in raw.get(_DATA, {}).get("NetworkInterfaces") or ()
    ]
    return build({_DATA: {"NetworkInterfaces": found}})


def _tag_specifications(raw: Any) -> list[dict[str, Any]]:
    return [
        {"resource_type": one.get("ResourceType"), "tags": tag_map(one.get("Tags"))}
        for one in raw.get(_DATA, {}).get("TagSpecifications") or ()
    ]


def _single(block: str, source: str, **names: str) -> tuple[Field, ...]:
    """The arguments of a single block."""
    return tuple(
        field(f"{block}.{name}", f"{_DATA}.{source}.{at}", ZERO) for name, at in names.items()
    )


READER = tabled(
    "aws_launch_template",
    Listing(_FOUND.operations, _items),
    key=by_id,
    fields=(
        field("name", "LaunchTemplateName"),
        computed("default_version", "DefaultVersionNumber"),
        computed("latest_version", "LatestVersionNumber"),
        computed(
            "arn",
            lambda raw: (
                "arn:{}:ec2:{}:{}:launch-template/".format(*raw["Place"]) + raw["LaunchTemplateId"]
            ),
        ),
        *tagged(),
    ),
    details=(
        Detail(
            (VERSIONS,),
            _latest,
            (
                field("description", "VersionDescription", default=""),
                field("image_id", f"{_DATA}.ImageId"),
                field("instance_type", f"{_DATA}.InstanceType"),
                field("kernel_id", f"{_DATA}.KernelId"),
                field("key_name", f"{_DATA}.KeyName"),
                field("ram_disk_id", f"{_DATA}.RamDiskId"),
                field("ebs_optimized", _text("EbsOptimized")),
                field("disable_api_stop", f"{_DATA}.DisableApiStop", default=False),
                field("disable_api_termination", f"{_DATA}.DisableApiTermination", default=False),
                field(
                    "instance_initiated_shutdown_behavior",
                    f"{_DATA}.InstanceInitiatedShutdownBehavior",
                ),
                field(
                    "user_data",
                    lambda raw: raw.get(_DATA, {}).get("UserData"),
                    user_data,
                    kind=AttributeKind.SENSITIVE,
                ),
                field("security_group_names", f"{_DATA}.SecurityGroups", string_set),
                field("vpc_security_group_ids", f"{_DATA}.SecurityGroupIds", string_set),
                field(
                    "block_device_mappings",
                    shaped(
                        f"{_DATA}.BlockDeviceMappings",
                        """device_name no_device virtual_name ebs(delete_on_termination encrypted
                        kms_key_id snapshot_id iops throughput volume_initialization_rate
                        volume_size volume_type)""",
                        texts=("delete_on_termination", "encrypted"),
                    ),
                    sparse(
                        key=("device_name",),
                        filled=("iops", "throughput", "volume_size", "volume_type"),
                    ),
                    default=[],
                ),
                *_single(
                    "capacity_reservation_specification",
                    "CapacityReservationSpecification",
                    capacity_reservation_preference="CapacityReservationPreference",
                ),
                field(
                    "capacity_reservation_specification.capacity_reservation_target",
                    shaped(
                        f"{_DATA}.CapacityReservationSpecification.CapacityReservationTarget",
                        "capacity_reservation_id capacity_reservation_resource_group_arn",
                    ),
                    ZERO,
                ),
                *_single(
                    "cpu_options",
                    "CpuOptions",
                    core_count="CoreCount",
                    threads_per_core="ThreadsPerCore",
                    amd_sev_snp="AmdSevSnp",
                ),
                *_single("credit_specification", "CreditSpecification", cpu_credits="CpuCredits"),
                *_single("enclave_options", "EnclaveOptions", enabled="Enabled"),
                *_single("hibernation_options", "HibernationOptions", configured="Configured"),
                *_single("iam_instance_profile", "IamInstanceProfile", arn="Arn", name="Name"),
                *_single("maintenance_options", "MaintenanceOptions", auto_recovery="AutoRecovery"),
                *_single("monitoring", "Monitoring", enabled="Enabled"),
                *_single(
                    "metadata_options",
                    "MetadataOptions",
                    http_endpoint="HttpEndpoint",
                    http_tokens="HttpTokens",
                    http_put_response_hop_limit="HttpPutResponseHopLimit",
                    http_protocol_ipv6="HttpProtocolIpv6",
                    instance_metadata_tags="InstanceMetadataTags",
                ),
                *_single(
                    "placement",
                    "Placement",
                    affinity="Affinity",
                    availability_zone="AvailabilityZone",
                    group_name="GroupName",
                    host_id="HostId",
                    host_resource_group_arn="HostResourceGroupArn",
                    partition_number="PartitionNumber",
                    spread_domain="SpreadDomain",
                    tenancy="Tenancy",
                ),
                *_single(
                    "private_dns_name_options",
                    "PrivateDnsNameOptions",
                    hostname_type="HostnameType",
                    enable_resource_name_dns_a_record="EnableResourceNameDnsARecord",
                    enable_resource_name_dns_aaaa_record="EnableResourceNameDnsAAAARecord",
                ),
                field(
                    "instance_market_options",
                    shaped(
                        f"{_DATA}.InstanceMarketOptions",
                        """market_type spot_options(block_duration_minutes
                        instance_interruption_behavior max_price spot_instance_type
                        valid_until)""",
                    ),
                    sparse(filled=("valid_until",)),
                    default=[],
                ),
                field(
                    "instance_requirements",
                    shaped(f"{_DATA}.InstanceRequirements", REQUIREMENTS, names=NAMES),
                    ZERO,
                    default=[],
                ),
                field(
                    "license_specification",
                    shaped(f"{_DATA}.LicenseSpecifications", "license_configuration_arn"),
                    ZERO,
                    default=[],
                ),
                field("network_interfaces", _interfaces, ZERO, default=[]),
                field(
                    "tag_specifications",
                    _tag_specifications,
                    sparse(key=("resource_type",), same={"tags": tags}),
                    default=[],
                ),
            ),
            bulk=True,
        ),
    ),
    apply_only=("name_prefix", "update_default_version"),
    uncovered={
        "elastic_gpu_specifications": "AWS ended Elastic Graphics, and takes it no more",
        "elastic_inference_accelerator": "AWS ended Elastic Inference, and takes it no more",
    },
    # EKS makes one for each node group.
    everywhere=lambda item, attributes: tagged_by_service(item.raw, "aws:", "eks:nodegroup-name"),
)
