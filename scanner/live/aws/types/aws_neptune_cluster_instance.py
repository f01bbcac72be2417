"""An instance of a Neptune cluster."""

from __future__ import annotations

from scanner.compare import version_prefix
from scanner.live.aws.rds import INSTANCES, first, runs, windows
from scanner.live.aws.table import by, computed, field, listed, tabled, tagged

READER = tabled(
    "aws_neptune_cluster_instance",
    listed(INSTANCES, "DBInstances", "DBInstanceIdentifier", only=runs("neptune")),
    key=by("identifier"),
    fields=(
        field("identifier", "DBInstanceIdentifier"),
        field("cluster_identifier", "DBClusterIdentifier"),
        field("auto_minor_version_upgrade", "AutoMinorVersionUpgrade", default=True),
        field("availability_zone", "AvailabilityZone"),
        field("engine", "Engine", default="neptune"),
        field("engine_version", "EngineVersion", version_prefix),
        field("instance_class", "DBInstanceClass"),
        field("neptune_parameter_group_name", first("DBParameterGroups", "DBParameterGroupName")),
        field("neptune_subnet_group_name", "DBSubnetGroup.DBSubnetGroupName"),
        field("port", "Endpoint.Port", default=8182),
        *windows("preferred_backup_window", "preferred_maintenance_window"),
        field("promotion_tier", "PromotionTier", default=0),
        field("publicly_accessible", "PubliclyAccessible", default=False),
        computed("arn", "DBInstanceArn"),
        computed("dbi_resource_id", "DbiResourceId"),
        computed("kms_key_arn", "KmsKeyId"),
        computed("storage_encrypted", "StorageEncrypted"),
        *tagged("TagList"),
    ),
    apply_only=("apply_immediately", "identifier_prefix", "skip_final_snapshot"),
    import_id="{identifier}",
)
