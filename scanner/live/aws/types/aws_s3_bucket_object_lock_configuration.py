"""How long nobody may delete the objects of a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks, scalar
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_blocks import object_lock
from scanner.projection import Attribute, AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _read(answer: Answer | None) -> Mapping[str, Value]:
    found = object_lock(answer)
    if not found:
        raise Gone("no object lock")
    return found[0]


_RETENTION = blocks(defaults={"days": 0, "years": 0})

READER = s3.setting(
    "aws_s3_bucket_object_lock_configuration",
    s3.OBJECT_LOCK,
    (
        Attribute("object_lock_enabled", scalar, default="Enabled"),
        Attribute("rule", blocks(same={"default_retention": _RETENTION}), default=[]),
        Attribute("token", kind=AttributeKind.WRITE_ONLY),
    ),
    _read,
    uncovered=s3.OWNER,
)
