"""A queue of SQS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, policy
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.sqs import (
    ATTRIBUTES,
    QUEUES,
    TAGS,
    attributes,
    flag,
    number,
    queues,
    redrive,
    same_queue,
)
from scanner.live.aws.table import Detail, Listing, by, computed, detail, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(name, {"Name": name, "QueueUrl": url}) for name, url in queues(api).items()]


READER = tabled(
    "aws_sqs_queue",
    Listing((QUEUES,), _items),
    key=by("name"),
    fields=(field("name", "Name"), computed("url", "QueueUrl", same_queue)),
    details=(
        Detail(
            (ATTRIBUTES,),
            attributes,
            (
                field("policy", "Policy", policy, default=""),
                field("redrive_policy", "RedrivePolicy", redrive, default=""),
                field("redrive_allow_policy", "RedriveAllowPolicy", redrive, default=""),
                field("sqs_managed_sse_enabled", flag("SqsManagedSseEnabled")),
                field("kms_master_key_id", "KmsMasterKeyId", arn_or_name, default=""),
                field(
                    "kms_data_key_reuse_period_seconds",
                    lambda raw: number("KmsDataKeyReusePeriodSeconds")(raw) or 300,
                    default=300,
                ),
                field("fifo_queue", flag("FifoQueue"), default=False),
                field(
                    "content_based_deduplication", flag("ContentBasedDeduplication"), default=False
                ),
                field("deduplication_scope", "DeduplicationScope"),
                field("fifo_throughput_limit", "FifoThroughputLimit"),
                field("delay_seconds", number("DelaySeconds"), default=0),
                field("max_message_size", number("MaximumMessageSize"), default=262144),
                field(
                    "message_retention_seconds", number("MessageRetentionPeriod"), default=345600
                ),
                field(
                    "receive_wait_time_seconds", number("ReceiveMessageWaitTimeSeconds"), default=0
                ),
                field("visibility_timeout_seconds", number("VisibilityTimeout"), default=30),
                computed("arn", "QueueArn"),
            ),
        ),
        detail(TAGS, {"QueueUrl": "QueueUrl"}, tagged()),
    ),
    apply_only=("name_prefix",),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{url}",
)
