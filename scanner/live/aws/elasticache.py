"""What the types of ElastiCache share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import case_insensitive, string_set, version_prefix
from scanner.live.aws.operations import Operation
from scanner.live.aws.pages import tags_of
from scanner.live.aws.table import Detail, Field, block, field

if TYPE_CHECKING:
    from scanner.live.aws.kinds import Item
    from scanner.model import Value

_GONE = frozenset(
    {
        "CacheClusterNotFound",
        "CacheParameterGroupNotFound",
        "CacheSubnetGroupNotFoundFault",
        "ReplicationGroupNotFoundFault",
    }
)
CLUSTERS = Operation("elasticache", "DescribeCacheClusters")
TAGS = Operation("elasticache", "ListTagsForResource", gone=_GONE)


def arn_tags() -> Detail:
    """The tags, which no bulk call tells."""
    return tags_of(TAGS, "ResourceName", "ARN", "TagList")


def made_by_aws(item: Item, attributes: Mapping[str, Value]) -> bool:
    """The groups that every account has: ``default``, ``default.redis7``."""
    return item.id == "default" or item.id.startswith("default.")


def _destination(raw: Any) -> Any:
    said = raw.get("DestinationDetails", {})
    logs, stream = said.get("CloudWatchLogsDetails", {}), said.get("KinesisFirehoseDetails", {})
    return logs.get("LogGroup") or stream.get("DeliveryStream")


def logs() -> Field:
    """Where slow and engine logs go."""
    return block(
        "log_delivery_configuration",
        "LogDeliveryConfigurations",
        {
            "destination": _destination,
            "destination_type": "DestinationType",
            "log_format": "LogFormat",
            "log_type": "LogType",
        },
        key=("log_type",),
        default=[],
    )


def _topic(raw: Any) -> Any:
    said = raw.get("NotificationConfiguration") or {}
    return said.get("TopicArn") if said.get("TopicStatus", "active") == "active" else None


def _groups(raw: Any) -> list[Any]:
    return [one.get("SecurityGroupId") for one in raw.get("SecurityGroups", ())]


def of_a_cluster() -> tuple[Field, ...]:
    """What a cluster says, of itself or of the replication group that it is a member of."""
    return (
        field("engine", "Engine"),
        field("engine_version", "EngineVersion", version_prefix),
        field("maintenance_window", "PreferredMaintenanceWindow", case_insensitive),
        field("notification_topic_arn", _topic),
        field("parameter_group_name", "CacheParameterGroup.CacheParameterGroupName"),
        field("security_group_ids", _groups, string_set),
        field("subnet_group_name", "CacheSubnetGroupName"),
    )


def of_both() -> tuple[Field, ...]:
    """What clusters and replication groups say under the same names."""
    return (
        field("auto_minor_version_upgrade", "AutoMinorVersionUpgrade", default=True),
        field("ip_discovery", "IpDiscovery"),
        field("network_type", "NetworkType"),
        field("node_type", "CacheNodeType"),
        field("snapshot_retention_limit", "SnapshotRetentionLimit", default=0),
        field("snapshot_window", "SnapshotWindow"),
        field("transit_encryption_enabled", "TransitEncryptionEnabled", default=False),
        logs(),
    )
