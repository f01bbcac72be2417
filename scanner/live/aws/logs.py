"""What the types of CloudWatch Logs share."""

from __future__ import annotations

from scanner.live.aws.operations import Operation

GROUPS = Operation("logs", "DescribeLogGroups")
FILTERS = Operation("logs", "DescribeMetricFilters")
TAGS = Operation("logs", "ListTagsForResource", gone=frozenset({"ResourceNotFoundException"}))
