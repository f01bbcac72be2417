"""A group of logs: how long they are kept, and with which key."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name
from scanner.live.aws.logs import GROUPS, TAGS
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged


def _arn(raw: Any) -> str:
    return str(raw.get("logGroupArn") or raw.get("arn", "")).removesuffix(":*")


READER = tabled(
    "aws_cloudwatch_log_group",
    listed(GROUPS, "logGroups", "logGroupName"),
    key=by("name"),
    fields=(
        field("name", "logGroupName"),
        field("retention_in_days", "retentionInDays", default=0),
        field("kms_key_id", "kmsKeyId", arn_or_name, default=""),
        field("log_group_class", "logGroupClass", default="STANDARD"),
        computed("arn", _arn),
    ),
    details=(detail(TAGS, {"resourceArn": _arn}, tagged("tags")),),
    apply_only=("name_prefix", "skip_destroy"),
    import_id="{name}",
    # Lambda, CodeBuild and others make the group of what they run when it first writes.
    everywhere=lambda item, attributes: item.id.startswith("/aws/"),
)
