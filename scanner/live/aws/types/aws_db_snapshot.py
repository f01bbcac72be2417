"""A snapshot of a database instance, and who may restore it."""

from __future__ import annotations

from typing import Any

from scanner.compare import string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged

ATTRIBUTES = Operation(
    "rds", "DescribeDBSnapshotAttributes", gone=frozenset({"DBSnapshotNotFound"})
)


def _shared(raw: Any) -> list[Any]:
    for one in raw.get("DBSnapshotAttributes", ()):
        if one.get("AttributeName") == "restore":
            return list(one.get("AttributeValues", ()))
    return []


# Automated ones come and go by themselves; those shared by others are not listed here.
LISTING = listed(
    Operation("rds", "DescribeDBSnapshots"),
    "DBSnapshots",
    "DBSnapshotIdentifier",
    SnapshotType="manual",
)
SHARED = detail(
    ATTRIBUTES,
    {"DBSnapshotIdentifier": "."},
    (field("shared_accounts", _shared, string_set, default=[]),),
    result="DBSnapshotAttributesResult",
)

READER = tabled(
    "aws_db_snapshot",
    LISTING,
    key=by("db_snapshot_identifier"),
    fields=(
        field("db_snapshot_identifier", "DBSnapshotIdentifier"),
        field("db_instance_identifier", "DBInstanceIdentifier"),
        computed("db_snapshot_arn", "DBSnapshotArn"),
        computed("encrypted", "Encrypted"),
        computed("engine", "Engine"),
        computed("kms_key_id", "KmsKeyId"),
        *tagged("TagList"),
    ),
    details=(SHARED,),
)
