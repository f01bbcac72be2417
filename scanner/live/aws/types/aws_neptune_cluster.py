"""A Neptune cluster."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name, string_set, text, version_prefix
from scanner.compare import by as by_form
from scanner.live.aws.rds import CLUSTERS, runs, security_groups, windows
from scanner.live.aws.table import block, by, computed, field, listed, tabled, tagged


def _roles(raw: Any) -> list[Any]:
    return [one.get("RoleArn") for one in raw.get("AssociatedRoles", ())]


READER = tabled(
    "aws_neptune_cluster",
    listed(CLUSTERS, "DBClusters", "DBClusterIdentifier", only=runs("neptune")),
    key=by("cluster_identifier"),
    fields=(
        field("cluster_identifier", "DBClusterIdentifier"),
        field("availability_zones", "AvailabilityZones", string_set),
        field("backup_retention_period", "BackupRetentionPeriod", default=1),
        field("copy_tags_to_snapshot", "CopyTagsToSnapshot", default=False),
        field("deletion_protection", "DeletionProtection", default=False),
        field(
            "enable_cloudwatch_logs_exports", "EnabledCloudwatchLogsExports", string_set, default=[]
        ),
        field("engine", "Engine", default="neptune"),
        field("engine_version", "EngineVersion", version_prefix),
        field("global_cluster_identifier", "GlobalClusterIdentifier"),
        field(
            "iam_database_authentication_enabled", "IAMDatabaseAuthenticationEnabled", default=False
        ),
        field("iam_roles", _roles, string_set, default=[]),
        field("kms_key_arn", "KmsKeyId", arn_or_name),
        field("neptune_cluster_parameter_group_name", "DBClusterParameterGroup"),
        field("neptune_subnet_group_name", "DBSubnetGroup"),
        field("port", "Port", default=8182),
        *windows("preferred_backup_window", "preferred_maintenance_window"),
        field("replication_source_identifier", "ReplicationSourceIdentifier"),
        block(
            "serverless_v2_scaling_configuration",
            "ServerlessV2ScalingConfiguration",
            {"max_capacity": "MaxCapacity", "min_capacity": "MinCapacity"},
            defaults={"max_capacity": 128, "min_capacity": 2.5},
            default=[],
        ),
        field("storage_encrypted", "StorageEncrypted", default=False),
        # An answer says nothing of what is standard.
        field("storage_type", "StorageType", by_form(lambda value: text(value) or "standard")),
        security_groups(),
        computed("arn", "DBClusterArn"),
        computed("cluster_resource_id", "DbClusterResourceId"),
        *tagged("TagList"),
    ),
    apply_only=(
        "allow_major_version_upgrade",
        "apply_immediately",
        "cluster_identifier_prefix",
        "final_snapshot_identifier",
        "neptune_instance_parameter_group_name",
        "skip_final_snapshot",
        # What it was once made of is nowhere to be read.
        "snapshot_identifier",
    ),
    import_id="{cluster_identifier}",
)
