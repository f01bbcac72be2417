"""What the local server lacks of notebooks and workgroups, as the documentation has it."""

from typing import Any

from bodies import complete, edit, has
from family import World

DOCUMENTATION = {
    "aws_sagemaker_notebook_instance": "https://docs.aws.amazon.com/sagemaker/latest/APIReference/"
    "API_DescribeNotebookInstance.html",
    "aws_athena_workgroup": "https://docs.aws.amazon.com/athena/latest/APIReference/"
    "API_WorkGroup.html",
    "aws_glue_catalog_database": "https://docs.aws.amazon.com/glue/latest/webapi/API_Database.html",
}
_SERVICE = "instance_metadata_service_configuration"
AMENDED = {
    "aws_sagemaker_notebook_instance.main": {
        "platform_identifier": "notebook-al2-v3",
        _SERVICE: [{"minimum_instance_metadata_service_version": "2"}],
    },
    "aws_athena_workgroup.main": {"state": "DISABLED"},
    "aws_glue_catalog_database.plain": {
        "federated_database": [{"connection_name": "share", "identifier": "share-1"}]
    },
}
_DESCRIBED = 'sagemaker DescribeNotebookInstance {"NotebookInstanceName": "research"}'


def amend(world: World, answers: dict[str, Any]) -> None:
    """A platform, a disabled group, a database that is somewhere else."""
    complete(
        answers,
        _DESCRIBED,
        has("NotebookInstanceName", "research"),
        {
            "PlatformIdentifier": "notebook-al2-v3",
            "InstanceMetadataServiceConfiguration": {"MinimumInstanceMetadataServiceVersion": "2"},
        },
    )
    complete(answers, "athena ListWorkGroups", has("Name", "research"), {"State": "DISABLED"})
    complete(
        answers,
        "glue GetDatabases",
        has("Name", "plain"),
        {"FederatedDatabase": {"ConnectionName": "share", "Identifier": "share-1"}},
    )


_NOTEBOOK, _GROUP = "aws_sagemaker_notebook_instance.main", "aws_athena_workgroup.main"
_CONFIGURED = 'athena GetWorkGroup {"WorkGroup": "research"}'


def _notebook(**more: Any) -> Any:
    return edit(_DESCRIBED, has("NotebookInstanceName", "research"), **more)


EDITS = {
    f"{_NOTEBOOK}: direct_internet_access": _notebook(DirectInternetAccess="Enabled"),
    f"{_NOTEBOOK}: root_access": _notebook(RootAccess="Enabled"),
    f"{_NOTEBOOK}: kms_key_id": _notebook(KmsKeyId=None),
    f"{_NOTEBOOK}: {_SERVICE}.minimum_instance_metadata_service_version": _notebook(
        InstanceMetadataServiceConfiguration={"MinimumInstanceMetadataServiceVersion": "1"}
    ),
    f"{_GROUP}: configuration.result_configuration.encryption_configuration.encryption_option": (
        edit(_CONFIGURED, has("EncryptionOption", "SSE_KMS"), EncryptionOption="SSE_S3")
    ),
    f"{_GROUP}: configuration.enforce_workgroup_configuration": edit(
        _CONFIGURED, has("RequesterPaysEnabled", True), EnforceWorkGroupConfiguration=True
    ),
    f"{_GROUP}: configuration.bytes_scanned_cutoff_per_query": edit(
        _CONFIGURED, has("RequesterPaysEnabled", True), BytesScannedCutoffPerQuery=None
    ),
    "aws_glue_catalog_database.linked: target_database": edit(
        "glue GetDatabases", has("CatalogId", "210987654321"), DatabaseName="other"
    ),
}
