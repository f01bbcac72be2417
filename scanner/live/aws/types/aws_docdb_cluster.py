"""A DocumentDB cluster."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name, string_set, version_prefix
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged

# DocumentDB answers with RDS's operations, permissions and ARNs.
CLUSTERS = Operation("docdb", "DescribeDBClusters", ("rds:DescribeDBClusters",))
TAGS = Operation(
    "docdb",
    "ListTagsForResource",
    ("rds:ListTagsForResource",),
    gone=frozenset({"DBClusterNotFound", "DBClusterNotFoundFault"}),
)


def _own_password(raw: Any) -> bool | None:
    """Whether Secrets Manager keeps the password; the provider records nothing where not."""
    return True if raw.get("MasterUserSecret") else None


READER = tabled(
    "aws_docdb_cluster",
    listed(
        CLUSTERS,
        "DBClusters",
        "DBClusterIdentifier",
        # The operation also answers with clusters of RDS and Neptune.
        only=lambda one: one.get("Engine") == "docdb",
        Filters=[{"Name": "engine", "Values": ["docdb"]}],
    ),
    key=by("cluster_identifier"),
    fields=(
        field("cluster_identifier", "DBClusterIdentifier"),
        field("engine", "Engine", default="docdb"),
        field("engine_version", "EngineVersion", version_prefix),
        field("storage_encrypted", "StorageEncrypted", default=False),
        field("kms_key_id", "KmsKeyId", arn_or_name),
        field("deletion_protection", "DeletionProtection", default=False),
        field("backup_retention_period", "BackupRetentionPeriod", default=1),
        field(
            "enabled_cloudwatch_logs_exports",
            "EnabledCloudwatchLogsExports",
            string_set,
            default=[],
        ),
        field("port", "Port", default=27017),
        field("availability_zones", "AvailabilityZones", string_set),
        field("db_subnet_group_name", "DBSubnetGroup"),
        field("db_cluster_parameter_group_name", "DBClusterParameterGroup"),
        field("master_username", "MasterUsername"),
        field("manage_master_user_password", _own_password),
        field("preferred_backup_window", "PreferredBackupWindow"),
        field("preferred_maintenance_window", "PreferredMaintenanceWindow"),
        field("storage_type", "StorageType", default="standard"),
        field(
            "vpc_security_group_ids",
            lambda raw: [one.get("VpcSecurityGroupId") for one in raw.get("VpcSecurityGroups", ())],
            string_set,
        ),
        computed("arn", "DBClusterArn"),
        computed("cluster_resource_id", "DbClusterResourceId"),
        computed("endpoint", "Endpoint"),
    ),
    details=(detail(TAGS, {"ResourceName": "DBClusterArn"}, tagged("TagList")),),
    apply_only=(
        "allow_major_version_upgrade",
        "apply_immediately",
        "cluster_identifier_prefix",
        "final_snapshot_identifier",
        "master_password_wo_version",
        "restore_to_point_in_time",
        "skip_final_snapshot",
        "snapshot_identifier",
    ),
    write_only=("master_password", "master_password_wo"),
    uncovered={
        "cluster_members": "the instances say it, each for itself",
        "global_cluster_identifier": "the global cluster says it, not its members",
        "timeouts": "how long Terraform waits",
    },
    import_id="{cluster_identifier}",
)
