"""What happens to clusters outside of Terraform."""

from typing import Any


def _main(**changes: Any) -> Any:
    return lambda aws: aws("redshift").modify_cluster(ClusterIdentifier="main", **changes)


CHANGES = {
    "aws_redshift_cluster.main: publicly_accessible": _main(PubliclyAccessible=False),
    "aws_redshift_cluster.main: automated_snapshot_retention_period": _main(
        AutomatedSnapshotRetentionPeriod=1
    ),
    "aws_redshift_cluster.main: enhanced_vpc_routing": _main(EnhancedVpcRouting=False),
    "aws_redshift_cluster.plain: tags": lambda aws: aws("redshift").create_tags(
        ResourceName="arn:aws:redshift:eu-west-1:123456789012:cluster:plain",
        Tags=[{"Key": "by", "Value": "hand"}],
    ),
    "aws_redshift_cluster.plain: missing": lambda aws: aws("redshift").delete_cluster(
        ClusterIdentifier="plain", SkipFinalClusterSnapshot=True
    ),
    "unmanaged aws_redshift_cluster": lambda aws: aws("redshift").create_cluster(
        ClusterIdentifier="by-hand",
        NodeType="ra3.xlplus",
        ClusterType="single-node",
        MasterUsername="owner",
        MasterUserPassword="Not-a-secret-1",
    ),
}

UNSET: dict[str, str] = {}
