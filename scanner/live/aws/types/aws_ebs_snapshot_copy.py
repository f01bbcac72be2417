"""A snapshot of a disk that is a copy of another."""

from __future__ import annotations

from scanner.compare import arn_or_name
from scanner.live.aws.table import by_id, field, tabled
from scanner.live.aws.types.aws_ebs_snapshot import LISTING, OWNED

READER = tabled(
    "aws_ebs_snapshot_copy",
    LISTING,
    key=by_id,
    fields=(
        field("description", "Description", default=""),
        field("encrypted", "Encrypted", default=False),
        field("kms_key_id", "KmsKeyId", arn_or_name),
        field("storage_tier", "StorageTier", default="standard"),
        *OWNED,
    ),
    apply_only=(
        "completion_duration_minutes",
        "permanent_restore",
        "source_region",
        "source_snapshot_id",
        "temporary_restore_days",
    ),
    same_as="aws_ebs_snapshot",
    # Nothing tells that it is a copy: what nobody manages is an aws_ebs_snapshot.
    everywhere=lambda item, attributes: True,
    rank=1,
    import_id=None,
)
