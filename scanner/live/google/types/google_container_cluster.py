"""A GKE cluster.

Live: https://cloud.google.com/kubernetes-engine/docs/reference/rest (Cluster)
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scanner.compare import google_value
from scanner.live.google.container import declared_pools, location_id, node_config, pool_rows
from scanner.live.google.table import by, tabled
from scanner.live.google.values import entries, value_at
from scanner.model import Value


def _flag(path: str) -> Callable[[Any], Any]:
    """A boolean that the provider writes as text."""

    def read(raw: Any) -> Any:
        found = value_at(raw, path)
        return {True: "TRUE", False: "FALSE"}.get(found) if isinstance(found, bool) else None

    return read


def _maintenance(raw: Any) -> Any:
    return value_at(raw, "maintenancePolicy.window") or None


def _authorized_networks(raw: Any) -> Any:
    """The answer keeps what is not in force."""
    found = raw.get("masterAuthorizedNetworksConfig")
    return found if value_at(found, "enabled") else None


def _exclusions(raw: Any) -> Any:
    """The map of exclusions by their name, as a list."""
    found = entries(raw, "maintenanceExclusions")
    return [{**one, "exclusionName": name} for name, one in found.items()]


def _declared_labels(expected: Value, live: Value) -> bool:
    """Each label that is declared; what else there is shows in effective_labels, which has the
    provider's default labels as well."""
    there = live if isinstance(live, Mapping) else {}
    wanted = expected if isinstance(expected, Mapping) else {}
    return all(google_value(one, there.get(name)) for name, one in wanted.items())


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


READER = tabled(
    "google_container_cluster",
    "container.googleapis.com/Cluster",
    key=by("location", "name"),
    at={
        **node_config("node_config", "nodeConfig"),
        **node_config("node_pool.node_config", "config"),
        **pool_rows("node_pool."),
        "node_pool": declared_pools,
        "enable_autopilot": "autopilot.enabled",
        "allow_net_admin": "autopilot.workloadPolicyConfig.allowNetAdmin",
        "enable_legacy_abac": "legacyAbac.enabled",
        "enable_shielded_nodes": "shieldedNodes.enabled",
        "enable_l4_ilb_subsetting": "networkConfig.enableL4ilbSubsetting",
        "enable_multi_networking": "networkConfig.enableMultiNetworking",
        "enable_fqdn_network_policy": "networkConfig.enableFqdnNetworkPolicy",
        "enable_cilium_clusterwide_network_policy": (
            "networkConfig.enableCiliumClusterwideNetworkPolicy"
        ),
        "enable_intranode_visibility": "networkConfig.enableIntraNodeVisibility",
        "disable_l4_lb_firewall_reconciliation": "networkConfig.disableL4LbFirewallReconciliation",
        "in_transit_encryption_config": "networkConfig.inTransitEncryptionConfig",
        "private_ipv6_google_access": "networkConfig.privateIpv6GoogleAccess",
        "datapath_provider": "networkConfig.datapathProvider",
        "default_max_pods_per_node": "defaultMaxPodsConstraint.maxPodsPerNode",
        "networking_mode": lambda raw: (
            "VPC_NATIVE" if value_at(raw, "ipAllocationPolicy.useIpAliases") else "ROUTES"
        ),
        # The answer also names the cluster's own zone.
        "node_locations": lambda raw: [
            one for one in _listed(raw.get("locations")) if one != raw.get("location")
        ],
        "resource_labels": "resourceLabels",
        "addons_config.cloudrun_config": "cloudRunConfig",
        "cluster_autoscaling": "autoscaling",
        "cluster_autoscaling.enabled": "enableNodeAutoprovisioning",
        "cluster_autoscaling.auto_provisioning_locations": "autoprovisioningLocations",
        "cluster_autoscaling.auto_provisioning_defaults": "autoprovisioningNodePoolDefaults",
        "cluster_autoscaling.auto_provisioning_defaults.disk_size": "diskSizeGb",
        "default_snat_status": "networkConfig.defaultSnatStatus",
        "dns_config": "networkConfig.dnsConfig",
        "gateway_api_config": "networkConfig.gatewayApiConfig",
        "service_external_ips_config": "networkConfig.serviceExternalIpsConfig",
        "network_performance_config": "networkConfig.networkPerformanceConfig",
        "ip_allocation_policy.pod_cidr_overprovision_config.disabled": "disable",
        "logging_config.enable_components": "componentConfig.enableComponents",
        "monitoring_config.enable_components": "componentConfig.enableComponents",
        "monitoring_config.managed_prometheus": "managedPrometheusConfig",
        "master_authorized_networks_config": _authorized_networks,
        "maintenance_policy": _maintenance,
        "maintenance_policy.recurring_window.start_time": "window.startTime",
        "maintenance_policy.recurring_window.end_time": "window.endTime",
        "maintenance_policy.maintenance_exclusion": _exclusions,
        "maintenance_policy.maintenance_exclusion.exclusion_options": (
            "maintenanceExclusionOptions"
        ),
        "node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled": _flag(
            "nodeKubeletConfig.insecureKubeletReadonlyPortEnabled"
        ),
        "node_pool_defaults.node_config_defaults.logging_variant": (
            "loggingConfig.variantConfig.variant"
        ),
        "node_pool_auto_config.resource_manager_tags": "resourceManagerTags.tags",
        "resource_usage_export_config.enable_resource_consumption_metering": (
            "consumptionMeteringConfig.enabled"
        ),
        "node_pool_auto_config.node_kubelet_config.insecure_kubelet_readonly_port_enabled": _flag(
            "insecureKubeletReadonlyPortEnabled"
        ),
    },
    same={"resource_labels": _declared_labels},
    defaults={"enable_shielded_nodes": True, "networking_mode": "VPC_NATIVE"},
    unordered=("node_pool", "logging_config.enable_components"),
    computed={
        "self_link": "selfLink",
        "effective_labels": "resourceLabels",
        "endpoint": "endpoint",
    },
    leaves_out=True,
    present=(
        "control_plane_endpoints_config.ip_endpoints_config.enabled",
        "node_pool.network_config.enable_private_nodes",
    ),
    filled=tuple(
        f"node_pool.{name}"
        for name in (
            "management",
            "network_config",
            "node_config",
            "node_config.shielded_instance_config",
            "upgrade_settings",
        )
    ),
    told={"remove_default_node_pool": lambda raw: not raw.get("nodePools")},
    identity=location_id,
    apply_only=("deletion_protection", "remove_default_node_pool", "node_pool.name_prefix"),
    sensitive=("node_config.metadata",),
    uncovered={
        "min_master_version": "the least one that is wanted; Google upgrades above it",
        "node_version": "Google upgrades it",
        "network_performance_config": "not in every answer",
        "node_pool.node_count": "autoscaling changes it; the answer does not have it",
        "node_pool.version": "Google upgrades it",
        "node_config.host_maintenance_policy": "not in the stable API",
        "node_pool.node_config.host_maintenance_policy": "not in the stable API",
    },
)
