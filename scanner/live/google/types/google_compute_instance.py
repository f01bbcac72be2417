"""A virtual machine. What its boot disk was made of is said by the disk.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/instances
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.compare import cidr, google_value, pem
from scanner.live.google.compute import DISK, PARAMS, key_name, own_key, relative, same_image
from scanner.live.google.places import MANAGED
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last, objects
from scanner.live.notread import NotRead

_SCRIPT: Final = "startup-script"


def _boot(raw: Any) -> Any:
    """The disk it boots from, with what the disk itself says under ``@disk``."""
    disks = raw.get("@disks")
    found = next((one for one in _disks(raw) if one.get("boot")), None)
    if found is None:
        return []
    if isinstance(disks, NotRead):
        raise disks
    return {**found, "@disk": disks.get(relative(found.get("source")))}


def _made_of(raw: Any) -> Any:
    return raw.get("@disk")


def _attached(raw: Any) -> Any:
    return [one for one in _disks(raw) if not one.get("boot") and one.get("type") != "SCRATCH"]


def _scratch(raw: Any) -> Any:
    return [one for one in _disks(raw) if one.get("type") == "SCRATCH"]


def _disks(raw: Any) -> list[Any]:
    return objects(raw, "disks")


def _features(raw: Any) -> Any:
    return [one.get("type") for one in objects(raw, "guestOsFeatures")]


def _metadata(raw: Any) -> Any:
    """Without the start-up script, unless that is where the script is declared."""
    found = _items(raw)
    if not _script_in_metadata(raw):
        found.pop(_SCRIPT, None)
    return found


def _startup(raw: Any) -> Any:
    return None if _script_in_metadata(raw) else _items(raw).get(_SCRIPT)


def _items(raw: Any) -> dict[str, Any]:
    return {str(one.get("key")): one.get("value") for one in objects(raw, "metadata.items")}


def _script_in_metadata(raw: Any) -> bool:
    """Whether code or state have the script among the metadata, and not in an argument of its
    own: the provider takes both."""
    place = raw.get("name"), last(raw.get("zone"))
    return any(
        _SCRIPT in metadata
        for one in raw.get(MANAGED, ())
        if (one.attributes.get("name"), last(one.attributes.get("zone"))) == place
        and isinstance(metadata := one.attributes.get("metadata"), Mapping)
    )


def _reservation(raw: Any) -> Any:
    found = raw.get("reservationAffinity")
    if not isinstance(found, dict):
        return None
    specific = (
        {"key": found.get("key"), "values": found.get("values")} if found.get("key") else None
    )
    return {**found, "specific": specific}


READER = tabled(
    "google_compute_instance",
    "compute.googleapis.com/Instance",
    key=by("zone", "name"),
    beside={"@disks": DISK},
    at={
        "tags": "tags.items",
        "metadata": _metadata,
        "metadata_startup_script": _startup,
        "enable_display": "displayDevice.enableDisplay",
        "hostname": "hostname",
        "guest_accelerator": "guestAccelerators",
        "guest_accelerator.count": "acceleratorCount",
        "guest_accelerator.type": "acceleratorType",
        "attached_disk": _attached,
        "attached_disk.kms_key_self_link": key_name("diskEncryptionKey.kmsKeyName"),
        "boot_disk": _boot,
        "boot_disk.kms_key_self_link": key_name("diskEncryptionKey.kmsKeyName"),
        "boot_disk.guest_os_features": _features,
        "boot_disk.initialize_params": _made_of,
        "boot_disk.initialize_params.size": "sizeGb",
        "boot_disk.initialize_params.image": "sourceImage",
        "boot_disk.initialize_params.snapshot": "sourceSnapshot",
        "boot_disk.initialize_params.source_image_encryption_key.kms_key_self_link": key_name(
            "kmsKeyName"
        ),
        "boot_disk.initialize_params.source_snapshot_encryption_key.kms_key_self_link": key_name(
            "kmsKeyName"
        ),
        "scratch_disk": _scratch,
        "scratch_disk.size": "diskSizeGb",
        "instance_encryption_key.kms_key_self_link": key_name("kmsKeyName"),
        "network_interface.network_ip": "networkIP",
        "network_interface.access_config.nat_ip": "natIP",
        "reservation_affinity": _reservation,
        "reservation_affinity.type": "consumeReservationType",
        "reservation_affinity.specific_reservation": "specific",
        "service_account": "serviceAccounts",
        "service_account.scopes": "scopes",
        "boot_disk.source": "source",
    },
    same={
        "boot_disk.initialize_params.image": same_image,
        "metadata_startup_script": pem,
        "scheduling.max_run_duration.seconds": google_value,
        "network_interface.alias_ip_range.ip_cidr_range": cidr,
    },
    defaults={
        "boot_disk.auto_delete": True,
        "boot_disk.mode": "READ_WRITE",
        "scheduling.automatic_restart": True,
        "scheduling.on_host_maintenance": "MIGRATE",
        "scheduling.provisioning_model": "STANDARD",
        "shielded_instance_config.enable_integrity_monitoring": True,
        "shielded_instance_config.enable_vtpm": True,
        "reservation_affinity.type": "ANY_RESERVATION",
        "key_revocation_action_type": "NONE",
    },
    unordered=("attached_disk", "scratch_disk", "resource_policies"),
    sensitive=("metadata", "metadata_startup_script"),
    computed={"self_link": "selfLink", "instance_id": "id", "cpu_platform": "cpuPlatform"},
    apply_only=(
        "allow_stopping_for_update",
        "desired_status",
        "boot_disk.force_attach",
        "attached_disk.force_attach",
    ),
    write_only=(
        "boot_disk.disk_encryption_key_raw",
        "boot_disk.disk_encryption_key_rsa",
        "boot_disk.initialize_params.source_image_encryption_key.raw_key",
        "boot_disk.initialize_params.source_image_encryption_key.rsa_encrypted_key",
        "boot_disk.initialize_params.source_snapshot_encryption_key.raw_key",
        "boot_disk.initialize_params.source_snapshot_encryption_key.rsa_encrypted_key",
        "attached_disk.disk_encryption_key_raw",
        "attached_disk.disk_encryption_key_rsa",
    ),
    told={"boot_disk.disk_encryption_key_raw": own_key},
    # The machines of a managed group come and go with it.
    everywhere=lambda asset: "/instanceGroupManagers/" in str(_items(asset.data).get("created-by")),
    uncovered={
        **PARAMS,
        "boot_disk.disk_encryption_service_account": "no answer has it",
        "attached_disk.disk_encryption_service_account": "no answer has it",
        "boot_disk.initialize_params.resource_manager_tags": "sent on creation; no answer has it",
        "boot_disk.interface": "deprecated",
        "network_interface.subnetwork_project": "the subnetwork's own name says it",
    },
)
