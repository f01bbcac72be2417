"""Machines that a Kubernetes cluster runs on."""

from __future__ import annotations

from scanner.compare import string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.eks import describe, inside
from scanner.live.aws.table import by, computed, detail, field, nested, tabled, tagged

READER = tabled(
    "aws_eks_node_group",
    inside("ListNodegroups", "nodegroups"),
    key=by("cluster_name", "node_group_name", separator=":"),
    fields=(field("cluster_name", "cluster"), field("node_group_name", "name")),
    details=(
        detail(
            describe("Nodegroup"),
            {"clusterName": "cluster", "nodegroupName": "name"},
            (
                field("node_role_arn", "nodeRole"),
                field("subnet_ids", "subnets", string_set),
                field("ami_type", "amiType"),
                field("capacity_type", "capacityType", default="ON_DEMAND"),
                field("disk_size", "diskSize", default=20),
                field("instance_types", "instanceTypes", string_set),
                field("labels", "labels", default={}),
                field("version", "version"),
                field("release_version", "releaseVersion"),
                field("scaling_config.desired_size", "scalingConfig.desiredSize"),
                field("scaling_config.max_size", "scalingConfig.maxSize"),
                field("scaling_config.min_size", "scalingConfig.minSize"),
                field(
                    "remote_access",
                    nested(
                        "remoteAccess",
                        {
                            "ec2_ssh_key": "ec2SshKey",
                            "source_security_group_ids": "sourceSecurityGroups",
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                field(
                    "launch_template",
                    nested("launchTemplate", {"id": "id", "name": "name", "version": "version"}),
                    # Either of them is declared, and the other one follows.
                    sparse(filled=("id", "name")),
                    default=[],
                ),
                field(
                    "taint",
                    nested("taints", {"key": "key", "value": "value", "effect": "effect"}),
                    sparse(key=("key", "effect")),
                    default=[],
                ),
                field("node_repair_config.enabled", "nodeRepairConfig.enabled", default=False),
                field(
                    "update_config",
                    nested(
                        "updateConfig",
                        {
                            "max_unavailable": "maxUnavailable",
                            "max_unavailable_percentage": "maxUnavailablePercentage",
                        },
                    ),
                    sparse(),
                    default=[{"max_unavailable": 1}],
                ),
                computed("arn", "nodegroupArn"),
                *tagged("tags"),
            ),
            result="nodegroup",
        ),
    ),
    apply_only=("force_update_version", "node_group_name_prefix"),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{cluster_name}:{node_group_name}",
)
