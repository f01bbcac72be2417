"""Who pays for requests to a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.live.aws import s3
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    # Where S3 has no such setting, the owner pays.
    return {"payer": (answer or {}).get("Payer", "BucketOwner")}


READER = s3.setting(
    "aws_s3_bucket_request_payment_configuration",
    s3.PAYMENT,
    (Attribute("payer"), s3.OWNER_ROW),
    _read,
)
