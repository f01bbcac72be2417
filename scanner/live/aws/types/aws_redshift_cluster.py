"""A Redshift cluster."""

from __future__ import annotations

from typing import Any

from scanner.compare import case_insensitive, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import by, detail, field, listed, tabled, tagged

LOGGING = Operation("redshift", "DescribeLoggingStatus", gone=frozenset({"ClusterNotFound"}))

_COPY = "ClusterSnapshotCopyStatus"


def _is_on(name: str) -> Any:
    return lambda raw: str(raw.get(name, "")).lower() in ("enabled", "pending_enabling")


def _ids(key: str, id: str) -> Any:
    return lambda raw: [one.get(id) for one in raw.get(key, ())]


def _parameters(raw: Any) -> Any:
    for one in raw.get("ClusterParameterGroups", ()):
        return one.get("ParameterGroupName")
    return None


READER = tabled(
    "aws_redshift_cluster",
    listed(Operation("redshift", "DescribeClusters"), "Clusters", "ClusterIdentifier"),
    key=by("cluster_identifier"),
    fields=(
        field("cluster_identifier", "ClusterIdentifier"),
        field("allow_version_upgrade", "AllowVersionUpgrade", default=True),
        field("automated_snapshot_retention_period", "AutomatedSnapshotRetentionPeriod", default=1),
        field("availability_zone", "AvailabilityZone"),
        field(
            "availability_zone_relocation_enabled",
            _is_on("AvailabilityZoneRelocationStatus"),
            default=False,
        ),
        field("cluster_parameter_group_name", _parameters),
        field("cluster_subnet_group_name", "ClusterSubnetGroupName"),
        field(
            "cluster_type",
            lambda raw: "multi-node" if raw.get("NumberOfNodes", 1) > 1 else "single-node",
        ),
        field("cluster_version", "ClusterVersion", default="1.0"),
        field("database_name", "DBName"),
        field("default_iam_role_arn", "DefaultIamRoleArn"),
        field("elastic_ip", "ElasticIpStatus.ElasticIp"),
        field("encrypted", "Encrypted", default=False),
        field("enhanced_vpc_routing", "EnhancedVpcRouting", default=False),
        field("iam_roles", _ids("IamRoles", "IamRoleArn"), string_set, default=[]),
        field("kms_key_id", "KmsKeyId"),
        field("maintenance_track_name", "MaintenanceTrackName", default="current"),
        field(
            "manage_master_password",
            lambda raw: bool(raw.get("MasterPasswordSecretArn")),
            default=False,
        ),
        field("manual_snapshot_retention_period", "ManualSnapshotRetentionPeriod", default=-1),
        field("master_password_secret_kms_key_id", "MasterPasswordSecretKmsKeyId"),
        field("master_username", "MasterUsername"),
        field("multi_az", _is_on("MultiAZ"), default=False),
        field("node_type", "NodeType"),
        field("number_of_nodes", "NumberOfNodes", default=1),
        field("port", "Endpoint.Port", default=5439),
        field("preferred_maintenance_window", "PreferredMaintenanceWindow", case_insensitive),
        field("publicly_accessible", "PubliclyAccessible", default=False),
        field("snapshot_copy.destination_region", f"{_COPY}.DestinationRegion"),
        field("snapshot_copy.grant_name", f"{_COPY}.SnapshotCopyGrantName"),
        field("snapshot_copy.retention_period", f"{_COPY}.RetentionPeriod", default=7),
        field(
            "vpc_security_group_ids", _ids("VpcSecurityGroups", "VpcSecurityGroupId"), string_set
        ),
        *tagged(),
    ),
    details=(
        detail(
            LOGGING,
            {"ClusterIdentifier": "."},
            (
                field("logging.enable", "LoggingEnabled", default=False),
                field("logging.bucket_name", "BucketName"),
                field("logging.log_destination_type", "LogDestinationType"),
                field("logging.log_exports", "LogExports", string_set, default=[]),
                field("logging.s3_key_prefix", "S3KeyPrefix"),
            ),
        ),
    ),
    apply_only=(
        "apply_immediately",
        "final_snapshot_identifier",
        "master_password_wo_version",
        # What it was once made of is nowhere to be read.
        "owner_account",
        "skip_final_snapshot",
        "snapshot_arn",
        "snapshot_cluster_identifier",
        "snapshot_identifier",
    ),
    write_only=("master_password", "master_password_wo"),
    uncovered={
        "aqua_configuration_status": "AWS sets it by itself, whatever is asked for",
        "cluster_public_key": "AWS makes it",
        "cluster_revision_number": "it changes with every maintenance",
        "endpoint": "the address and port that AWS gives; the port is compared",
    },
    import_id="{cluster_identifier}",
    owns=(
        Owned(
            "aws_redshift_cluster",
            "iam_roles",
            "aws_redshift_cluster_iam_roles",
            "cluster_identifier",
            "cluster_identifier",
        ),
        Owned(
            "aws_redshift_cluster",
            "default_iam_role_arn",
            "aws_redshift_cluster_iam_roles",
            "cluster_identifier",
            "cluster_identifier",
        ),
        Owned(
            "aws_redshift_cluster",
            "logging",
            "aws_redshift_logging",
            "cluster_identifier",
            "cluster_identifier",
        ),
        Owned(
            "aws_redshift_cluster",
            "snapshot_copy",
            "aws_redshift_snapshot_copy",
            "cluster_identifier",
            "cluster_identifier",
        ),
    ),
)
