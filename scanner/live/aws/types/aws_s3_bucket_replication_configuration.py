"""Where a bucket copies its objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_replication import replication_rules, same_replication_rules
from scanner.projection import Attribute, AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no replication configuration")
    role = answer.get("ReplicationConfiguration", {}).get("Role")
    return {"role": role, "rule": replication_rules(answer)}


READER = s3.setting(
    "aws_s3_bucket_replication_configuration",
    s3.REPLICATION,
    (
        Attribute("role"),
        Attribute("rule", same_replication_rules),
        Attribute("token", kind=AttributeKind.WRITE_ONLY),
    ),
    _read,
)
