"""Which web origins may read a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_blocks import cors_rules, same_cors_rules
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no CORS configuration")
    return {"cors_rule": cors_rules(answer)}


READER = s3.setting(
    "aws_s3_bucket_cors_configuration",
    s3.CORS,
    (Attribute("cors_rule", same_cors_rules),),
    _read,
    uncovered=s3.OWNER,
)
