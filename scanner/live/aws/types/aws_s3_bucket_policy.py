"""The policy document of a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import policy
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no bucket policy")
    return {"policy": s3.policy_text(answer)}


READER = s3.setting("aws_s3_bucket_policy", s3.POLICY, (Attribute("policy", policy),), _read)
