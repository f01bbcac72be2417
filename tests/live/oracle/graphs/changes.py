"""What happens outside of Terraform to Neptune, and to what DocumentDB has beside its cluster."""

from __future__ import annotations


def _cluster(name, **said):
    return lambda aws: aws("rds").modify_db_cluster(
        DBClusterIdentifier=name, ApplyImmediately=True, **said
    )


def _instance(name, **said):
    return lambda aws: aws("rds").modify_db_instance(
        DBInstanceIdentifier=name, ApplyImmediately=True, **said
    )


def _tag(address):
    return lambda aws: aws("rds").add_tags_to_resource(
        ResourceName=aws.at(address, "arn"), Tags=[{"Key": "team", "Value": "other"}]
    )


def _subnets(name):
    """Only one subnet is left. The local server loses a group that is modified, so it is made
    anew."""
    return lambda aws: (
        aws("rds").delete_db_subnet_group(DBSubnetGroupName=name),
        aws("rds").create_db_subnet_group(
            DBSubnetGroupName=name,
            DBSubnetGroupDescription=f"{name} of the core team",
            SubnetIds=[aws.id("aws_subnet.a")],
            Tags=[{"Key": "team", "Value": "core"}, {"Key": "owner", "Value": "platform"}],
        ),
    )


def _no_subnets(name):
    return lambda aws: aws("rds").delete_db_subnet_group(DBSubnetGroupName=name)


def _settings(name, parameter, value):
    return lambda aws: aws("rds").modify_db_cluster_parameter_group(
        DBClusterParameterGroupName=name,
        Parameters=[
            {
                "ParameterName": parameter,
                "ParameterValue": value,
                "ApplyMethod": "pending-reboot",
            }
        ],
    )


def _no_settings(name):
    return lambda aws: aws("rds").delete_db_cluster_parameter_group(
        DBClusterParameterGroupName=name
    )


HELPERS = ("aws_vpc", "aws_subnet")
UNSET = {
    "aws_neptune_cluster.engine": "there is only the default",
    "aws_neptune_cluster_instance.engine": "there is only the default",
}

CHANGES = {
    "aws_neptune_cluster.main: deletion_protection": _cluster("graphs", DeletionProtection=False),
    "aws_neptune_cluster.main: backup_retention_period": _cluster(
        "graphs", BackupRetentionPeriod=1
    ),
    # Instances have the window of their cluster.
    "aws_neptune_cluster.plain: preferred_backup_window, "
    "aws_neptune_cluster_instance.plain: preferred_backup_window": _cluster(
        "plain-graphs", PreferredBackupWindow="05:00-06:00"
    ),
    "aws_neptune_cluster.main: tags": _tag("aws_neptune_cluster.main"),
    "aws_neptune_cluster.plain: missing, aws_neptune_cluster_instance.plain: missing": lambda aws: (
        aws("rds").delete_db_instance(DBInstanceIdentifier="graph-2", SkipFinalSnapshot=True),
        aws("rds").delete_db_cluster(DBClusterIdentifier="plain-graphs", SkipFinalSnapshot=True),
    ),
    "unmanaged aws_neptune_cluster": lambda aws: aws("rds").create_db_cluster(
        DBClusterIdentifier="by-hand", Engine="neptune"
    ),
    "aws_neptune_cluster_instance.main: publicly_accessible": _instance(
        "graph-1", PubliclyAccessible=False
    ),
    "aws_neptune_cluster_instance.plain: instance_class": _instance(
        "graph-2", DBInstanceClass="db.r6g.4xlarge"
    ),
    "aws_neptune_cluster_instance.plain: missing": lambda aws: aws("rds").delete_db_instance(
        DBInstanceIdentifier="graph-2", SkipFinalSnapshot=True
    ),
    "unmanaged aws_neptune_cluster_instance": lambda aws: aws("rds").create_db_instance(
        DBInstanceIdentifier="by-hand",
        DBClusterIdentifier="graphs",
        DBInstanceClass="db.r6g.large",
        Engine="neptune",
    ),
    "aws_neptune_subnet_group.main: subnet_ids": _subnets("graphs"),
    "aws_neptune_subnet_group.main: tags": _tag("aws_neptune_subnet_group.main"),
    "aws_neptune_subnet_group.plain: missing": _no_subnets("plain-graphs"),
    "aws_docdb_subnet_group.main: subnet_ids": _subnets("documents"),
    "aws_docdb_subnet_group.main: tags": _tag("aws_docdb_subnet_group.main"),
    "aws_docdb_subnet_group.plain: missing": _no_subnets("plain-documents"),
    # For which engine somebody made it is not told.
    "unmanaged aws_db_subnet_group": lambda aws: aws("rds").create_db_subnet_group(
        DBSubnetGroupName="by-hand",
        DBSubnetGroupDescription="by hand",
        SubnetIds=[aws.id("aws_subnet.a"), aws.id("aws_subnet.b")],
    ),
    "aws_neptune_cluster_parameter_group.main: parameter": _settings(
        "graphs", "neptune_enable_audit_log", "0"
    ),
    "aws_neptune_cluster_parameter_group.plain: tags": _tag(
        "aws_neptune_cluster_parameter_group.plain"
    ),
    "aws_neptune_cluster_parameter_group.plain: missing": _no_settings("plain-graphs"),
    "unmanaged aws_neptune_cluster_parameter_group": lambda aws: aws(
        "rds"
    ).create_db_cluster_parameter_group(
        DBClusterParameterGroupName="by-hand",
        DBParameterGroupFamily="neptune1.3",
        Description="by hand",
    ),
    "aws_docdb_cluster_parameter_group.main: parameter": _settings("documents", "tls", "disabled"),
    "aws_docdb_cluster_parameter_group.plain: tags": _tag(
        "aws_docdb_cluster_parameter_group.plain"
    ),
    "aws_docdb_cluster_parameter_group.plain: missing": _no_settings("plain-documents"),
    "unmanaged aws_docdb_cluster_parameter_group": lambda aws: aws(
        "rds"
    ).create_db_cluster_parameter_group(
        DBClusterParameterGroupName="by-hand",
        DBParameterGroupFamily="docdb5.0",
        Description="by hand",
    ),
    "aws_neptune_parameter_group.main: parameter": lambda aws: aws("rds").modify_db_parameter_group(
        DBParameterGroupName="graphs",
        Parameters=[
            {
                "ParameterName": "neptune_query_timeout",
                "ParameterValue": "120000",
                "ApplyMethod": "pending-reboot",
            }
        ],
    ),
    "aws_neptune_parameter_group.plain: tags": _tag("aws_neptune_parameter_group.plain"),
    "aws_neptune_parameter_group.plain: missing": lambda aws: aws("rds").delete_db_parameter_group(
        DBParameterGroupName="plain-graphs"
    ),
    "unmanaged aws_neptune_parameter_group": lambda aws: aws("rds").create_db_parameter_group(
        DBParameterGroupName="by-hand",
        DBParameterGroupFamily="neptune1.3",
        Description="by hand",
    ),
}
