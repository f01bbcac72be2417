"""Whether a bucket is also reached through the edge locations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    status = (answer or {}).get("Status")
    if not status:
        raise Gone("never accelerated")
    return {"status": status}


READER = s3.setting(
    "aws_s3_bucket_accelerate_configuration",
    s3.ACCELERATION,
    (Attribute("status"), s3.OWNER_ROW),
    _read,
)
