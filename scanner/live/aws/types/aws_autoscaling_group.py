"""A group of instances that is kept at a size."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name, sparse, string_set
from scanner.live.aws.instance_requirements import NAMES, REQUIREMENTS
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import Field, Source, by, computed, field, listed, tabled

GROUPS = Operation("autoscaling", "DescribeAutoScalingGroups")

_POLICY = "MixedInstancesPolicy"
_DISTRIBUTION = f"{_POLICY}.InstancesDistribution"
_TEMPLATE = "launch_template_id launch_template_name version"


def _owned(attribute: str, by_type: str) -> Owned:
    return Owned("aws_autoscaling_group", attribute, by_type, "autoscaling_group_name", "name")


def _tags(raw: Any) -> list[dict[str, Any]]:
    return [
        {
            "key": one["Key"],
            "value": one.get("Value", ""),
            "propagate_at_launch": one.get("PropagateAtLaunch", False),
        }
        for one in raw.get("Tags") or ()
        if not str(one["Key"]).startswith("aws:")
    ]


def _subnets(raw: Any) -> list[str]:
    return [one for one in str(raw.get("VPCZoneIdentifier") or "").split(",") if one]


def _names(source: str, name: str) -> Source:
    return lambda raw: [one.get(name) for one in raw.get(source) or ()]


def _granularity(raw: Any) -> str:
    return next((one["Granularity"] for one in raw.get("EnabledMetrics") or ()), "1Minute")


def _has_pool(raw: Any) -> list[Any]:
    found = raw.get("WarmPoolConfiguration")
    return [found] if found and found.get("Status") != "PendingDelete" else []


def _rows(block: str, source: str, same: Any = ZERO, **names: str) -> tuple[Field, ...]:
    return tuple(field(f"{block}.{name}", f"{source}.{at}", same) for name, at in names.items())


def _by_a_service(item: Item, attributes: Any) -> bool:
    """EKS and Elastic Beanstalk make groups of their own."""
    keys = {str(one.get("Key")) for one in item.raw.get("Tags") or ()}
    return bool(keys & {"eks:nodegroup-name", "elasticbeanstalk:environment-id"})


READER = tabled(
    "aws_autoscaling_group",
    listed(
        GROUPS,
        "AutoScalingGroups",
        "AutoScalingGroupName",
        only=lambda one: one.get("Status") != "Delete in progress",
    ),
    key=by("name"),
    fields=(
        field("name", "AutoScalingGroupName"),
        field("availability_zones", "AvailabilityZones", string_set),
        field("capacity_rebalance", "CapacityRebalance", default=False),
        field("context", "Context", default=""),
        field("default_cooldown", "DefaultCooldown", default=300),
        field("default_instance_warmup", "DefaultInstanceWarmup", default=0),
        field("desired_capacity", "DesiredCapacity"),
        field("desired_capacity_type", "DesiredCapacityType", default=""),
        field("enabled_metrics", _names("EnabledMetrics", "Metric"), string_set, default=[]),
        field("health_check_grace_period", "HealthCheckGracePeriod", default=300),
        field("health_check_type", "HealthCheckType", default="EC2"),
        field("launch_configuration", "LaunchConfigurationName", default=""),
        field("load_balancers", "LoadBalancerNames", string_set, default=[]),
        field("max_instance_lifetime", "MaxInstanceLifetime", default=0),
        field("max_size", "MaxSize"),
        field("metrics_granularity", _granularity, default="1Minute"),
        field("min_size", "MinSize"),
        field("placement_group", "PlacementGroup", default=""),
        field("protect_from_scale_in", "NewInstancesProtectedFromScaleIn", default=False),
        field("service_linked_role_arn", "ServiceLinkedRoleARN"),
        field(
            "suspended_processes",
            _names("SuspendedProcesses", "ProcessName"),
            string_set,
            default=[],
        ),
        field("target_group_arns", "TargetGroupARNs", string_set, default=[]),
        field("termination_policies", "TerminationPolicies", default=["Default"]),
        field("vpc_zone_identifier", _subnets, string_set),
        field("tag", _tags, sparse(key=("key",)), default=[]),
        field(
            "traffic_source",
            shaped("TrafficSources", "identifier type"),
            sparse(key=("identifier",)),
            default=[],
        ),
        *_rows(
            "availability_zone_distribution",
            "AvailabilityZoneDistribution",
            capacity_distribution_strategy="CapacityDistributionStrategy",
        ),
        *_rows(
            "capacity_reservation_specification",
            "CapacityReservationSpecification",
            capacity_reservation_preference="CapacityReservationPreference",
        ),
        field(
            "capacity_reservation_specification.capacity_reservation_target",
            shaped(
                "CapacityReservationSpecification.CapacityReservationTarget",
                "capacity_reservation_ids capacity_reservation_resource_group_arns",
            ),
            ZERO,
        ),
        *_rows(
            "instance_maintenance_policy",
            "InstanceMaintenancePolicy",
            max_healthy_percentage="MaxHealthyPercentage",
            min_healthy_percentage="MinHealthyPercentage",
        ),
        *_rows(
            "launch_template",
            "LaunchTemplate",
            id="LaunchTemplateId",
            name="LaunchTemplateName",
        ),
        field("launch_template.version", "LaunchTemplate.Version", default="$Default"),
        *_rows(
            "mixed_instances_policy.instances_distribution",
            _DISTRIBUTION,
            on_demand_allocation_strategy="OnDemandAllocationStrategy",
            on_demand_base_capacity="OnDemandBaseCapacity",
            on_demand_percentage_above_base_capacity="OnDemandPercentageAboveBaseCapacity",
            spot_allocation_strategy="SpotAllocationStrategy",
            spot_instance_pools="SpotInstancePools",
            spot_max_price="SpotMaxPrice",
        ),
        *_rows(
            "mixed_instances_policy.launch_template.launch_template_specification",
            f"{_POLICY}.LaunchTemplate.LaunchTemplateSpecification",
            launch_template_id="LaunchTemplateId",
            launch_template_name="LaunchTemplateName",
            version="Version",
        ),
        field(
            "mixed_instances_policy.launch_template.override",
            shaped(
                f"{_POLICY}.LaunchTemplate.Overrides",
                f"""instance_type weighted_capacity instance_requirements({REQUIREMENTS})
                launch_template_specification({_TEMPLATE})""",
                names=NAMES,
            ),
            # What comes first is taken first.
            sparse(
                ordered=("",),
                filled=("launch_template_id", "launch_template_name", "version"),
            ),
        ),
        field(
            "warm_pool",
            shaped(
                _has_pool,
                """max_group_prepared_capacity min_size pool_state
                instance_reuse_policy(reuse_on_scale_in)""",
            ),
            sparse(defaults={"max_group_prepared_capacity": -1, "pool_state": "Stopped"}),
            default=[],
        ),
        computed("arn", "AutoScalingGroupARN", arn_or_name),
    ),
    apply_only=(
        "force_delete",
        "force_delete_warm_pool",
        "ignore_failed_scaling_activities",
        "instance_refresh",
        "min_elb_capacity",
        "name_prefix",
        "wait_for_capacity_timeout",
        "wait_for_elb_capacity",
    ),
    uncovered={
        "initial_lifecycle_hook": "hooks are things of their own as soon as the group exists",
    },
    everywhere=_by_a_service,
    owns=(
        _owned("load_balancers", "aws_autoscaling_attachment"),
        _owned("target_group_arns", "aws_autoscaling_attachment"),
        _owned("traffic_source", "aws_autoscaling_attachment"),
        _owned("traffic_source", "aws_autoscaling_traffic_source_attachment"),
        _owned("tag", "aws_autoscaling_group_tag"),
        # Whoever scales the group sets its size.
        _owned("desired_capacity", "aws_autoscaling_policy"),
        _owned("desired_capacity", "aws_autoscaling_schedule"),
    ),
    import_id="{name}",
)
