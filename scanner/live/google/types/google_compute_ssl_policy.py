"""A global SSL policy.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/sslPolicies
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_ssl_policy
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_ssl_policy",
    "compute.googleapis.com/SslPolicy",
    key=by("name"),
    only=lambda asset: asset.segment("regions") is None,
    defaults={"profile": "COMPATIBLE", "min_tls_version": "TLS_1_0"},
    computed={"self_link": "selfLink", "fingerprint": "fingerprint"},
)
