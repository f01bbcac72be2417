"""A Cloud Router.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/routers
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_router
"""

from __future__ import annotations

from scanner.compare import cidr
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_router",
    "compute.googleapis.com/Router",
    key=by("region", "name"),
    defaults={"bgp.advertise_mode": "DEFAULT", "bgp.keepalive_interval": 20},
    same={"bgp.advertised_ip_ranges.range": cidr, "bgp.identifier_range": cidr},
    unordered=("bgp.advertised_ip_ranges", "bgp.advertised_groups"),
    computed={"self_link": "selfLink"},
    write_only=("md5_authentication_keys.key",),
)
