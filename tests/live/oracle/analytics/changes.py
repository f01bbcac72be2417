"""What happens to notebooks, catalogs and workgroups outside of Terraform."""

from __future__ import annotations

HELPERS = (
    "aws_iam_role",
    "aws_kms_key",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
)
_NOTEBOOK, _DATABASE = "aws_sagemaker_notebook_instance", "aws_glue_catalog_database"
_GROUP = "aws_athena_workgroup"


def _delete_notebook(aws):
    aws("sagemaker").stop_notebook_instance(NotebookInstanceName="plain")
    aws("sagemaker").delete_notebook_instance(NotebookInstanceName="plain")


def _notebook(aws):
    return aws("sagemaker").create_notebook_instance(
        NotebookInstanceName="by-hand",
        InstanceType="ml.t3.medium",
        RoleArn=aws.at(f"{_NOTEBOOK}.main", "role_arn"),
    )


def _database(name, **more):
    return lambda aws: aws("glue").update_database(Name=name, DatabaseInput={"Name": name, **more})


def _group(name, **configuration):
    return lambda aws: aws("athena").update_work_group(
        WorkGroup=name, ConfigurationUpdates=configuration
    )


CHANGES = {
    f"{_NOTEBOOK}.plain: tags": lambda aws: aws("sagemaker").add_tags(
        ResourceArn=aws.at(f"{_NOTEBOOK}.plain", "arn"), Tags=[{"Key": "by", "Value": "hand"}]
    ),
    f"{_NOTEBOOK}.plain: missing": _delete_notebook,
    f"unmanaged {_NOTEBOOK}": _notebook,
    f"{_DATABASE}.plain: location_uri": _database("plain", LocationUri="s3://other"),
    f"{_DATABASE}.plain: description, {_DATABASE}.plain: parameters": _database(
        "plain", Description="by hand", Parameters={"by": "hand"}
    ),
    f"{_DATABASE}.main: create_table_default_permission": _database(
        "events",
        Description="What customers do",
        LocationUri="s3://lake/events",
        Parameters={"owner": "lake"},
        CreateTableDefaultPermissions=[
            {
                "Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"},
                "Permissions": ["ALL"],
            }
        ],
    ),
    f"{_DATABASE}.linked: missing": lambda aws: aws("glue").delete_database(Name="linked"),
    f"unmanaged {_DATABASE}": lambda aws: aws("glue").create_database(
        DatabaseInput={"Name": "by-hand"}
    ),
    f"{_GROUP}.plain: tags": lambda aws: aws("athena").tag_resource(
        ResourceARN=aws.at(f"{_GROUP}.plain", "arn"), Tags=[{"Key": "by", "Value": "hand"}]
    ),
    f"{_GROUP}.plain: missing": lambda aws: aws("athena").delete_work_group(WorkGroup="plain"),
    f"unmanaged {_GROUP}": lambda aws: aws("athena").create_work_group(Name="by-hand"),
}

UNSET: dict[str, str] = {}
