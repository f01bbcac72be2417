"""A subnetwork of a VPC network.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_subnetwork
"""

from __future__ import annotations

from typing import Any

from scanner.compare import cidr
from scanner.live.google.compute import PARAMS
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last


def _logs(raw: Any) -> bool:
    config = raw.get("logConfig")
    return bool(isinstance(config, dict) and config.get("enable", raw.get("enableFlowLogs")))


READER = tabled(
    "google_compute_subnetwork",
    "compute.googleapis.com/Subnetwork",
    key=by("region", "name"),
    at={
        # The answer keeps the configuration of logs that are off.
        "log_config": lambda raw: raw.get("logConfig") if _logs(raw) else None,
        "log_config.filter_expr": "filterExpr",
        "private_ip_google_access": "privateIpGoogleAccess",
        "secondary_ip_range": "secondaryIpRanges",
    },
    same={
        "ip_cidr_range": cidr,
        "external_ipv6_prefix": cidr,
        "secondary_ip_range.ip_cidr_range": cidr,
    },
    defaults={"purpose": "PRIVATE", "stack_type": "IPV4_ONLY", "log_config.filter_expr": "true"},
    unordered=("secondary_ip_range",),
    computed={"self_link": "selfLink", "gateway_address": "gatewayAddress"},
    apply_only=("send_secondary_ip_range_if_empty",),
    uncovered={**PARAMS, "enable_flow_logs": "deprecated; log_config says it"},
    # Networks in auto mode have one of their own name in every region.
    everywhere=lambda asset: (
        asset.segment("subnetworks") == last(asset.data.get("network")) == "default"
    ),
)
