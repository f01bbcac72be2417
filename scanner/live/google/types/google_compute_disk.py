"""A zonal persistent disk.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/disks
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_disk
"""

from __future__ import annotations

from scanner.live.google.compute import PARAMS, key_name, own_key, same_image
from scanner.live.google.table import by, tabled

READER = tabled(
    "google_compute_disk",
    "compute.googleapis.com/Disk",
    key=by("zone", "name"),
    only=lambda asset: asset.segment("zones") is not None,
    at={
        "image": "sourceImage",
        "snapshot": "sourceSnapshot",
        "size": "sizeGb",
        "disk_encryption_key.kms_key_self_link": key_name("kmsKeyName"),
        "source_image_encryption_key.kms_key_self_link": key_name("kmsKeyName"),
        "source_snapshot_encryption_key.kms_key_self_link": key_name("kmsKeyName"),
    },
    same={"image": same_image},
    defaults={"type": "pd-standard"},
    unordered=("licenses",),
    computed={"self_link": "selfLink", "disk_id": "id"},
    apply_only=("create_snapshot_before_destroy", "create_snapshot_before_destroy_prefix"),
    write_only=(
        "disk_encryption_key.raw_key",
        "disk_encryption_key.rsa_encrypted_key",
        "source_image_encryption_key.raw_key",
        "source_snapshot_encryption_key.raw_key",
    ),
    told={"disk_encryption_key.raw_key": own_key},
    uncovered=PARAMS,
    # The boot disk of a machine is made with it, and goes with it.
    everywhere=lambda asset: bool(asset.data.get("users")),
)
