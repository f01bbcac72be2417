"""A node pool of a GKE cluster.

Live: https://cloud.google.com/kubernetes-engine/docs/reference/rest (NodePool)
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_node_pool
"""

from __future__ import annotations

from scanner.live.google.container import is_automatic, location_id, node_config, pool_rows
from scanner.live.google.places import ASSET
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_container_node_pool",
    "container.googleapis.com/NodePool",
    key=by("location", "cluster", "name"),
    at={
        **node_config("node_config", "config"),
        **pool_rows(""),
        "cluster": lambda raw: raw[ASSET].segment("clusters"),
    },
    defaults={"upgrade_settings.strategy": "SURGE"},
    leaves_out=True,
    # Where the pool does not say, the cluster does.
    present=("network_config.enable_private_nodes",),
    identity=location_id,
    apply_only=("name_prefix",),
    sensitive=("node_config.metadata",),
    # Node auto-provisioning makes and removes pools by itself.
    everywhere=is_automatic,
    uncovered={
        "node_count": "autoscaling changes it; the answer does not have it",
        "version": "Google upgrades it",
        "node_config.host_maintenance_policy": "not in the stable API",
    },
)
