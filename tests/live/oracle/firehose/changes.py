"""What happens to delivery streams outside of Terraform."""

from typing import Any


def _to(name: str, **changes: Any) -> Any:
    return lambda aws: aws("firehose").update_destination(
        DeliveryStreamName=name,
        CurrentDeliveryStreamVersionId="1",
        DestinationId="destinationId-000000000001",
        ExtendedS3DestinationUpdate={
            "BucketARN": "arn:aws:s3:::events",
            "RoleARN": "arn:aws:iam::123456789012:role/deliver",
            **changes,
        },
    )


CHANGES = {
    "aws_kinesis_firehose_delivery_stream.plain: extended_s3_configuration": _to(
        "plain", BucketARN="arn:aws:s3:::elsewhere"
    ),
    "aws_kinesis_firehose_delivery_stream.main: server_side_encryption.enabled, "
    "aws_kinesis_firehose_delivery_stream.main: server_side_encryption.key_arn, "
    "aws_kinesis_firehose_delivery_stream.main: server_side_encryption.key_type": (
        lambda aws: aws("firehose").stop_delivery_stream_encryption(DeliveryStreamName="orders")
    ),
    "aws_kinesis_firehose_delivery_stream.plain: tags": lambda aws: aws(
        "firehose"
    ).tag_delivery_stream(DeliveryStreamName="plain", Tags=[{"Key": "by", "Value": "hand"}]),
    "aws_kinesis_firehose_delivery_stream.plain: missing": lambda aws: aws(
        "firehose"
    ).delete_delivery_stream(DeliveryStreamName="plain"),
    "unmanaged aws_kinesis_firehose_delivery_stream": lambda aws: aws(
        "firehose"
    ).create_delivery_stream(
        DeliveryStreamName="by-hand",
        ExtendedS3DestinationConfiguration={
            "BucketARN": "arn:aws:s3:::events",
            "RoleARN": "arn:aws:iam::123456789012:role/deliver",
        },
    ),
}

UNSET: dict[str, str] = {}
