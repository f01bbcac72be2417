"""A store of container images."""

from __future__ import annotations

from scanner.compare import arn_or_name, sparse
from scanner.live.aws.ecr import GONE, REPOSITORIES
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged

TAGS = Operation("ecr", "ListTagsForResource", gone=GONE)

READER = tabled(
    "aws_ecr_repository",
    listed(REPOSITORIES, "repositories", "repositoryName"),
    key=by("name"),
    fields=(
        field("name", "repositoryName"),
        field("image_tag_mutability", "imageTagMutability", default="MUTABLE"),
        field(
            "image_scanning_configuration.scan_on_push",
            "imageScanningConfiguration.scanOnPush",
            ZERO,
        ),
        field(
            "encryption_configuration",
            shaped("encryptionConfiguration", "encryption_type kms_key", lower=True),
            sparse(same={"kms_key": arn_or_name}, filled=("kms_key",)),
            default=[{"encryption_type": "AES256"}],
        ),
        computed("arn", "repositoryArn"),
        computed("registry_id", "registryId"),
    ),
    details=(
        detail(
            TAGS,
            {"resourceArn": "repositoryArn"},
            tagged(lambda raw: {one["Key"]: one.get("Value", "") for one in raw.get("tags") or ()}),
        ),
    ),
    apply_only=("force_delete",),
    import_id="{name}",
)
