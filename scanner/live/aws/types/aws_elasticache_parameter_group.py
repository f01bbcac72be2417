"""The settings of a cache engine: only those that somebody set."""

from __future__ import annotations

from scanner.compare import blocks
from scanner.live.aws.elasticache import arn_tags, made_by_aws
from scanner.live.aws.operations import Operation
from scanner.live.aws.pages import paged
from scanner.live.aws.table import by, computed, field, listed, nested, tabled

PARAMETERS = Operation(
    "elasticache", "DescribeCacheParameters", gone=frozenset({"CacheParameterGroupNotFound"})
)

READER = tabled(
    "aws_elasticache_parameter_group",
    listed(
        Operation("elasticache", "DescribeCacheParameterGroups"),
        "CacheParameterGroups",
        "CacheParameterGroupName",
    ),
    key=by("name"),
    fields=(
        field("name", "CacheParameterGroupName"),
        field("family", "CacheParameterGroupFamily"),
        field("description", "Description", default="Managed by Terraform"),
        computed("arn", "ARN"),
    ),
    details=(
        paged(
            PARAMETERS,
            "Parameters",
            {"CacheParameterGroupName": "."},
            (
                field(
                    "parameter",
                    nested("Parameters", {"name": "ParameterName", "value": "ParameterValue"}),
                    blocks(key=("name",)),
                    default=[],
                ),
            ),
            Source="user",
        ),
        arn_tags(),
    ),
    everywhere=made_by_aws,
    import_id="{name}",
)
