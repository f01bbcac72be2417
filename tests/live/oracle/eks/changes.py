"""What happens to Kubernetes clusters outside of Terraform."""

from __future__ import annotations

HELPERS = (
    "aws_iam_role",
    "aws_kms_key",
    "aws_launch_template",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
)


def _created(aws):
    return aws("eks").create_cluster(
        name="by-hand",
        roleArn=aws.at("aws_eks_cluster.main", "role_arn"),
        resourcesVpcConfig={"subnetIds": aws.at("aws_eks_node_group.main", "subnet_ids")},
    )


def _group(aws):
    return aws("eks").create_nodegroup(
        clusterName="plain",
        nodegroupName="by-hand",
        nodeRole=aws.at("aws_eks_cluster.main", "role_arn"),
        subnets=aws.at("aws_eks_node_group.main", "subnet_ids"),
    )


CHANGES = {
    "aws_eks_cluster.main: enabled_cluster_log_types": lambda aws: aws("eks").update_cluster_config(
        name="main",
        logging={"clusterLogging": [{"types": ["api", "audit"], "enabled": False}]},
    ),
    "aws_eks_cluster.plain: tags": lambda aws: aws("eks").tag_resource(
        resourceArn=aws.at("aws_eks_cluster.plain", "arn"), tags={"by": "hand"}
    ),
    "aws_eks_cluster.plain: missing": lambda aws: aws("eks").delete_cluster(name="plain"),
    "unmanaged aws_eks_cluster": _created,
    "aws_eks_node_group.main: scaling_config.max_size": lambda aws: aws(
        "eks"
    ).update_nodegroup_config(
        clusterName="main",
        nodegroupName="workers",
        scalingConfig={"minSize": 1, "maxSize": 9, "desiredSize": 2},
    ),
    "aws_eks_node_group.main: labels": lambda aws: aws("eks").update_nodegroup_config(
        clusterName="main",
        nodegroupName="workers",
        labels={"addOrUpdateLabels": {"by": "hand"}},
    ),
    "aws_eks_node_group.main: taint": lambda aws: aws("eks").update_nodegroup_config(
        clusterName="main",
        nodegroupName="workers",
        taints={"removeTaints": [{"key": "spot", "value": "", "effect": "PREFER_NO_SCHEDULE"}]},
    ),
    "aws_eks_node_group.template: missing": lambda aws: aws("eks").delete_nodegroup(
        clusterName="main", nodegroupName="templated"
    ),
    "unmanaged aws_eks_node_group": _group,
}

UNSET: dict[str, str] = {}
