"""A snapshot of a database instance that is a copy of another."""

from __future__ import annotations

from scanner.compare import arn_or_name
from scanner.live.aws.table import by, computed, field, tabled, tagged
from scanner.live.aws.types.aws_db_snapshot import LISTING, SHARED

READER = tabled(
    "aws_db_snapshot_copy",
    LISTING,
    key=by("target_db_snapshot_identifier"),
    fields=(
        field("target_db_snapshot_identifier", "DBSnapshotIdentifier"),
        field("kms_key_id", "KmsKeyId", arn_or_name),
        field("option_group_name", "OptionGroupName"),
        computed("db_snapshot_arn", "DBSnapshotArn"),
        computed("encrypted", "Encrypted"),
        computed("engine", "Engine"),
        *tagged("TagList"),
    ),
    details=(SHARED,),
    # Said once, to make it.
    apply_only=(
        "copy_tags",
        "destination_region",
        "presigned_url",
        "source_db_snapshot_identifier",
        "target_custom_availability_zone",
    ),
    same_as="aws_db_snapshot",
    # Nothing tells that it is a copy: what nobody manages is an aws_db_snapshot.
    everywhere=lambda item, attributes: True,
)
