"""How a bucket encrypts new objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, blocks
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_blocks import encryption_rules
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    rules = encryption_rules(answer)
    if not rules:
        raise Gone("no encryption configuration")
    return {"rule": rules}


_DEFAULT = blocks(same={"kms_master_key_id": arn_or_name})

READER = s3.setting(
    "aws_s3_bucket_server_side_encryption_configuration",
    s3.ENCRYPTION,
    (
        Attribute(
            "rule",
            blocks(
                same={"apply_server_side_encryption_by_default": _DEFAULT},
                defaults={"bucket_key_enabled": False},
            ),
        ),
    ),
    _read,
    uncovered=s3.OWNER,
)
