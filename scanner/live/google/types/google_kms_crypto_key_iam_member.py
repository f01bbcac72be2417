"""A role that a key grants to one member, whoever else has it.

Shapes: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset and
https://cloud.google.com/iam/docs/reference/rest/v1/Policy (live), and
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_kms_crypto_key_iam.
"""

from __future__ import annotations

from scanner.live.google.iam import member

READER = member(
    "google_kms_crypto_key_iam_member", "cloudkms.googleapis.com/CryptoKey", "crypto_key_id"
)
