"""What GKE clusters and node pools share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.live.google.places import ASSET
from scanner.live.google.values import objects, value_at

if TYPE_CHECKING:
    from scanner.live.google.inventory import Asset
    from scanner.live.google.values import Source


def node_config(path: str, at: str) -> dict[str, Source]:
    """Where the API has the arguments of a ``node_config`` block in other words."""
    rows: dict[str, Source] = {
        "logging_variant": "loggingConfig.variantConfig.variant",
        "guest_accelerator": "accelerators",
        "guest_accelerator.count": "acceleratorCount",
        "guest_accelerator.type": "acceleratorType",
        "linux_node_config.hugepages_config": "hugepages",
        "linux_node_config.hugepages_config.hugepage_size_1g": "hugepageSize1g",
        "linux_node_config.hugepages_config.hugepage_size_2m": "hugepageSize2m",
        "sole_tenant_config.node_affinity": "nodeAffinities",
        "windows_node_config.osversion": "osVersion",
        "kubelet_config.insecure_kubelet_readonly_port_enabled": _readonly_port,
        "resource_manager_tags": "resourceManagerTags.tags",
    }
    return {path: at, **{f"{path}.{name}": source for name, source in rows.items()}}


def _readonly_port(raw: Any) -> Any:
    found = value_at(raw, "insecureKubeletReadonlyPortEnabled")
    # The provider writes this boolean as text.
    return None if found is None else "TRUE" if found else "FALSE"


def pool_rows(prefix: str) -> dict[str, Source]:
    """Where the API has the arguments of a node pool in other words."""
    return {
        f"{prefix}max_pods_per_node": "maxPodsConstraint.maxPodsPerNode",
        f"{prefix}node_locations": "locations",
        f"{prefix}network_config.pod_cidr_overprovision_config.disabled": "disable",
        f"{prefix}network_config.additional_pod_network_configs.max_pods_per_node": (
            "maxPodsPerNode.maxPodsPerNode"
        ),
    }


def is_automatic(pool: Asset) -> bool:
    """Whether node auto-provisioning made a pool, and will remove it.

    https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-provisioning
    """
    return value_at(pool.data, "autoscaling.autoprovisioned") is True


def declared_pools(raw: Any) -> Any:
    """A cluster's pools without those that come and go by themselves."""
    pools = objects(raw, "nodePools")
    return [one for one in pools if value_at(one, "autoscaling.autoprovisioned") is not True]


def location_id(raw: Any) -> Any:
    """Terraform's id, which has the zone of a zonal cluster as a location as well."""
    found = str(raw.get("selfLink") or raw[ASSET].name).partition("/projects/")[2]
    return f"projects/{found.replace('/zones/', '/locations/')}"
