"""What the local server lacks of tables, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/"
_REPLICA_KEY = "arn:aws:kms:eu-central-1:123456789012:key/5d5f0e3a-3c4e-4a57-9f0c-3a0f5c1f2b11"
_CLASS = '"TableClassSummary": {"TableClass": "STANDARD_INFREQUENT_ACCESS"}, '
_LIMITS = '{"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50}'

AMENDED = {
    "aws_dynamodb_table.main": {
        "table_class": "STANDARD_INFREQUENT_ACCESS",
        "replica": [
            {
                "arn": "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
                "kms_key_arn": _REPLICA_KEY,
                "point_in_time_recovery": True,
                "propagate_tags": True,
                "region_name": "eu-central-1",
                "stream_arn": "",
                "stream_label": "",
            }
        ],
    },
    "aws_dynamodb_table.on_demand": {
        "on_demand_throughput": [{"max_read_request_units": 100, "max_write_request_units": 50}]
    },
}
DOCUMENTATION = {"aws_dynamodb_table": f"{_API}API_TableDescription.html"}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The class, limits of tables on demand, and copies in other regions."""
    replicas = (
        '"Replicas": [{"RegionName": "eu-central-1", "ReplicaStatus": "ACTIVE", '
        f'"KMSMasterKeyId": "{_REPLICA_KEY}"}}], '
    )
    more = f'"Table": {{{_CLASS}'
    swap(answers, 'DescribeTable {"TableName": "orders"}', '"Replicas": [], ', "")
    swap(answers, 'DescribeTable {"TableName": "orders"}', '"Table": {', more + replicas)
    limits = f'"Table": {{"OnDemandThroughput": {_LIMITS}, '
    swap(answers, 'DescribeTable {"TableName": "events"}', '"Table": {', limits)


def _table(name: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        wanted = f'DescribeTable {{"TableName": "{name}"}}'
        return {key: (old, new) for key in answers if wanted in key}

    return edits


EDITS = {
    "aws_dynamodb_table.main: table_class": _table("orders", _CLASS, ""),
    "aws_dynamodb_table.main: replica": _table("orders", _REPLICA_KEY, "alias/other"),
    "aws_dynamodb_table.main: server_side_encryption.enabled, "
    "aws_dynamodb_table.main: server_side_encryption.kms_key_arn": _table(
        "orders", '"SSEDescription"', '"_"'
    ),
    "aws_dynamodb_table.on_demand: on_demand_throughput.max_read_request_units": _table(
        "events", '"MaxReadRequestUnits": 100', '"MaxReadRequestUnits": -1'
    ),
}
