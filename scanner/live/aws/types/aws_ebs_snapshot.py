"""A snapshot of a disk."""

from __future__ import annotations

from scanner.compare import arn_or_name
from scanner.live.aws.ec2 import describe, tagged_by_service
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, by_id, computed, field, listed, tabled, tagged

_FOUND = listed(describe("Snapshots"), "Snapshots", "SnapshotId", OwnerIds=["self"])

LISTING = Listing(
    _FOUND.operations,
    lambda api, managed: [
        Item(one.id, {**one.raw, "Place": (api.partition, api.region)}, frozenset({one.id}))
        for one in _FOUND.items(api, managed)
    ],
)
OWNED = (
    computed("volume_size", "VolumeSize"),
    computed("owner_id", "OwnerId"),
    computed(
        "arn", lambda raw: "arn:{}:ec2:{}::snapshot/".format(*raw["Place"]) + raw["SnapshotId"]
    ),
    *tagged(),
)

READER = tabled(
    "aws_ebs_snapshot",
    LISTING,
    key=by_id,
    fields=(
        field("volume_id", "VolumeId"),
        field("description", "Description", default=""),
        field("outpost_arn", "OutpostArn"),
        field("storage_tier", "StorageTier", default="standard"),
        computed("encrypted", "Encrypted"),
        computed("kms_key_id", "KmsKeyId", arn_or_name),
        *OWNED,
    ),
    apply_only=("permanent_restore", "temporary_restore_days"),
    # Those of AWS Backup and of Data Lifecycle Manager come and go, as do those behind images.
    everywhere=lambda item, attributes: (
        tagged_by_service(item.raw, "aws:backup:", "aws:dlm:")
        or str(attributes.get("description")).startswith("Created by CreateImage(")
    ),
    rank=1,
)
