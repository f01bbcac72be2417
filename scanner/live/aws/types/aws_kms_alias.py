"""A name of a KMS key."""

from __future__ import annotations

from scanner.compare import arn_or_name
from scanner.live.aws.kms import ALIASES, PAGE
from scanner.live.aws.table import by, computed, field, listed, tabled

READER = tabled(
    "aws_kms_alias",
    listed(ALIASES, "Aliases", "AliasName", Limit=PAGE),
    key=by("name"),
    fields=(
        field("name", "AliasName"),
        field("target_key_id", "TargetKeyId", arn_or_name),
        computed("arn", "AliasArn"),
    ),
    apply_only=("name_prefix",),
    everywhere=lambda item, attributes: item.id.startswith("alias/aws/"),
)
