"""Where a bucket writes its access log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_blocks import grants
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    enabled = (answer or {}).get("LoggingEnabled")
    if not enabled:
        raise Gone("no access log")
    return {
        "target_bucket": enabled.get("TargetBucket"),
        "target_prefix": enabled.get("TargetPrefix", ""),
        "target_grant": grants(enabled.get("TargetGrants")),
        "target_object_key_format": _key_format(enabled.get("TargetObjectKeyFormat")),
    }


def _key_format(raw: Answer | None) -> Value:
    if not raw:
        return []
    partitioned = raw.get("PartitionedPrefix")
    return [
        {
            "partitioned_prefix": [
                {"partition_date_source": partitioned.get("PartitionDateSource")}
            ]
            if partitioned
            else [],
            "simple_prefix": [{}] if "SimplePrefix" in raw else [],
        }
    ]


READER = s3.setting(
    "aws_s3_bucket_logging",
    s3.LOGGING,
    (
        Attribute("target_bucket"),
        Attribute("target_prefix"),
        Attribute(
            "target_grant",
            blocks(same={"grantee": blocks(ignore=("display_name",))}),
            default=[],
        ),
        Attribute("target_object_key_format", blocks(), default=[]),
    ),
    _read,
    uncovered=s3.OWNER,
)
