"""When a group of instances grows and shrinks."""

from __future__ import annotations

from typing import Any

from scanner.compare import sparse
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import shaped
from scanner.live.aws.table import by, computed, field, listed, tabled

POLICIES = Operation("autoscaling", "DescribePolicies")

_STAT = "stat unit metric(metric_name namespace dimensions(name value))"
_QUERIES = f"metric_data_queries(id expression label return_data metric_stat({_STAT}))"
_PREDEFINED = "predefined_metric_type resource_label"

_TARGET = f"""disable_scale_in target_value predefined_metric_specification({_PREDEFINED})
    customized_metric_specification(period metric_name namespace statistic unit
        metric_dimension(name value)
        metrics(id expression label return_data metric_stat(period {_STAT})))"""

_PREDICTIVE = f"""max_capacity_breach_behavior max_capacity_buffer mode scheduling_buffer_time
    metric_specification(target_value
        customized_capacity_metric_specification({_QUERIES})
        customized_load_metric_specification({_QUERIES})
        customized_scaling_metric_specification({_QUERIES})
        predefined_load_metric_specification({_PREDEFINED})
        predefined_metric_pair_specification({_PREDEFINED})
        predefined_scaling_metric_specification({_PREDEFINED}))"""

_NAMES = {"metric_dimension": "Dimensions", "metric_specification": "MetricSpecifications"}
_SAME = sparse(
    key=("id",),
    # A query without the word is returned.
    defaults={
        "return_data": True,
        "max_capacity_breach_behavior": "HonorMaxCapacity",
        "mode": "ForecastOnly",
    },
)


def _steps(raw: Any) -> list[dict[str, Any]]:
    """Bounds are text in Terraform, so that zero and nothing differ."""
    return [
        {
            "metric_interval_lower_bound": _bound(one.get("MetricIntervalLowerBound")),
            "metric_interval_upper_bound": _bound(one.get("MetricIntervalUpperBound")),
            "scaling_adjustment": one.get("ScalingAdjustment"),
        }
        for one in raw.get("StepAdjustments") or ()
    ]


def _bound(value: Any) -> str | None:
    return None if value is None else f"{value:g}"


READER = tabled(
    "aws_autoscaling_policy",
    listed(
        POLICIES,
        "ScalingPolicies",
        lambda one: f"{one['AutoScalingGroupName']}/{one['PolicyName']}",
    ),
    key=by("autoscaling_group_name", "name"),
    fields=(
        field("name", "PolicyName"),
        field("autoscaling_group_name", "AutoScalingGroupName"),
        field("adjustment_type", "AdjustmentType", default=""),
        field("cooldown", "Cooldown", default=0),
        field("enabled", "Enabled", default=True),
        field("estimated_instance_warmup", "EstimatedInstanceWarmup", default=0),
        field("metric_aggregation_type", "MetricAggregationType", default=""),
        field("min_adjustment_magnitude", "MinAdjustmentMagnitude", default=0),
        field("policy_type", "PolicyType", default="SimpleScaling"),
        field("scaling_adjustment", "ScalingAdjustment", default=0),
        field("step_adjustment", _steps, sparse(), default=[]),
        field(
            "target_tracking_configuration",
            shaped("TargetTrackingConfiguration", _TARGET, names=_NAMES),
            _SAME,
            default=[],
        ),
        field(
            "predictive_scaling_configuration",
            shaped("PredictiveScalingConfiguration", _PREDICTIVE, names=_NAMES),
            _SAME,
            default=[],
        ),
        computed("arn", "PolicyARN"),
    ),
    import_id="{autoscaling_group_name}/{name}",
)
