"""What happens to tables outside of Terraform."""

from typing import Any


def _recovery(aws: Any) -> None:
    aws("dynamodb").update_continuous_backups(
        TableName="events",
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False},
    )


CHANGES = {
    "aws_dynamodb_table.main: deletion_protection_enabled": lambda aws: aws(
        "dynamodb"
    ).update_table(TableName="orders", DeletionProtectionEnabled=False),
    "aws_dynamodb_table.on_demand: point_in_time_recovery.enabled, "
    "aws_dynamodb_table.on_demand: point_in_time_recovery.recovery_period_in_days": _recovery,
    "aws_dynamodb_table.main: ttl.enabled": lambda aws: aws("dynamodb").update_time_to_live(
        TableName="orders",
        TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"},
    ),
    "aws_dynamodb_table.main: write_capacity": lambda aws: aws("dynamodb").update_table(
        TableName="orders",
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 60},
    ),
    "aws_dynamodb_table.on_demand: global_secondary_index": lambda aws: aws(
        "dynamodb"
    ).update_table(
        TableName="events",
        GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-kind"}}],
    ),
    "aws_dynamodb_table.plain: tags": lambda aws: aws("dynamodb").tag_resource(
        ResourceArn=aws.at("aws_dynamodb_table.plain", "arn"),
        Tags=[{"Key": "by", "Value": "hand"}],
    ),
    "aws_dynamodb_table.plain: stream_enabled, aws_dynamodb_table.plain: stream_view_type": (
        lambda aws: aws("dynamodb").update_table(
            TableName="plain",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
        )
    ),
    "aws_dynamodb_table.plain: missing": lambda aws: aws("dynamodb").delete_table(
        TableName="plain"
    ),
    "unmanaged aws_dynamodb_table": lambda aws: aws("dynamodb").create_table(
        TableName="by-hand",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    ),
}

UNSET: dict[str, str] = {}
