"""Who is told of what happens in a bucket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, scalar, string_set
from scanner.live.aws import s3
from scanner.live.aws.api import Gone
from scanner.live.aws.s3_replication import generated
from scanner.live.aws.table import nested
from scanner.projection import Attribute

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer
    from scanner.model import Value


def _filter(wanted: str) -> Callable[[Any], str]:
    def read(raw: Any) -> str:
        for rule in raw.get("Filter", {}).get("Key", {}).get("FilterRules", ()):
            if str(rule.get("Name")).lower() == wanted:
                return str(rule.get("Value", ""))
        return ""

    return read


def _told(source: str, attribute: str, arn: str) -> Callable[[Any], list[dict[str, Value]]]:
    return nested(
        source,
        {
            "id": "Id",
            "events": "Events",
            "filter_prefix": _filter("prefix"),
            "filter_suffix": _filter("suffix"),
            attribute: arn,
        },
    )


_READ = {
    "lambda_function": _told(
        "LambdaFunctionConfigurations", "lambda_function_arn", "LambdaFunctionArn"
    ),
    "queue": _told("QueueConfigurations", "queue_arn", "QueueArn"),
    "topic": _told("TopicConfigurations", "topic_arn", "TopicArn"),
}
_SAME = blocks(same={"id": generated, "events": string_set})


def _read(answer: Answer | None) -> Mapping[str, Value]:
    found = answer or {}
    read: dict[str, Value] = {name: source(found) for name, source in _READ.items()}
    read["eventbridge"] = "EventBridgeConfiguration" in found
    if not any(read.values()):
        raise Gone("nobody is told")
    return read


READER = s3.setting(
    "aws_s3_bucket_notification",
    s3.NOTIFICATION,
    (
        Attribute("eventbridge", scalar, default=False),
        *(Attribute(name, _SAME, default=[]) for name in _READ),
    ),
    _read,
    all_buckets=True,
)
