"""An instance of a DocumentDB cluster."""

from __future__ import annotations

from scanner.live.aws.rds import INSTANCES, runs, windows
from scanner.live.aws.table import by, computed, field, listed, tabled, tagged

READER = tabled(
    "aws_docdb_cluster_instance",
    listed(INSTANCES, "DBInstances", "DBInstanceIdentifier", only=runs("docdb")),
    key=by("identifier"),
    fields=(
        field("identifier", "DBInstanceIdentifier"),
        field("cluster_identifier", "DBClusterIdentifier"),
        field("auto_minor_version_upgrade", "AutoMinorVersionUpgrade", default=True),
        field("availability_zone", "AvailabilityZone"),
        field("ca_cert_identifier", "CACertificateIdentifier"),
        field("copy_tags_to_snapshot", "CopyTagsToSnapshot", default=False),
        field("enable_performance_insights", "PerformanceInsightsEnabled", default=False),
        field("engine", "Engine", default="docdb"),
        field("instance_class", "DBInstanceClass"),
        field("performance_insights_kms_key_id", "PerformanceInsightsKMSKeyId"),
        windows("preferred_backup_window", "preferred_maintenance_window")[1],
        field("promotion_tier", "PromotionTier", default=0),
        computed("arn", "DBInstanceArn"),
        computed("dbi_resource_id", "DbiResourceId"),
        computed("publicly_accessible", "PubliclyAccessible"),
        computed("storage_encrypted", "StorageEncrypted"),
        *tagged("TagList"),
    ),
    apply_only=("apply_immediately", "identifier_prefix"),
    import_id="{identifier}",
)
