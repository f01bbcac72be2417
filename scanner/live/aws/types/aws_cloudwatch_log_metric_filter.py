"""What of a group's logs counts into a metric."""

from __future__ import annotations

from scanner.live.aws.api import required
from scanner.live.aws.logs import FILTERS
from scanner.live.aws.table import block, by, field, listed, tabled

READER = tabled(
    "aws_cloudwatch_log_metric_filter",
    listed(
        FILTERS,
        "metricFilters",
        lambda one: f"{required(one, 'logGroupName')}:{required(one, 'filterName')}",
    ),
    key=by("log_group_name", "name", separator=":"),
    fields=(
        field("name", "filterName"),
        field("log_group_name", "logGroupName"),
        field("pattern", "filterPattern", default=""),
        block(
            "metric_transformation",
            "metricTransformations",
            {
                "name": "metricName",
                "namespace": "metricNamespace",
                "value": "metricValue",
                "default_value": "defaultValue",
                "dimensions": "dimensions",
                "unit": "unit",
            },
            defaults={"unit": "None"},
        ),
    ),
    import_id="{log_group_name}:{name}",
)
