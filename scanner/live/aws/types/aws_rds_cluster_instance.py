"""A database instance of a cluster."""

from __future__ import annotations

from scanner.compare import version_prefix
from scanner.live.aws.rds import INSTANCES, first, insights, is_relational, windows
from scanner.live.aws.table import by, computed, field, listed, tabled, tagged

READER = tabled(
    "aws_rds_cluster_instance",
    listed(
        INSTANCES,
        "DBInstances",
        "DBInstanceIdentifier",
        only=lambda raw: is_relational(raw) and bool(raw.get("DBClusterIdentifier")),
    ),
    key=by("identifier"),
    fields=(
        field("identifier", "DBInstanceIdentifier"),
        field("cluster_identifier", "DBClusterIdentifier"),
        field("auto_minor_version_upgrade", "AutoMinorVersionUpgrade", default=True),
        field("availability_zone", "AvailabilityZone"),
        field("ca_cert_identifier", "CACertificateIdentifier"),
        field("copy_tags_to_snapshot", "CopyTagsToSnapshot", default=False),
        field("custom_iam_instance_profile", "CustomIamInstanceProfile"),
        field("db_parameter_group_name", first("DBParameterGroups", "DBParameterGroupName")),
        field("db_subnet_group_name", "DBSubnetGroup.DBSubnetGroupName"),
        field("engine", "Engine"),
        field("engine_version", "EngineVersion", version_prefix),
        field("instance_class", "DBInstanceClass"),
        *windows("preferred_backup_window", "preferred_maintenance_window"),
        *insights(),
        field("promotion_tier", "PromotionTier", default=0),
        field("publicly_accessible", "PubliclyAccessible", default=False),
        computed("arn", "DBInstanceArn"),
        computed("dbi_resource_id", "DbiResourceId"),
        *tagged("TagList"),
    ),
    apply_only=("apply_immediately", "force_destroy", "identifier_prefix"),
    # A Multi-AZ cluster makes its three instances by itself; only those of Aurora are declared.
    everywhere=lambda item, attributes: not str(attributes.get("engine")).startswith("aurora"),
    import_id="{identifier}",
)
