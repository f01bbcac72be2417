"""Where AWS Config writes what it records."""

from __future__ import annotations

from scanner.live.aws.operations import Operation
from scanner.live.aws.table import block, by, field, listed, tabled

CHANNELS = Operation("config", "DescribeDeliveryChannels")

READER = tabled(
    "aws_config_delivery_channel",
    listed(CHANNELS, "DeliveryChannels", "name"),
    key=by("name"),
    fields=(
        field("name", "name", default="default"),
        field("s3_bucket_name", "s3BucketName"),
        field("s3_key_prefix", "s3KeyPrefix", default=""),
        field("s3_kms_key_arn", "s3KmsKeyArn", default=""),
        field("sns_topic_arn", "snsTopicARN", default=""),
        block(
            "snapshot_delivery_properties",
            "configSnapshotDeliveryProperties",
            {"delivery_frequency": "deliveryFrequency"},
            default=[],
        ),
    ),
)
