"""What the local server lacks of log groups, as the documentation has the answers."""

from __future__ import annotations

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"
DOCUMENTATION = {"aws_cloudwatch_log_group": f"{_API}API_LogGroup.html"}
_RARE = "INFREQUENT_ACCESS"
AMENDED = {"aws_cloudwatch_log_group.plain": {"log_group_class": _RARE}}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The class of a group."""
    name = world.at("aws_cloudwatch_log_group.plain", "name")
    told = f'"logGroupName": "{name}"'
    swap(answers, "DescribeLogGroups", told, f'"logGroupClass": "{_RARE}", {told}')
