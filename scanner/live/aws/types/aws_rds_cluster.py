"""A database cluster: Aurora, or Multi-AZ MySQL and PostgreSQL."""

from __future__ import annotations

from typing import Any

from scanner.compare import by as by_form
from scanner.compare import string_set, text, version_prefix
from scanner.live.aws.ownership import Owned
from scanner.live.aws.rds import (
    CLUSTERS,
    first,
    insights,
    is_relational,
    secret,
    security_groups,
    windows,
)
from scanner.live.aws.table import by, computed, field, listed, tabled, tagged

_SCALING, _SERVERLESS = "scaling_configuration", "serverlessv2_scaling_configuration"
_SCALED, _SERVED = "ScalingConfigurationInfo", "ServerlessV2ScalingConfiguration"


def _roles(raw: Any) -> list[Any]:
    return [one.get("RoleArn") for one in raw.get("AssociatedRoles", ())]


def _writes_locally(raw: Any) -> bool:
    return raw.get("LocalWriteForwardingStatus") in ("enabled", "enabling", "requested")


READER = tabled(
    "aws_rds_cluster",
    listed(CLUSTERS, "DBClusters", "DBClusterIdentifier", only=is_relational),
    key=by("cluster_identifier"),
    fields=(
        field("cluster_identifier", "DBClusterIdentifier"),
        field("allocated_storage", "AllocatedStorage"),
        field("availability_zones", "AvailabilityZones", string_set),
        field("backtrack_window", "BacktrackWindow", default=0),
        field("backup_retention_period", "BackupRetentionPeriod", default=1),
        field("ca_certificate_identifier", "CertificateDetails.CAIdentifier"),
        field("cluster_scalability_type", "ClusterScalabilityType"),
        field("copy_tags_to_snapshot", "CopyTagsToSnapshot", default=False),
        field("database_insights_mode", "DatabaseInsightsMode"),
        field("database_name", "DatabaseName"),
        field("db_cluster_instance_class", "DBClusterInstanceClass"),
        field("db_cluster_parameter_group_name", "DBClusterParameterGroup"),
        field("db_subnet_group_name", "DBSubnetGroup"),
        field("db_system_id", "DBSystemId"),
        field("deletion_protection", "DeletionProtection", default=False),
        field("domain", first("DomainMemberships", "Domain")),
        field("domain_iam_role_name", first("DomainMemberships", "IAMRoleName")),
        field("enable_global_write_forwarding", "GlobalWriteForwardingRequested", default=False),
        field("enable_http_endpoint", "HttpEndpointEnabled", default=False),
        field("enable_local_write_forwarding", _writes_locally, default=False),
        field(
            "enabled_cloudwatch_logs_exports",
            "EnabledCloudwatchLogsExports",
            string_set,
            default=[],
        ),
        field("engine", "Engine"),
        field("engine_lifecycle_support", "EngineLifecycleSupport"),
        field("engine_mode", "EngineMode", default="provisioned"),
        field("engine_version", "EngineVersion", version_prefix),
        field("global_cluster_identifier", "GlobalClusterIdentifier"),
        field(
            "iam_database_authentication_enabled", "IAMDatabaseAuthenticationEnabled", default=False
        ),
        field("iam_roles", _roles, string_set, default=[]),
        field("iops", "Iops", default=0),
        field("kms_key_id", "KmsKeyId"),
        field("master_username", "MasterUsername"),
        *secret(),
        *insights(),
        field("network_type", "NetworkType"),
        field("port", "Port"),
        *windows("preferred_backup_window", "preferred_maintenance_window"),
        field("replication_source_identifier", "ReplicationSourceIdentifier"),
        field("storage_encrypted", "StorageEncrypted", default=False),
        # What Aurora calls by a name of its own is nothing set to Terraform.
        field("storage_type", "StorageType", by_form(lambda value: text(value) or "aurora")),
        security_groups(),
        field(f"{_SCALING}.auto_pause", f"{_SCALED}.AutoPause", default=True),
        field(f"{_SCALING}.max_capacity", f"{_SCALED}.MaxCapacity", default=16),
        field(f"{_SCALING}.min_capacity", f"{_SCALED}.MinCapacity", default=1),
        field(f"{_SCALING}.seconds_before_timeout", f"{_SCALED}.SecondsBeforeTimeout", default=300),
        field(
            f"{_SCALING}.seconds_until_auto_pause", f"{_SCALED}.SecondsUntilAutoPause", default=300
        ),
        field(
            f"{_SCALING}.timeout_action",
            f"{_SCALED}.TimeoutAction",
            default="RollbackCapacityChange",
        ),
        field(f"{_SERVERLESS}.max_capacity", f"{_SERVED}.MaxCapacity"),
        field(f"{_SERVERLESS}.min_capacity", f"{_SERVED}.MinCapacity"),
        # Only told, and only of use, where the least capacity is none.
        field(
            f"{_SERVERLESS}.seconds_until_auto_pause", f"{_SERVED}.SecondsUntilAutoPause", default=0
        ),
        computed("arn", "DBClusterArn"),
        computed("cluster_resource_id", "DbClusterResourceId"),
        *tagged("TagList"),
    ),
    apply_only=(
        "allow_major_version_upgrade",
        "apply_immediately",
        "cluster_identifier_prefix",
        "db_instance_parameter_group_name",
        "delete_automated_backups",
        "final_snapshot_identifier",
        "master_password_wo_version",
        # What it was once made of is nowhere to be read.
        "restore_to_point_in_time",
        "s3_import",
        "skip_final_snapshot",
        "snapshot_identifier",
        "source_region",
    ),
    write_only=("master_password", "master_password_wo"),
    uncovered={"cluster_members": "each instance says itself which cluster it belongs to"},
    import_id="{cluster_identifier}",
    owns=(
        Owned(
            "aws_rds_cluster",
            "iam_roles",
            "aws_rds_cluster_role_association",
            "db_cluster_identifier",
            "cluster_identifier",
        ),
    ),
)
