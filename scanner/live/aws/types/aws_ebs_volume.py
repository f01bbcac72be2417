"""A disk."""

from __future__ import annotations

from scanner.compare import arn_or_name
from scanner.live.aws.ec2 import VOLUMES, tagged_by_service
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, by_id, computed, field, listed, tabled, tagged

_FOUND = listed(VOLUMES, "Volumes", "VolumeId")


def _is_its_instance_s(item: Item) -> bool:
    """Whether it is a disk that its instance was launched with, and that will go with it."""
    return any(one.get("DeleteOnTermination") for one in item.raw.get("Attachments", ()))


READER = tabled(
    "aws_ebs_volume",
    Listing(
        _FOUND.operations,
        lambda api, managed: [
            Item(
                one.id,
                {**one.raw, "Place": (api.partition, api.region, api.account)},
                frozenset({one.id}),
            )
            for one in _FOUND.items(api, managed)
        ],
    ),
    key=by_id,
    fields=(
        field("availability_zone", "AvailabilityZone"),
        field("encrypted", "Encrypted", default=False),
        field("iops", "Iops", default=0),
        field("kms_key_id", "KmsKeyId", arn_or_name),
        field("multi_attach_enabled", "MultiAttachEnabled", default=False),
        field("outpost_arn", "OutpostArn"),
        field("size", "Size"),
        field("snapshot_id", "SnapshotId"),
        field("throughput", "Throughput", default=0),
        field("type", "VolumeType"),
        computed(
            "arn",
            lambda raw: "arn:{}:ec2:{}:{}:volume/".format(*raw["Place"]) + raw["VolumeId"],
        ),
        *tagged(),
    ),
    apply_only=("final_snapshot",),
    everywhere=lambda item, attributes: (
        _is_its_instance_s(item) or tagged_by_service(item.raw, "aws:")
    ),
    rank=1,
)
