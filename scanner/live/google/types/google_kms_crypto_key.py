"""A key of Cloud KMS. Never its material.

Live: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/kms_crypto_key
"""

from __future__ import annotations

from scanner.compare import duration
from scanner.live.google.table import inside, tabled

READER = tabled(
    "google_kms_crypto_key",
    "cloudkms.googleapis.com/CryptoKey",
    key=inside("key_ring", "name"),
    at={"key_ring": lambda raw: str(raw.get("name") or "").partition("/cryptoKeys/")[0]},
    same={"rotation_period": duration, "destroy_scheduled_duration": duration},
    defaults={
        "purpose": "ENCRYPT_DECRYPT",
        "version_template.protection_level": "SOFTWARE",
        "version_template.algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION",
        "destroy_scheduled_duration": "2592000s",
        "import_only": False,
    },
    apply_only=("skip_initial_version_creation",),
    import_id="{key_ring}/cryptoKeys/{name}",
)
