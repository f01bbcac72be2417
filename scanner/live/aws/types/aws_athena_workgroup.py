"""Who queries with Athena, and where the results go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import trailing_slash
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, by, detail, field, listed, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

TAGS = Operation("athena", "ListTagsForResource", gone=frozenset({"ResourceNotFoundException"}))


def _tags(api: Api, item: Item) -> Mapping[str, Any]:
    arn = f"arn:{api.partition}:athena:{api.region}:{api.account}:workgroup/{item.id}"
    return {"Tags": api.items(TAGS, "Tags", ResourceARN=arn)}


_RESULT = "Configuration.ResultConfiguration"
_OURS = "configuration.result_configuration"

READER = tabled(
    "aws_athena_workgroup",
    listed(Operation("athena", "ListWorkGroups"), "WorkGroups", "Name"),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("description", "Description", default=""),
        field("state", "State", default="ENABLED"),
    ),
    details=(
        detail(
            Operation("athena", "GetWorkGroup"),
            {"WorkGroup": "."},
            (
                field(
                    "configuration.enforce_workgroup_configuration",
                    "Configuration.EnforceWorkGroupConfiguration",
                    default=True,
                ),
                field(
                    "configuration.publish_cloudwatch_metrics_enabled",
                    "Configuration.PublishCloudWatchMetricsEnabled",
                    default=True,
                ),
                field(
                    "configuration.requester_pays_enabled",
                    "Configuration.RequesterPaysEnabled",
                    default=False,
                ),
                field(
                    "configuration.bytes_scanned_cutoff_per_query",
                    "Configuration.BytesScannedCutoffPerQuery",
                    default=0,
                ),
                field(
                    "configuration.engine_version.selected_engine_version",
                    "Configuration.EngineVersion.SelectedEngineVersion",
                    default="AUTO",
                ),
                field("configuration.execution_role", "Configuration.ExecutionRole", default=""),
                field(
                    f"{_OURS}.output_location",
                    f"{_RESULT}.OutputLocation",
                    trailing_slash,
                    default="",
                ),
                field(
                    f"{_OURS}.expected_bucket_owner", f"{_RESULT}.ExpectedBucketOwner", default=""
                ),
                field(
                    f"{_OURS}.acl_configuration.s3_acl_option",
                    f"{_RESULT}.AclConfiguration.S3AclOption",
                    default="",
                ),
                field(
                    f"{_OURS}.encryption_configuration.encryption_option",
                    f"{_RESULT}.EncryptionConfiguration.EncryptionOption",
                    default="",
                ),
                field(
                    f"{_OURS}.encryption_configuration.kms_key_arn",
                    f"{_RESULT}.EncryptionConfiguration.KmsKey",
                    default="",
                ),
            ),
            result="WorkGroup",
        ),
        Detail((TAGS,), _tags, tagged()),
    ),
    apply_only=("force_destroy",),
    # Every account has this one.
    everywhere=lambda item, attributes: item.id == "primary",
    import_id="{name}",
)
