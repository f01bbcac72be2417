"""Who owns the objects that others put into a bucket, and whether ACLs count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.live.aws.kinds import Item
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    rules = (answer or {}).get("OwnershipControls", {}).get("Rules")
    if not rules:
        raise Gone("no ownership controls")
    return {"rule": [{"object_ownership": rules[0].get("ObjectOwnership")}]}


def _usual(item: Item, attributes: Mapping[str, Value]) -> bool:
    # What S3 itself gives every bucket made since April 2023.
    return bool(attributes.get("rule") == [{"object_ownership": "BucketOwnerEnforced"}])


READER = s3.setting(
    "aws_s3_bucket_ownership_controls",
    s3.OWNERSHIP,
    (Attribute("rule.object_ownership"),),
    _read,
    all_buckets=True,
    everywhere=_usual,
)
