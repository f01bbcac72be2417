"""A machine image that was made of an instance."""

from __future__ import annotations

from scanner.compare import timestamp
from scanner.live.aws.table import by_id, field, tabled
from scanner.live.aws.types.aws_ami import LISTING, OWNED, disks
from scanner.projection import AttributeKind

READER = tabled(
    "aws_ami_from_instance",
    LISTING,
    key=by_id,
    fields=(
        field("name", "Name"),
        field("deprecation_time", "DeprecationTime", timestamp),
        field("description", "Description", default=""),
        *disks(AttributeKind.COMPUTED),
        *OWNED,
    ),
    # Said once, to make it.
    apply_only=("snapshot_without_reboot", "source_instance_id"),
    same_as="aws_ami",
    # What nobody manages is an aws_ami: of what it was made does not matter any more.
    everywhere=lambda item, attributes: True,
    import_id=None,
)
