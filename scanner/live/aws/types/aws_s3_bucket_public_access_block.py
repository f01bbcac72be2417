"""What a bucket refuses to make public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import scalar
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.live.aws.kinds import Item
    from scanner.model import Value

_NAMES = {
    "block_public_acls": "BlockPublicAcls",
    "block_public_policy": "BlockPublicPolicy",
    "ignore_public_acls": "IgnorePublicAcls",
    "restrict_public_buckets": "RestrictPublicBuckets",
}


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no public access block")
    block = answer.get("PublicAccessBlockConfiguration", {})
    return {name: bool(block.get(field, False)) for name, field in _NAMES.items()}


def _usual(item: Item, attributes: Mapping[str, Value]) -> bool:
    # What S3 itself gives every bucket made since April 2023.
    return all(attributes.get(name) is True for name in _NAMES)


READER = s3.setting(
    "aws_s3_bucket_public_access_block",
    s3.PUBLIC_ACCESS,
    tuple(Attribute(name, scalar, default=False) for name in _NAMES),
    _read,
    all_buckets=True,
    everywhere=_usual,
)
