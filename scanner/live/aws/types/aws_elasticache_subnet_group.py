"""The subnets that caches may be in."""

from __future__ import annotations

from typing import Any

from scanner.compare import string_set
from scanner.live.aws.elasticache import arn_tags, made_by_aws
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, field, listed, tabled


def _subnets(raw: Any) -> list[Any]:
    return [one.get("SubnetIdentifier") for one in raw.get("Subnets", ())]


READER = tabled(
    "aws_elasticache_subnet_group",
    listed(
        Operation("elasticache", "DescribeCacheSubnetGroups"),
        "CacheSubnetGroups",
        "CacheSubnetGroupName",
    ),
    key=by("name"),
    fields=(
        field("name", "CacheSubnetGroupName"),
        field("description", "CacheSubnetGroupDescription", default="Managed by Terraform"),
        field("subnet_ids", _subnets, string_set),
        computed("arn", "ARN"),
        computed("vpc_id", "VpcId"),
    ),
    details=(arn_tags(),),
    everywhere=made_by_aws,
    import_id="{name}",
)
