"""What the local server lacks of queues and topics, as the documentation has the answers."""

from __future__ import annotations

import json
from typing import Any

from family import World, swap

_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"
_SNS = "https://docs.aws.amazon.com/sns/latest/api/"
DOCUMENTATION = {
    "aws_sqs_queue": f"{_SQS}API_GetQueueAttributes.html",
    "aws_sqs_queue_policy": f"{_SQS}API_GetQueueAttributes.html",
    "aws_sqs_queue_redrive_allow_policy": f"{_SQS}API_GetQueueAttributes.html",
    "aws_sns_topic": f"{_SNS}API_GetTopicAttributes.html",
    "aws_sns_topic_subscription": f"{_SNS}API_GetSubscriptionAttributes.html",
}
_APART = "https://sqs.eu-west-1.amazonaws.com/123456789012/apart"
KNOWN = {"aws_sqs_queue_redrive_allow_policy.apart": {"id": _APART}}

_ROLE = "arn:aws:iam::123456789012:role/logs"
_OTHER = "arn:aws:sqs:eu-west-1:123456789012:"
_ALLOW = {
    "redrivePermission": "byQueue",
    "sourceQueueArns": [f"{_OTHER}again", f"{_OTHER}orders"],
}
_DENY = {"redrivePermission": "denyAll"}
_KINDS = {
    "application": "Application",
    "firehose": "Firehose",
    "http": "HTTP",
    "lambda": "Lambda",
    "sqs": "SQS",
}
_TOPIC = {
    "ArchivePolicy": '{"MessageRetentionPeriod":"30"}',
    "FifoThroughputScope": "MessageGroup",
    "SignatureVersion": "2",
    "TracingConfig": "Active",
    **{f"{kind}SuccessFeedbackRoleArn": f"{_ROLE}-{kind}" for kind in _KINDS.values()},
    **{f"{kind}FailureFeedbackRoleArn": f"{_ROLE}-{kind}" for kind in _KINDS.values()},
    **{f"{kind}SuccessFeedbackSampleRate": "40" for kind in _KINDS.values()},
}
_SUBSCRIPTION = {
    "ReplayPolicy": '{"PointType":"Timestamp","StartingPoint":"2024-01-01T00:00:00.000Z"}',
    "SubscriptionRoleArn": f"{_ROLE}-subscription",
}
AMENDED = {
    # The planned resource names the queue by the URL that it has on AWS.
    "aws_sqs_queue.apart": {"id": _APART, "url": _APART},
    "aws_sqs_queue_policy.apart": {"id": _APART, "queue_url": _APART},
    "aws_sqs_queue.failed": {"redrive_allow_policy": json.dumps(_DENY)},
    "aws_sns_topic.main": {
        "archive_policy": '{"MessageRetentionPeriod": "30"}',
        "fifo_throughput_scope": "MessageGroup",
        "signature_version": 2,
        "tracing_config": "Active",
        **{
            f"{name}_{outcome}_feedback_role_arn": f"{_ROLE}-{kind}"
            for name, kind in _KINDS.items()
            for outcome in ("success", "failure")
        },
        **{f"{name}_success_feedback_sample_rate": 40 for name in _KINDS},
    },
    "aws_sns_topic_subscription.hook": {
        "replay_policy": '{"PointType": "Timestamp", "StartingPoint": "2024-01-01T00:00:00.000Z"}',
        "subscription_role_arn": f"{_ROLE}-subscription",
    },
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Who may send what failed, who is told of deliveries, how old messages are kept."""
    for name, policy in (("failed.fifo", _DENY), ("apart", _ALLOW)):
        more = {"RedriveAllowPolicy": json.dumps(policy)}
        swap(answers, f"5000/123456789012/{name}", '"Attributes": {', _json_start(more))
    topic, hook = (world.id(f"aws_sns_topic{one}") for one in (".main", "_subscription.hook"))
    for request, more, after in (
        ("GetTopicAttributes", _TOPIC, topic),
        ("GetSubscriptionAttributes", _SUBSCRIPTION, hook),
    ):
        swap(answers, request, "</Attributes>", f"{_entries(more)}</Attributes>", after=after)


def _json_start(more: dict[str, str]) -> str:
    return '"Attributes": {' + json.dumps(more)[1:-1] + ", "


def _entries(more: dict[str, str]) -> str:
    return "".join(
        f"<entry><key>{name}</key><value>{value}</value></entry>" for name, value in more.items()
    )


def _edit(wanted: str, old: str, new: str) -> Any:
    """A text replaced in the answers to requests that hold `wanted`."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        changed = {key: one for key, one in answers.items() if wanted in key and old in one["body"]}
        assert changed, wanted
        swap(changed, "", old, new)
        return changed

    return edits


_KEPT = json.dumps({"RedriveAllowPolicy": json.dumps(_ALLOW)})[1:-1] + ", "

EDITS = {
    "aws_sqs_queue_redrive_allow_policy.apart: redrive_allow_policy": _edit(
        "123456789012/apart", '\\"byQueue\\"', '\\"allowAll\\"'
    ),
    "aws_sqs_queue_redrive_allow_policy.apart: missing": _edit("123456789012/apart", _KEPT, ""),
    "aws_sqs_queue.failed: redrive_allow_policy": _edit(
        "123456789012/failed", '\\"denyAll\\"', '\\"allowAll\\"'
    ),
    "aws_sns_topic.main: sqs_failure_feedback_role_arn": _edit(
        "GetTopicAttributes",
        f"<key>SQSFailureFeedbackRoleArn</key><value>{_ROLE}-SQS</value>",
        "<key>SQSFailureFeedbackRoleArn</key><value></value>",
    ),
    "aws_sns_topic.main: tracing_config": _edit("GetTopicAttributes", "Active", "PassThrough"),
    "aws_sns_topic_subscription.hook: subscription_role_arn": _edit(
        "GetSubscriptionAttributes", f"{_ROLE}-subscription", f"{_ROLE}-other"
    ),
}
