"""A Redis or Valkey replication group, with or without shards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import string_set
from scanner.live.aws.elasticache import CLUSTERS, arn_tags, of_a_cluster, of_both
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, by, computed, field, listed, tabled
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item


def _is_on(name: str) -> Any:
    return lambda raw: raw.get(name) in ("enabled", "enabling")


def _shards(raw: Any) -> list[Any]:
    return list(raw.get("NodeGroups", ()))


def _replicas(raw: Any) -> Any:
    for shard in _shards(raw):
        return len(shard.get("NodeGroupMembers", ())) - 1
    return None


def _port(raw: Any) -> Any:
    if raw.get("ConfigurationEndpoint"):
        return raw["ConfigurationEndpoint"].get("Port")
    for shard in _shards(raw):
        return shard.get("PrimaryEndpoint", {}).get("Port")
    return None


def _member(api: Api, item: Item) -> Any:
    """The first member: a group says nothing of its subnets and security groups itself."""
    clusters = api.index(CLUSTERS, "CacheClusters", "CacheClusterId", ShowCacheNodeInfo=True)
    for name in item.raw.get("MemberClusters", ()):
        if name in clusters:
            return clusters[name]
    raise NotRead("the members of the replication group are not told")


READER = tabled(
    "aws_elasticache_replication_group",
    listed(
        Operation("elasticache", "DescribeReplicationGroups"),
        "ReplicationGroups",
        "ReplicationGroupId",
    ),
    key=by("replication_group_id"),
    fields=(
        field("replication_group_id", "ReplicationGroupId"),
        field("at_rest_encryption_enabled", "AtRestEncryptionEnabled", default=False),
        field("automatic_failover_enabled", _is_on("AutomaticFailover"), default=False),
        field("cluster_mode", "ClusterMode"),
        field("data_tiering_enabled", _is_on("DataTiering"), default=False),
        field("description", "Description"),
        field("global_replication_group_id", "GlobalReplicationGroupInfo.GlobalReplicationGroupId"),
        field("kms_key_id", "KmsKeyId"),
        field("multi_az_enabled", _is_on("MultiAZ"), default=False),
        field("num_cache_clusters", lambda raw: len(raw.get("MemberClusters", ()))),
        field("num_node_groups", lambda raw: len(_shards(raw))),
        field("port", _port, default=6379),
        field("replicas_per_node_group", _replicas),
        field("transit_encryption_mode", "TransitEncryptionMode"),
        field("user_group_ids", "UserGroupIds", string_set, default=[]),
        *of_both(),
        computed("arn", "ARN"),
    ),
    details=(Detail((CLUSTERS,), _member, of_a_cluster(), bulk=True), arn_tags()),
    apply_only=(
        "apply_immediately",
        "auth_token_update_strategy",
        "final_snapshot_identifier",
        # What it was once filled with is nowhere to be read.
        "snapshot_arns",
        "snapshot_name",
    ),
    write_only=("auth_token",),
    uncovered={
        "preferred_cache_cluster_azs": "a wish at creation; nodes move when one fails",
        "security_group_names": "EC2-Classic, which is gone",
    },
    import_id="{replication_group_id}",
)
