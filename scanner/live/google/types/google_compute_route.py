"""A static route of a VPC network.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/routes
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_route
"""

from __future__ import annotations

from scanner.compare import cidr, either, google_link
from scanner.live.google.compute import PARAMS
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_route",
    "compute.googleapis.com/Route",
    key=by("name"),
    # Routes of subnetworks, peerings and dynamic routing come and go with those.
    only=lambda asset: (
        not any(asset.data.get(name) for name in ("nextHopNetwork", "nextHopPeering", "nextHopHub"))
    ),
    same={"dest_range": cidr, "next_hop_ip": cidr, "next_hop_ilb": either(cidr, google_link)},
    defaults={"priority": 1000},
    computed={"self_link": "selfLink"},
    uncovered={**PARAMS, "next_hop_instance_zone": "the instance's own name says it"},
    everywhere=lambda asset: str(asset.segment("routes")).startswith("default-route-"),
)
