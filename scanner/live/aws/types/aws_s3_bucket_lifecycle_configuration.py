"""When a bucket moves and deletes its objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.compare import scalar
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_lifecycle import lifecycle_rules, same_lifecycle_rules
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value

_MINIMUM = "all_storage_classes_128K"


def _read(answer: Answer | None) -> Mapping[str, Value]:
    if answer is None:
        raise Gone("no lifecycle configuration")
    return {
        "rule": lifecycle_rules(answer),
        "transition_default_minimum_object_size": answer.get(
            "TransitionDefaultMinimumObjectSize", _MINIMUM
        ),
    }


READER = s3.setting(
    "aws_s3_bucket_lifecycle_configuration",
    s3.LIFECYCLE,
    (
        Attribute("rule", same_lifecycle_rules),
        Attribute("transition_default_minimum_object_size", scalar, default=_MINIMUM),
    ),
    _read,
    uncovered={**s3.OWNER, "timeouts": "how long Terraform waits"},
)
