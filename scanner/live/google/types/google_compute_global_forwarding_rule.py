"""A global forwarding rule.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/globalForwardingRules
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_global_forwarding_rule
"""

from __future__ import annotations

from scanner.compare import cidr, either, google_link, port_range
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_global_forwarding_rule",
    "compute.googleapis.com/GlobalForwardingRule",
    key=by("name"),
    at={"ip_address": "IPAddress", "ip_protocol": "IPProtocol"},
    same={"port_range": port_range, "ip_address": either(cidr, google_link)},
    defaults={"load_balancing_scheme": "EXTERNAL"},
    unordered=("source_ip_ranges", "metadata_filters"),
    computed={"self_link": "selfLink"},
)
