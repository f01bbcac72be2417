"""What happens to databases outside of Terraform."""

from typing import Any


def _instance(**changes: Any) -> Any:
    return lambda aws: aws("rds").modify_db_instance(
        DBInstanceIdentifier="main", ApplyImmediately=True, **changes
    )


def _cluster(**changes: Any) -> Any:
    return lambda aws: aws("rds").modify_db_cluster(
        DBClusterIdentifier="main", ApplyImmediately=True, **changes
    )


def _share(aws: Any) -> None:
    aws("rds").modify_db_snapshot_attribute(
        DBSnapshotIdentifier="after", AttributeName="restore", ValuesToAdd=["all"]
    )


def _unpublished(aws: Any) -> None:
    aws("rds").modify_db_instance(DBInstanceIdentifier="main-1", PubliclyAccessible=False)


def _tag(address: str) -> Any:
    return lambda aws: aws("rds").add_tags_to_resource(
        ResourceName=aws.at(address, "arn"), Tags=[{"Key": "by", "Value": "hand"}]
    )


def _without_plain(aws: Any) -> None:
    aws("rds").delete_db_instance(DBInstanceIdentifier="replica", SkipFinalSnapshot=True)
    aws("rds").delete_db_instance(DBInstanceIdentifier="plain", SkipFinalSnapshot=True)


def _without_cluster(aws: Any) -> None:
    aws("rds").delete_db_instance(DBInstanceIdentifier="plain-1")
    aws("rds").delete_db_cluster(DBClusterIdentifier="plain", SkipFinalSnapshot=True)


def _parameter(aws: Any) -> None:
    aws("rds").modify_db_parameter_group(
        DBParameterGroupName="main",
        Parameters=[
            {
                "ParameterName": "require_secure_transport",
                "ParameterValue": "0",
                "ApplyMethod": "immediate",
            }
        ],
    )


def _cluster_parameter(aws: Any) -> None:
    aws("rds").modify_db_cluster_parameter_group(
        DBClusterParameterGroupName="plain",
        Parameters=[
            {
                "ParameterName": "rds.force_ssl",
                "ParameterValue": "0",
                "ApplyMethod": "immediate",
            }
        ],
    )


CHANGES = {
    "aws_db_instance.main: publicly_accessible": _instance(PubliclyAccessible=False),
    "aws_db_instance.main: deletion_protection": _instance(DeletionProtection=False),
    "aws_db_instance.main: backup_retention_period, aws_db_instance.main: multi_az": _instance(
        BackupRetentionPeriod=1, MultiAZ=False
    ),
    "aws_db_instance.main: engine_version": _instance(
        EngineVersion="8.4.3", AllowMajorVersionUpgrade=True
    ),
    "aws_db_instance.plain: tags": _tag("aws_db_instance.plain"),
    "aws_db_instance.plain: missing, aws_db_instance.replica: missing": _without_plain,
    "unmanaged aws_db_instance": lambda aws: aws("rds").create_db_instance(
        DBInstanceIdentifier="by-hand",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="owner",
        MasterUserPassword="not-a-secret",
    ),
    "aws_rds_cluster.main: deletion_protection": _cluster(DeletionProtection=False),
    "aws_rds_cluster.main: backup_retention_period": _cluster(BackupRetentionPeriod=1),
    "aws_rds_cluster.main: tags": _tag("aws_rds_cluster.main"),
    "aws_rds_cluster.plain: missing, aws_rds_cluster_instance.plain: missing": _without_cluster,
    "unmanaged aws_rds_cluster, unmanaged aws_rds_cluster_instance": lambda aws: (
        aws("rds").create_db_cluster(
            DBClusterIdentifier="by-hand",
            Engine="aurora-mysql",
            MasterUsername="owner",
            MasterUserPassword="not-a-secret",
        ),
        aws("rds").create_db_instance(
            DBInstanceIdentifier="by-hand-1",
            DBClusterIdentifier="by-hand",
            DBInstanceClass="db.r6g.large",
            Engine="aurora-mysql",
        ),
    ),
    "aws_rds_cluster_instance.main: publicly_accessible": _unpublished,
    "aws_rds_cluster_instance.plain: tags": _tag("aws_rds_cluster_instance.plain"),
    "aws_db_snapshot.plain: shared_accounts": _share,
    "aws_db_snapshot.main: missing": lambda aws: aws("rds").delete_db_snapshot(
        DBSnapshotIdentifier="before"
    ),
    "unmanaged aws_db_snapshot": lambda aws: aws("rds").create_db_snapshot(
        DBInstanceIdentifier="plain", DBSnapshotIdentifier="by-hand"
    ),
    "aws_db_subnet_group.plain: tags": _tag("aws_db_subnet_group.plain"),
    "aws_db_subnet_group.plain: missing": lambda aws: aws("rds").delete_db_subnet_group(
        DBSubnetGroupName="plain"
    ),
    "unmanaged aws_db_subnet_group": lambda aws: aws("rds").create_db_subnet_group(
        DBSubnetGroupName="by-hand",
        DBSubnetGroupDescription="by hand",
        SubnetIds=[aws.id("aws_subnet.a")],
    ),
    "aws_db_parameter_group.main: parameter": _parameter,
    "aws_db_parameter_group.plain: tags": _tag("aws_db_parameter_group.plain"),
    "aws_db_parameter_group.plain: missing": lambda aws: aws("rds").delete_db_parameter_group(
        DBParameterGroupName="plain"
    ),
    "unmanaged aws_db_parameter_group": lambda aws: aws("rds").create_db_parameter_group(
        DBParameterGroupName="by-hand", DBParameterGroupFamily="mysql8.0", Description="by hand"
    ),
    "aws_rds_cluster_parameter_group.plain: parameter": _cluster_parameter,
    "aws_rds_cluster_parameter_group.main: tags": _tag("aws_rds_cluster_parameter_group.main"),
    "aws_rds_cluster_parameter_group.plain: missing": lambda aws: aws(
        "rds"
    ).delete_db_cluster_parameter_group(DBClusterParameterGroupName="plain"),
    "unmanaged aws_rds_cluster_parameter_group": lambda aws: aws(
        "rds"
    ).create_db_cluster_parameter_group(
        DBClusterParameterGroupName="by-hand",
        DBParameterGroupFamily="aurora-mysql8.0",
        Description="by hand",
    ),
}

UNSET: dict[str, str] = {}
