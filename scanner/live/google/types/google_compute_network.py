"""A VPC network.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/networks
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_network
"""

from __future__ import annotations

from scanner.compare import cidr
from scanner.live.google.compute import PARAMS
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_network",
    "compute.googleapis.com/Network",
    key=by("name"),
    at={
        "routing_mode": "routingConfig.routingMode",
        "bgp_best_path_selection_mode": "routingConfig.bgpBestPathSelectionMode",
        "bgp_always_compare_med": "routingConfig.bgpAlwaysCompareMed",
        "bgp_inter_region_cost": "routingConfig.bgpInterRegionCost",
    },
    defaults={
        "auto_create_subnetworks": True,
        "network_firewall_policy_enforcement_order": "AFTER_CLASSIC_FIREWALL",
        "enable_ula_internal_ipv6": False,
    },
    same={"internal_ipv6_range": cidr},
    computed={"self_link": "selfLink"},
    apply_only=("delete_default_routes_on_create",),
    uncovered=PARAMS,
    everywhere=lambda asset: asset.segment("networks") == "default",
)
