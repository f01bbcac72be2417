"""A key ring of Cloud KMS.

Live: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/kms_key_ring
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled

READER = tabled(
    "google_kms_key_ring",
    "cloudkms.googleapis.com/KeyRing",
    key=by("location", "name"),
)
