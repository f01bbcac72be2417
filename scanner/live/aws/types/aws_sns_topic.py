"""A topic of SNS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, json_document, policy
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.sns import ATTRIBUTES, TAGS, TOPICS, attributes, topics
from scanner.live.aws.sqs import flag, number
from scanner.live.aws.table import Detail, Listing, by, computed, detail, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.table import Field


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for arn in topics(api):
        name = arn.rpartition(":")[2]
        yield Item(name, {"Name": name, "TopicArn": arn})


def _feedback() -> Iterator[Field]:
    """Who is told of deliveries: a role on success and on failure, a share of the successes."""
    for name, attribute in (
        ("application", "Application"),
        ("firehose", "Firehose"),
        ("http", "HTTP"),
        ("lambda", "Lambda"),
        ("sqs", "SQS"),
    ):
        for outcome in ("success", "failure"):
            yield field(
                f"{name}_{outcome}_feedback_role_arn",
                f"{attribute}{outcome.title()}FeedbackRoleArn",
                default="",
            )
        yield field(
            f"{name}_success_feedback_sample_rate",
            number(f"{attribute}SuccessFeedbackSampleRate"),
            default=0,
        )


READER = tabled(
    "aws_sns_topic",
    Listing((TOPICS,), _items),
    key=by("name"),
    fields=(field("name", "Name"), computed("arn", "TopicArn")),
    details=(
        Detail(
            (ATTRIBUTES,),
            attributes,
            (
                # Without one, SNS writes a policy that allows the owner alone.
                field("policy", "Policy", policy),
                field("kms_master_key_id", "KmsMasterKeyId", arn_or_name, default=""),
                field("display_name", "DisplayName", default=""),
                field("delivery_policy", "DeliveryPolicy", json_document, default=""),
                field("archive_policy", "ArchivePolicy", json_document, default=""),
                field("fifo_topic", flag("FifoTopic"), default=False),
                field(
                    "content_based_deduplication", flag("ContentBasedDeduplication"), default=False
                ),
                field("fifo_throughput_scope", "FifoThroughputScope"),
                # The provider records 0 where SNS leaves it out, which means 1.
                field("signature_version", lambda raw: number("SignatureVersion")(raw) or 0),
                field("tracing_config", "TracingConfig", default=""),
                *_feedback(),
                computed("owner", "Owner"),
            ),
        ),
        detail(TAGS, {"ResourceArn": "TopicArn"}, tagged()),
    ),
    apply_only=("name_prefix",),
    import_id="{arn}",
)
