"""A machine image that is a copy of another."""

from __future__ import annotations

from scanner.compare import timestamp
from scanner.live.aws.table import by_id, field, tabled
from scanner.live.aws.types.aws_ami import LISTING, OWNED, disks
from scanner.projection import AttributeKind

READER = tabled(
    "aws_ami_copy",
    LISTING,
    key=by_id,
    fields=(
        field("name", "Name"),
        field("deprecation_time", "DeprecationTime", timestamp),
        field("description", "Description", default=""),
        *disks(AttributeKind.COMPUTED),
        *OWNED,
    ),
    # Said once, to make it; of its encryption the disks tell.
    apply_only=(
        "destination_outpost_arn",
        "encrypted",
        "kms_key_id",
        "source_ami_id",
        "source_ami_region",
    ),
    same_as="aws_ami",
    # Nothing tells that it is a copy: what nobody manages is an aws_ami.
    everywhere=lambda item, attributes: True,
    import_id=None,
)
