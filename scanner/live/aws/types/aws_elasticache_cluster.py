"""A cache cluster: Memcached, or a single Redis node."""

from __future__ import annotations

from typing import Any

from scanner.live.aws.elasticache import CLUSTERS, arn_tags, of_a_cluster, of_both
from scanner.live.aws.table import by, computed, field, listed, tabled


def _port(raw: Any) -> Any:
    if raw.get("ConfigurationEndpoint"):
        return raw["ConfigurationEndpoint"].get("Port")
    for node in raw.get("CacheNodes", ()):
        return node.get("Endpoint", {}).get("Port")
    return None


def _zone(raw: Any) -> Any:
    zone = raw.get("PreferredAvailabilityZone")
    return None if zone == "Multiple" else zone


READER = tabled(
    "aws_elasticache_cluster",
    listed(CLUSTERS, "CacheClusters", "CacheClusterId", ShowCacheNodeInfo=True),
    key=by("cluster_id"),
    fields=(
        field("cluster_id", "CacheClusterId"),
        field("availability_zone", _zone),
        field(
            "az_mode",
            lambda raw: (
                "cross-az" if raw.get("PreferredAvailabilityZone") == "Multiple" else "single-az"
            ),
        ),
        field("num_cache_nodes", "NumCacheNodes"),
        field("port", _port),
        field("preferred_outpost_arn", "PreferredOutpostArn"),
        field("replication_group_id", "ReplicationGroupId"),
        *of_a_cluster(),
        *of_both(),
        computed("arn", "ARN"),
    ),
    details=(arn_tags(),),
    apply_only=(
        "apply_immediately",
        "final_snapshot_identifier",
        "outpost_mode",
        # What it was once filled with is nowhere to be read.
        "snapshot_arns",
        "snapshot_name",
    ),
    uncovered={"preferred_availability_zones": "a wish at creation; AWS keeps no list of it"},
    # Replication groups make their members by themselves.
    everywhere=lambda item, attributes: bool(item.raw.get("ReplicationGroupId")),
    import_id="{cluster_id}",
)
