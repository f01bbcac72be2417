"""What happens to queues and topics outside of Terraform."""

from __future__ import annotations

import json


def _everybody(action):
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": action, "Resource": "*", "Principal": {"AWS": "*"}}
            ],
        }
    )


def _queue(name, keep=True, **attributes):
    def change(aws):
        client = aws("sqs")
        url = client.get_queue_url(QueueName=aws.at(f"aws_sqs_queue.{name}", "name"))["QueueUrl"]
        # The server forgets a policy that is not said again.
        before = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        kept = {"Policy": before["Policy"]} if keep and before.get("Policy") else {}
        client.set_queue_attributes(QueueUrl=url, Attributes={**kept, **attributes})

    return change


def _delete_queue(name):
    def change(aws):
        client = aws("sqs")
        url = client.get_queue_url(QueueName=aws.at(f"aws_sqs_queue.{name}", "name"))["QueueUrl"]
        client.delete_queue(QueueUrl=url)

    return change


def _untag(aws):
    client = aws("sqs")
    url = client.get_queue_url(QueueName="orders.fifo")["QueueUrl"]
    client.untag_queue(QueueUrl=url, TagKeys=["team"])


def _topic(name, attribute, value):
    return lambda aws: aws("sns").set_topic_attributes(
        TopicArn=aws.id(f"aws_sns_topic.{name}"), AttributeName=attribute, AttributeValue=value
    )


def _delete_topic(name):
    return lambda aws: aws("sns").delete_topic(TopicArn=aws.id(f"aws_sns_topic.{name}"))


def _subscription(name, attribute, value):
    return lambda aws: aws("sns").set_subscription_attributes(
        SubscriptionArn=aws.id(f"aws_sns_topic_subscription.{name}"),
        AttributeName=attribute,
        AttributeValue=value,
    )


CHANGES = {
    "aws_sqs_queue.main: policy": _queue("main", Policy=_everybody("sqs:*")),
    "aws_sqs_queue.plain: policy": _queue("plain", Policy=_everybody("sqs:*")),
    "aws_sqs_queue.main: kms_master_key_id, "
    "aws_sqs_queue.main: kms_data_key_reuse_period_seconds": _queue("main", KmsMasterKeyId=""),
    "aws_sqs_queue.plain: sqs_managed_sse_enabled": _queue("plain", SqsManagedSseEnabled="false"),
    "aws_sqs_queue.main: redrive_policy": _queue("main", RedrivePolicy=""),
    "aws_sqs_queue.main: message_retention_seconds": _queue("main", MessageRetentionPeriod="60"),
    "aws_sqs_queue.main: visibility_timeout_seconds": _queue("main", VisibilityTimeout="0"),
    "aws_sqs_queue.main: content_based_deduplication": _queue(
        "main", ContentBasedDeduplication="false"
    ),
    "aws_sqs_queue.plain: delay_seconds": _queue("plain", DelaySeconds="900"),
    "aws_sqs_queue.main: tags": _untag,
    "aws_sqs_queue.plain: missing": _delete_queue("plain"),
    "unmanaged aws_sqs_queue": lambda aws: aws("sqs").create_queue(QueueName="by-hand"),
    "aws_sqs_queue_policy.apart: policy": _queue("apart", Policy=_everybody("sqs:*")),
    "aws_sqs_queue_policy.apart: missing": _queue("apart", keep=False, Policy=""),
    "aws_sqs_queue_redrive_policy.again: redrive_policy": lambda aws: _queue(
        "again",
        RedrivePolicy=json.dumps(
            {"deadLetterTargetArn": aws.at("aws_sqs_queue.apart", "arn"), "maxReceiveCount": "900"}
        ),
    )(aws),
    "aws_sqs_queue_redrive_policy.again: missing": _queue("again", RedrivePolicy=""),
    "aws_sqs_queue.apart: missing, aws_sqs_queue_policy.apart: missing, "
    "aws_sqs_queue_redrive_allow_policy.apart: missing": _delete_queue("apart"),
    "aws_sns_topic.main: policy": _topic("main", "Policy", _everybody("sns:*")),
    "aws_sns_topic.plain: policy": _topic("plain", "Policy", _everybody("sns:*")),
    "aws_sns_topic.main: kms_master_key_id": _topic("main", "KmsMasterKeyId", ""),
    "aws_sns_topic.main: display_name": _topic("main", "DisplayName", "Others"),
    "aws_sns_topic.main: content_based_deduplication": _topic(
        "main", "ContentBasedDeduplication", "false"
    ),
    "aws_sns_topic.main: tags": lambda aws: aws("sns").untag_resource(
        ResourceArn=aws.id("aws_sns_topic.main"), TagKeys=["team"]
    ),
    "aws_sns_topic.main: missing": _delete_topic("main"),
    "unmanaged aws_sns_topic": lambda aws: aws("sns").create_topic(Name="by-hand"),
    "aws_sns_topic_policy.apart: policy": _topic("apart", "Policy", _everybody("sns:*")),
    "aws_sns_topic.apart: missing, aws_sns_topic_policy.apart: missing": _delete_topic("apart"),
    "aws_sns_topic_subscription.main: filter_policy": _subscription("main", "FilterPolicy", "{}"),
    "aws_sns_topic_subscription.main: raw_message_delivery": _subscription(
        "main", "RawMessageDelivery", "false"
    ),
    "aws_sns_topic_subscription.main: redrive_policy": _subscription("main", "RedrivePolicy", ""),
    "aws_sns_topic_subscription.hook: missing": lambda aws: aws("sns").unsubscribe(
        SubscriptionArn=aws.id("aws_sns_topic_subscription.hook")
    ),
    # Somebody listens in.
    "unmanaged aws_sns_topic_subscription": lambda aws: aws("sns").subscribe(
        TopicArn=aws.id("aws_sns_topic.plain"),
        Protocol="https",
        Endpoint="https://elsewhere.example.net/hook",
    ),
}

HELPERS = ("aws_kms_key",)
UNSET: dict[str, str] = {}
