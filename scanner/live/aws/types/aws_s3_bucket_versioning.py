"""Whether a bucket keeps old versions of its objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import case_insensitive
from scanner.live.aws import s3
from scanner.projection import Attribute, AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    # S3 says nothing of a bucket that never had versioning; the provider calls that Disabled.
    answer = answer or {}
    return {
        "versioning_configuration": [
            {
                "status": answer.get("Status", "Disabled"),
                "mfa_delete": answer.get("MFADelete", "Disabled"),
            }
        ]
    }


READER = s3.setting(
    "aws_s3_bucket_versioning",
    s3.VERSIONING,
    (
        Attribute("versioning_configuration.status"),
        Attribute("versioning_configuration.mfa_delete", case_insensitive, default="Disabled"),
        Attribute("mfa", kind=AttributeKind.WRITE_ONLY),
    ),
    _read,
    uncovered=s3.OWNER,
)
