"""A network file system."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from scanner.compare import by, elements
from scanner.live.aws.efs import FILE_SYSTEMS, describe
from scanner.live.aws.table import by_id, computed, detail, field, listed, nested, tabled, tagged

if TYPE_CHECKING:
    from scanner.model import Value

_MOVES = {
    "transition_to_ia": "TransitionToIA",
    "transition_to_archive": "TransitionToArchive",
    "transition_to_primary_storage_class": "TransitionToPrimaryStorageClass",
}


def _moves(value: Value) -> Hashable:
    """EFS tells one transition per policy, however many a block holds."""
    return frozenset(
        (name, str(item))
        for one in elements(value)
        if isinstance(one, Mapping)
        for name, item in one.items()
        if item
    )


READER = tabled(
    "aws_efs_file_system",
    listed(FILE_SYSTEMS, "FileSystems", "FileSystemId"),
    key=by_id,
    fields=(
        field("creation_token", "CreationToken"),
        field("availability_zone_name", "AvailabilityZoneName"),
        field("encrypted", "Encrypted", default=False),
        field("kms_key_id", "KmsKeyId"),
        field("performance_mode", "PerformanceMode", default="generalPurpose"),
        field("throughput_mode", "ThroughputMode", default="bursting"),
        field("provisioned_throughput_in_mibps", "ProvisionedThroughputInMibps", default=0),
        field(
            "protection.replication_overwrite",
            "FileSystemProtection.ReplicationOverwriteProtection",
            default="ENABLED",
        ),
        computed("arn", "FileSystemArn"),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    details=(
        detail(
            describe("LifecycleConfiguration"),
            {"FileSystemId": "."},
            (
                field(
                    "lifecycle_policy", nested("LifecyclePolicies", _MOVES), by(_moves), default=[]
                ),
            ),
        ),
    ),
)
