"""A DynamoDB table: its keys, how it is encrypted, and whether it can be restored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, string_set
from scanner.live.aws.api import required
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import (
    Detail,
    block,
    by,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

_GONE = frozenset({"ResourceNotFoundException", "TableNotFoundException"})
TABLE = Operation("dynamodb", "DescribeTable", gone=_GONE)
BACKUPS = Operation("dynamodb", "DescribeContinuousBackups", gone=_GONE)
EXPIRY = Operation("dynamodb", "DescribeTimeToLive", gone=_GONE)
TAGS = Operation("dynamodb", "ListTagsOfResource", gone=_GONE)

_ON = ("ENABLED", "ENABLING", "UPDATING")
_RECOVERY = "PointInTimeRecoveryDescription"


def _is_on(path: str) -> Any:
    def read(raw: Any) -> bool:
        outer, inner = path.split(".")
        return (raw.get(outer) or {}).get(inner) in _ON

    return read


_RECOVERABLE = _is_on(f"{_RECOVERY}.PointInTimeRecoveryStatus")


def _key(kind: str) -> Any:
    def read(raw: Any) -> Any:
        for one in raw.get("KeySchema", ()):
            if one.get("KeyType") == kind:
                return one.get("AttributeName")
        return None

    return read


def _billing(raw: Any) -> Any:
    # Neither this nor the class is told where nobody ever set it.
    return raw.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")


def _class(raw: Any) -> Any:
    return raw.get("TableClassSummary", {}).get("TableClass", "STANDARD")


def _units(path: str, name: str) -> Any:
    # A limit that was taken away again is -1; one that never was is not told.
    return lambda raw: (raw.get(path) or {}).get(name, -1)


def _table(api: Api, item: Item) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (api.call(TABLE, TableName=item.id) or {}).get("Table", {})
    return found


def _replicas(api: Api, item: Item) -> Any:
    """The table's copies in other regions, each asked whether it can be restored."""
    found = []
    for one in _table(api, item).get("Replicas", ()):
        region = required(one, "RegionName")
        if region == api.region or one.get("ReplicaStatus") in ("CREATION_FAILED", "DELETING"):
            continue
        backups = api.call(BACKUPS, region=region, TableName=item.id) or {}
        recoverable = _RECOVERABLE(backups.get("ContinuousBackupsDescription", {}))
        found.append({**one, "recoverable": recoverable})
    return {"Replicas": found}


def _tags(api: Api, item: Item) -> Any:
    arn = required(_table(api, item), "TableArn")
    return {"Tags": api.items(TAGS, "Tags", ResourceArn=arn)}


_PROJECTED = {
    "name": "IndexName",
    "range_key": _key("RANGE"),
    "projection_type": "Projection.ProjectionType",
    "non_key_attributes": "Projection.NonKeyAttributes",
}
_LIMITS = {
    "max_read_request_units": "MaxReadRequestUnits",
    "max_write_request_units": "MaxWriteRequestUnits",
}

READER = tabled(
    "aws_dynamodb_table",
    listed(Operation("dynamodb", "ListTables"), "TableNames", str),
    key=by("name"),
    fields=(field("name", lambda raw: raw),),
    details=(
        detail(
            TABLE,
            {"TableName": "."},
            (
                field("billing_mode", _billing, default="PROVISIONED"),
                field("deletion_protection_enabled", "DeletionProtectionEnabled", default=False),
                field("hash_key", _key("HASH")),
                field("range_key", _key("RANGE")),
                field("read_capacity", "ProvisionedThroughput.ReadCapacityUnits", default=0),
                field("write_capacity", "ProvisionedThroughput.WriteCapacityUnits", default=0),
                field("stream_enabled", "StreamSpecification.StreamEnabled", default=False),
                field("stream_view_type", "StreamSpecification.StreamViewType"),
                field("table_class", _class, default="STANDARD"),
                block(
                    "attribute",
                    "AttributeDefinitions",
                    {"name": "AttributeName", "type": "AttributeType"},
                    key=("name",),
                ),
                block(
                    "global_secondary_index",
                    "GlobalSecondaryIndexes",
                    {
                        **_PROJECTED,
                        "hash_key": _key("HASH"),
                        "read_capacity": "ProvisionedThroughput.ReadCapacityUnits",
                        "write_capacity": "ProvisionedThroughput.WriteCapacityUnits",
                        "on_demand_throughput": nested("OnDemandThroughput", _LIMITS),
                    },
                    key=("name",),
                    same={"non_key_attributes": string_set, "on_demand_throughput": blocks()},
                    defaults={"read_capacity": 0, "write_capacity": 0},
                    default=[],
                ),
                block(
                    "local_secondary_index",
                    "LocalSecondaryIndexes",
                    _PROJECTED,
                    key=("name",),
                    same={"non_key_attributes": string_set},
                    default=[],
                ),
                field(
                    "on_demand_throughput.max_read_request_units",
                    _units("OnDemandThroughput", "MaxReadRequestUnits"),
                    default=-1,
                ),
                field(
                    "on_demand_throughput.max_write_request_units",
                    _units("OnDemandThroughput", "MaxWriteRequestUnits"),
                    default=-1,
                ),
                field(
                    "server_side_encryption.enabled", _is_on("SSEDescription.Status"), default=False
                ),
                field("server_side_encryption.kms_key_arn", "SSEDescription.KMSMasterKeyArn"),
                computed("arn", "TableArn"),
            ),
            result="Table",
        ),
        detail(
            BACKUPS,
            {"TableName": "."},
            (
                field("point_in_time_recovery.enabled", _RECOVERABLE, default=False),
                field(
                    "point_in_time_recovery.recovery_period_in_days",
                    f"{_RECOVERY}.RecoveryPeriodInDays",
                    default=0,
                ),
            ),
            result="ContinuousBackupsDescription",
        ),
        detail(
            EXPIRY,
            {"TableName": "."},
            (
                field(
                    "ttl.enabled", _is_on("TimeToLiveDescription.TimeToLiveStatus"), default=False
                ),
                field("ttl.attribute_name", "TimeToLiveDescription.AttributeName"),
            ),
        ),
        Detail(
            (TABLE, BACKUPS),
            _replicas,
            (
                block(
                    "replica",
                    "Replicas",
                    {
                        "region_name": "RegionName",
                        "kms_key_arn": "KMSMasterKeyId",
                        "point_in_time_recovery": "recoverable",
                    },
                    key=("region_name",),
                    defaults={"point_in_time_recovery": False},
                    ignore=("arn", "propagate_tags", "stream_arn", "stream_label"),
                    default=[],
                ),
            ),
        ),
        Detail((TABLE, TAGS), _tags, tagged()),
    ),
    apply_only=(
        # What it was once filled with is nowhere to be read.
        "import_table",
        "restore_date_time",
        "restore_source_name",
        "restore_source_table_arn",
        "restore_to_latest_time",
    ),
    uncovered={"replica.propagate_tags": "it only steers Terraform"},
    import_id="{name}",
    owns=(
        Owned(
            "aws_dynamodb_table", "replica", "aws_dynamodb_table_replica", "global_table_arn", "arn"
        ),
    ),
)
