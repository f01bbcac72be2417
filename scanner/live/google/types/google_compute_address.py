"""A regional address.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/addresses
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_address
"""

from __future__ import annotations

from scanner.compare import cidr
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_address",
    "compute.googleapis.com/Address",
    key=by("region", "name"),
    same={"address": cidr},
    defaults={"address_type": "EXTERNAL"},
    computed={"self_link": "selfLink"},
)
