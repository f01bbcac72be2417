"""An alarm on a metric."""

from __future__ import annotations

from scanner.compare import blocks, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import (
    block,
    by,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)

ALARMS = Operation("cloudwatch", "DescribeAlarms")
TAGS = Operation(
    "cloudwatch",
    "ListTagsForResource",
    gone=frozenset({"ResourceNotFound", "ResourceNotFoundException"}),
)

_DIMENSIONS = "Dimensions"


def _dimensions(raw: object) -> dict[str, str]:
    found = raw.get(_DIMENSIONS) if isinstance(raw, dict) else None
    return {str(one["Name"]): str(one["Value"]) for one in found or ()}


READER = tabled(
    "aws_cloudwatch_metric_alarm",
    listed(ALARMS, "MetricAlarms", "AlarmName", AlarmTypes=["MetricAlarm"]),
    key=by("alarm_name"),
    fields=(
        field("alarm_name", "AlarmName"),
        field("alarm_description", "AlarmDescription", default=""),
        field("actions_enabled", "ActionsEnabled", default=True),
        field("alarm_actions", "AlarmActions", string_set, default=[]),
        field("ok_actions", "OKActions", string_set, default=[]),
        field("insufficient_data_actions", "InsufficientDataActions", string_set, default=[]),
        field("comparison_operator", "ComparisonOperator"),
        field("datapoints_to_alarm", "DatapointsToAlarm", default=0),
        field("dimensions", _dimensions, default={}),
        field(
            "evaluate_low_sample_count_percentiles",
            "EvaluateLowSampleCountPercentile",
            default="",
        ),
        field("evaluation_periods", "EvaluationPeriods"),
        field("extended_statistic", "ExtendedStatistic", default=""),
        field("metric_name", "MetricName", default=""),
        field("namespace", "Namespace", default=""),
        field("period", "Period", default=0),
        field("statistic", "Statistic", default=""),
        field("threshold", "Threshold", default=0),
        field("threshold_metric_id", "ThresholdMetricId", default=""),
        field("treat_missing_data", "TreatMissingData", default="missing"),
        field("unit", "Unit", default=""),
        block(
            "metric_query",
            "Metrics",
            {
                "id": "Id",
                "account_id": "AccountId",
                "expression": "Expression",
                "label": "Label",
                "period": "Period",
                "return_data": "ReturnData",
                "metric": nested(
                    "MetricStat",
                    {
                        "dimensions": lambda raw: _dimensions(raw.get("Metric")),
                        "metric_name": "Metric.MetricName",
                        "namespace": "Metric.Namespace",
                        "period": "Period",
                        "stat": "Stat",
                        "unit": "Unit",
                    },
                ),
            },
            key=("id",),
            same={"metric": blocks()},
            defaults={"return_data": False, "period": 0},
            default=[],
        ),
        computed("arn", "AlarmArn"),
    ),
    details=(detail(TAGS, {"ResourceARN": "AlarmArn"}, tagged()),),
    # Application Auto Scaling makes two alarms for each policy that tracks a target.
    everywhere=lambda item, attributes: item.id.startswith("TargetTracking-"),
)
