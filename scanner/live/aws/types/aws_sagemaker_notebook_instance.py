"""A notebook of SageMaker."""

from __future__ import annotations

from scanner.compare import arn_or_name, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged

_NOBODY = frozenset({"ResourceNotFound", "RecordNotFound"})

READER = tabled(
    "aws_sagemaker_notebook_instance",
    listed(
        Operation("sagemaker", "ListNotebookInstances"),
        "NotebookInstances",
        "NotebookInstanceName",
        only=lambda one: one.get("NotebookInstanceStatus") != "Deleting",
    ),
    key=by("name"),
    fields=(
        field("name", "NotebookInstanceName"),
        field("instance_type", "InstanceType"),
        field("lifecycle_config_name", "NotebookInstanceLifecycleConfigName", default=""),
        field("default_code_repository", "DefaultCodeRepository", default=""),
        field("additional_code_repositories", "AdditionalCodeRepositories", string_set, default=[]),
        computed("arn", "NotebookInstanceArn"),
    ),
    details=(
        detail(
            Operation("sagemaker", "DescribeNotebookInstance", gone=_NOBODY),
            {"NotebookInstanceName": "."},
            (
                field("direct_internet_access", "DirectInternetAccess", default="Enabled"),
                field("root_access", "RootAccess", default="Enabled"),
                field("kms_key_id", "KmsKeyId", arn_or_name, default=""),
                field("role_arn", "RoleArn"),
                field("subnet_id", "SubnetId", default=""),
                field("security_groups", "SecurityGroups", string_set),
                field("volume_size", "VolumeSizeInGB", default=5),
                field("accelerator_types", "AcceleratorTypes", string_set, default=[]),
                field("platform_identifier", "PlatformIdentifier"),
                field(
                    "instance_metadata_service_configuration"
                    ".minimum_instance_metadata_service_version",
                    "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion",
                ),
            ),
        ),
        detail(
            Operation("sagemaker", "ListTags", gone=_NOBODY),
            {"ResourceArn": "NotebookInstanceArn"},
            tagged(),
        ),
    ),
    import_id="{name}",
)
