"""A global address.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/globalAddresses
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_global_address
"""

from __future__ import annotations

from scanner.compare import cidr
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_global_address",
    "compute.googleapis.com/GlobalAddress",
    key=by("name"),
    same={"address": cidr},
    defaults={"address_type": "EXTERNAL"},
    computed={"self_link": "selfLink"},
)
