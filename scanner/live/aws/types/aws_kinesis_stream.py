"""A Kinesis data stream."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.pages import tags_by_key
from scanner.live.aws.table import by, detail, field, listed, tabled

_GONE = frozenset({"ResourceNotFoundException"})
SUMMARY = Operation("kinesis", "DescribeStreamSummary", gone=_GONE)
TAGS = Operation("kinesis", "ListTagsForStream", gone=_GONE)


def _metrics(raw: Any) -> list[Any]:
    return [name for one in raw.get("EnhancedMonitoring", ()) for name in one["ShardLevelMetrics"]]


def _shards(raw: Any) -> Any:
    # A stream on demand has as many as it needs.
    on_demand = raw.get("StreamModeDetails", {}).get("StreamMode") == "ON_DEMAND"
    return 0 if on_demand else raw.get("OpenShardCount")


READER = tabled(
    "aws_kinesis_stream",
    listed(Operation("kinesis", "ListStreams"), "StreamSummaries", "StreamName"),
    key=by("name"),
    fields=(
        field("name", "StreamName"),
        field("arn", "StreamARN"),
        field(
            "stream_mode_details.stream_mode", "StreamModeDetails.StreamMode", default="PROVISIONED"
        ),
    ),
    details=(
        detail(
            SUMMARY,
            {"StreamName": "."},
            (
                field("encryption_type", "EncryptionType", default="NONE"),
                field("kms_key_id", "KeyId", arn_or_name),
                field("retention_period", "RetentionPeriodHours", default=24),
                field("shard_count", _shards, default=0),
                field("shard_level_metrics", _metrics, string_set, default=[]),
            ),
            result="StreamDescriptionSummary",
        ),
        tags_by_key(TAGS, "StreamName"),
    ),
    apply_only=("enforce_consumer_deletion",),
    import_id="{name}",
)
