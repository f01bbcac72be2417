"""A key of a service account that people hold. Never the key itself.

Live: https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/service_account_key
"""

from __future__ import annotations

from scanner.live.google.table import inside, tabled

READER = tabled(
    "google_service_account_key",
    "iam.googleapis.com/ServiceAccountKey",
    key=inside("name"),
    identity="name",
    # Google rotates its own keys every few days.
    only=lambda asset: asset.data.get("keyType") != "SYSTEM_MANAGED",
    at={"service_account_id": lambda raw: str(raw.get("name") or "").partition("/keys/")[0]},
    defaults={"key_algorithm": "KEY_ALG_RSA_2048"},
    computed={
        "name": "name",
        "valid_after": "validAfterTime",
        "valid_before": "validBeforeTime",
    },
    apply_only=("keepers", "public_key_type", "private_key_type"),
    uncovered={"public_key_data": "the listing does not have it"},
    import_id=None,
)
