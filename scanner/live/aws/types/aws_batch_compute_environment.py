"""What the jobs of AWS Batch run on."""

from __future__ import annotations

from scanner.compare import case_insensitive
from scanner.compare.sparse import sparse
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, field, listed, nested, tabled, tagged

READER = tabled(
    "aws_batch_compute_environment",
    listed(
        Operation("batch", "DescribeComputeEnvironments"),
        "computeEnvironments",
        "computeEnvironmentName",
        only=lambda one: one.get("status") not in ("DELETING", "DELETED"),
    ),
    key=by("compute_environment_name"),
    fields=(
        field("compute_environment_name", "computeEnvironmentName"),
        field("type", "type", case_insensitive),
        field("state", "state", case_insensitive, default="ENABLED"),
        field("service_role", "serviceRole"),
        field(
            "compute_resources",
            nested(
                "computeResources",
                {
                    "type": "type",
                    "allocation_strategy": "allocationStrategy",
                    "bid_percentage": "bidPercentage",
                    "ec2_configuration": nested(
                        "ec2Configuration",
                        {"image_type": "imageType", "image_id_override": "imageIdOverride"},
                    ),
                    "ec2_key_pair": "ec2KeyPair",
                    "image_id": "imageId",
                    "instance_role": "instanceRole",
                    "instance_type": "instanceTypes",
                    "launch_template": nested(
                        "launchTemplate",
                        {
                            "launch_template_id": "launchTemplateId",
                            "launch_template_name": "launchTemplateName",
                            "version": "version",
                        },
                    ),
                    "max_vcpus": "maxvCpus",
                    "min_vcpus": "minvCpus",
                    "placement_group": "placementGroup",
                    "security_group_ids": "securityGroupIds",
                    "spot_iam_fleet_role": "spotIamFleetRole",
                    "subnets": "subnets",
                    "tags": "tags",
                },
            ),
            sparse(
                same={"type": case_insensitive},
                filled=("ec2_configuration", "version"),
                ignore=("desired_vcpus",),
            ),
            default=[],
        ),
        field(
            "eks_configuration",
            nested(
                "eksConfiguration",
                {
                    "eks_cluster_arn": "eksClusterArn",
                    "kubernetes_namespace": "kubernetesNamespace",
                },
            ),
            sparse(),
            default=[],
        ),
        field(
            "update_policy",
            nested(
                "updatePolicy",
                {
                    "terminate_jobs_on_update": "terminateJobsOnUpdate",
                    "job_execution_timeout_minutes": "jobExecutionTimeoutMinutes",
                },
            ),
            sparse(defaults={"job_execution_timeout_minutes": 30}),
            default=[],
        ),
        computed("arn", "computeEnvironmentArn"),
        *tagged("tags"),
    ),
    apply_only=("compute_environment_name_prefix",),
    uncovered={"compute_resources.desired_vcpus": "Batch itself moves it with the queue"},
    import_id="{compute_environment_name}",
)
