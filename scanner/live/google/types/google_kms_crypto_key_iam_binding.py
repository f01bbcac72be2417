"""Everyone who has a role on a key, and nobody else.

Shapes: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset and
https://cloud.google.com/iam/docs/reference/rest/v1/Policy (live), and
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_kms_crypto_key_iam.
"""

from __future__ import annotations

from scanner.live.google.iam import binding

READER = binding(
    "google_kms_crypto_key_iam_binding", "cloudkms.googleapis.com/CryptoKey", "crypto_key_id"
)
