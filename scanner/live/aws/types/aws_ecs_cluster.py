"""A place where containers run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, sparse
from scanner.live.aws.ecs import LIST_CLUSTERS, clusters, described, own_tags
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import Listing, by, computed, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

CLUSTERS = Operation("ecs", "DescribeClusters")
_EXEC = "configuration.execute_command_configuration"
_RUN = "configuration.executeCommandConfiguration"
_STORED = "configuration.managedStorageConfiguration"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    include = ["CONFIGURATIONS", "SETTINGS", "TAGS"]
    for one in described(api, CLUSTERS, "clusters", 100, clusters(api), include=include):
        if one.get("status") != "INACTIVE":
            yield Item(one["clusterName"], one)


READER = tabled(
    "aws_ecs_cluster",
    Listing((LIST_CLUSTERS, CLUSTERS), _items),
    key=by("name"),
    fields=(
        field("name", "clusterName"),
        field(f"{_EXEC}.kms_key_id", f"{_RUN}.kmsKeyId", arn_or_name),
        field(f"{_EXEC}.logging", f"{_RUN}.logging", default="DEFAULT"),
        field(
            f"{_EXEC}.log_configuration",
            shaped(
                f"{_RUN}.logConfiguration",
                """cloud_watch_encryption_enabled cloud_watch_log_group_name s3_bucket_name
                s3_bucket_encryption_enabled s3_key_prefix""",
                names={
                    "s3_bucket_name": "s3BucketName",
                    "s3_bucket_encryption_enabled": "s3EncryptionEnabled",
                    "s3_key_prefix": "s3KeyPrefix",
                },
                lower=True,
            ),
            ZERO,
        ),
        field(
            "configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id",
            f"{_STORED}.fargateEphemeralStorageKmsKeyId",
            arn_or_name,
        ),
        field(
            "configuration.managed_storage_configuration.kms_key_id",
            f"{_STORED}.kmsKeyId",
            arn_or_name,
        ),
        field("service_connect_defaults.namespace", "serviceConnectDefaults.namespace"),
        field(
            "setting",
            shaped("settings", "name value", lower=True),
            sparse(key=("name",)),
            default=[{"name": "containerInsights", "value": "disabled"}],
        ),
        computed("arn", "clusterArn"),
        *tagged(own_tags),
    ),
    import_id="{name}",
)
