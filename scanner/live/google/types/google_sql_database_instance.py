"""A Cloud SQL instance.

Live: https://cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
"""

from __future__ import annotations

from typing import Any

from scanner.compare import cidr
from scanner.live.google.places import PROJECT
from scanner.live.google.table import by, tabled
from scanner.live.notread import ByItselfError


def _size(raw: Any) -> Any:
    """https://cloud.google.com/sql/docs/mysql/instance-settings#automatic-storage-increase-2ndgen"""
    if raw.get("storageAutoResize"):
        raise ByItselfError("the disk grows when it is full")
    return raw.get("dataDiskSizeGb")


READER = tabled(
    "google_sql_database_instance",
    "sqladmin.googleapis.com/Instance",
    key=by("name"),
    identity="name",
    at={
        "encryption_key_name": "diskEncryptionConfiguration.kmsKeyName",
        "settings.disk_autoresize": "storageAutoResize",
        "settings.disk_autoresize_limit": "storageAutoResizeLimit",
        "settings.disk_size": _size,
        "settings.disk_type": "dataDiskType",
        "settings.ip_configuration.psc_config.psc_auto_connections.consumer_service_project_id": (
            "consumerProject"
        ),
        "master_instance_name": lambda raw: str(raw.get("masterInstanceName") or "").removeprefix(
            f"{raw[PROJECT]}:"
        ),
    },
    same={"settings.ip_configuration.authorized_networks.value": cidr},
    defaults={
        "settings.activation_policy": "ALWAYS",
        "settings.availability_type": "ZONAL",
        "settings.disk_autoresize": True,
        "settings.disk_type": "PD_SSD",
        "settings.pricing_plan": "PER_USE",
        "settings.ip_configuration.ipv4_enabled": True,
    },
    computed={"self_link": "selfLink", "connection_name": "connectionName"},
    apply_only=("deletion_protection", "clone", "restore_backup_context"),
    write_only=("root_password", "replica_configuration.password"),
    uncovered={
        **dict.fromkeys(
            (
                "replica_configuration.verify_server_certificate",
                "replica_configuration.connect_retry_interval",
                "replica_configuration.master_heartbeat_period",
                "replica_configuration.ca_certificate",
                "replica_configuration.client_certificate",
                "replica_configuration.client_key",
                "replica_configuration.dump_file_path",
                "replica_configuration.ssl_cipher",
                "replica_configuration.username",
            ),
            "sent when replication is set up; no answer has it",
        ),
        "replica_names": "replicas are resources of their own",
        "maintenance_version": "Google upgrades it",
    },
)
