"""A machine image."""

from __future__ import annotations

from typing import Any

from scanner.compare import sparse, timestamp
from scanner.live.aws.ec2 import describe, tagged_by_service
from scanner.live.aws.kinds import Item
from scanner.live.aws.shapes import shaped
from scanner.live.aws.table import (
    Field,
    Listing,
    by_id,
    computed,
    field,
    listed,
    tabled,
    tagged,
)
from scanner.projection import AttributeKind

IMAGES = describe("Images")
OWN = listed(IMAGES, "Images", "ImageId", Owners=["self"])


def _snapshots(raw: Any) -> frozenset[str]:
    """Those behind the image are its own, and no finding of theirs."""
    found = (one.get("Ebs", {}).get("SnapshotId") for one in raw.get("BlockDeviceMappings", ()))
    return frozenset(one for one in found if one)


def _disks(raw: Any) -> list[Any]:
    found = (one for one in raw.get("BlockDeviceMappings", ()) if one.get("Ebs"))
    return [{**one, **one["Ebs"]} for one in found]


def _ephemeral(raw: Any) -> list[Any]:
    return [one for one in raw.get("BlockDeviceMappings", ()) if one.get("VirtualName")]


_DISK = "device_name delete_on_termination encrypted iops outpost_arn snapshot_id throughput"


def disks(kind: AttributeKind = AttributeKind.SETTABLE) -> tuple[Field, ...]:
    """Both kinds of disk; of an image that is made of something, AWS says which it has."""
    return (
        field(
            "ebs_block_device",
            shaped(_disks, f"{_DISK} volume_size volume_type"),
            sparse(key=("device_name",), filled=("throughput", "volume_size", "iops")),
            kind=kind,
            default=[],
        ),
        field(
            "ephemeral_block_device",
            shaped(_ephemeral, "device_name virtual_name"),
            sparse(key=("device_name",)),
            kind=kind,
            default=[],
        ),
    )


LISTING = Listing(
    OWN.operations,
    lambda api, managed: [
        Item(one.id, {**one.raw, "Place": (api.partition, api.region)}, _snapshots(one.raw))
        for one in OWN.items(api, managed)
    ],
)
OWNED = (
    computed("public", "Public"),
    computed("owner_id", "OwnerId"),
    computed("arn", lambda raw: "arn:{}:ec2:{}::image/".format(*raw["Place"]) + raw["ImageId"]),
    *tagged(),
)

READER = tabled(
    "aws_ami",
    LISTING,
    key=by_id,
    fields=(
        field("name", "Name"),
        field("architecture", "Architecture", default="x86_64"),
        field("boot_mode", "BootMode"),
        field("deprecation_time", "DeprecationTime", timestamp),
        field("description", "Description", default=""),
        field("ena_support", "EnaSupport", default=False),
        field("image_location", "ImageLocation"),
        field("imds_support", "ImdsSupport"),
        field("kernel_id", "KernelId"),
        field("ramdisk_id", "RamdiskId"),
        field("root_device_name", "RootDeviceName"),
        field("sriov_net_support", "SriovNetSupport", default="simple"),
        field("tpm_support", "TpmSupport"),
        field("virtualization_type", "VirtualizationType", default="paravirtual"),
        *disks(),
        *OWNED,
    ),
    # Those of AWS Backup and of Data Lifecycle Manager come and go.
    everywhere=lambda item, attributes: tagged_by_service(item.raw, "aws:backup:", "aws:dlm:"),
    uncovered={"uefi_data": "set once, at registration; telling it takes a call per image"},
)
