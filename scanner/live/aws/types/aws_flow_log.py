"""A record of the traffic of a VPC, a subnet, an interface or a transit gateway."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.compare import arn_or_name
from scanner.live.aws.ec2 import describe
from scanner.live.aws.table import block, by_id, field, listed, tabled, tagged


def _of(prefix: str, other: str = "-") -> Callable[[Any], Any]:
    """The resource whose traffic it is, where it is of this kind."""

    def read(raw: Any) -> Any:
        found = str(raw.get("ResourceId", ""))
        return found if found.startswith(prefix) and not found.startswith(other) else None

    return read


READER = tabled(
    "aws_flow_log",
    listed(describe("FlowLogs"), "FlowLogs", "FlowLogId"),
    key=by_id,
    fields=(
        field("vpc_id", _of("vpc-")),
        field("subnet_id", _of("subnet-")),
        field("eni_id", _of("eni-")),
        field("transit_gateway_id", _of("tgw-", "tgw-attach-")),
        field("transit_gateway_attachment_id", _of("tgw-attach-")),
        field("traffic_type", "TrafficType"),
        field("iam_role_arn", "DeliverLogsPermissionArn"),
        field("deliver_cross_account_role", "DeliverCrossAccountRole"),
        field("log_destination", "LogDestination", arn_or_name),
        field("log_destination_type", "LogDestinationType", default="cloud-watch-logs"),
        field("log_group_name", "LogGroupName"),
        field("log_format", "LogFormat"),
        field("max_aggregation_interval", "MaxAggregationInterval", default=600),
        block(
            "destination_options",
            "DestinationOptions",
            {
                "file_format": "FileFormat",
                "hive_compatible_partitions": "HiveCompatiblePartitions",
                "per_hour_partition": "PerHourPartition",
            },
            defaults={
                "file_format": "plain-text",
                "hive_compatible_partitions": False,
                "per_hour_partition": False,
            },
            default=[
                {
                    "file_format": "plain-text",
                    "hive_compatible_partitions": False,
                    "per_hour_partition": False,
                }
            ],
        ),
        *tagged(),
    ),
)
