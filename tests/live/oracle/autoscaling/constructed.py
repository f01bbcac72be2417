"""What the local server lacks of Auto Scaling, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
DOCUMENTATION = {
    "aws_autoscaling_group": f"{_API}API_AutoScalingGroup.html",
    "aws_autoscaling_policy": f"{_API}API_ScalingPolicy.html",
}
_HOME = "arn:aws:autoscaling:eu-west-1:123456789012"
_ROLE = (
    "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/"
    "AWSServiceRoleForAutoScaling"
)
_RICH = f"{_HOME}:autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/"
_POLICY = f"{_HOME}:scalingPolicy:11111111-2222-3333-4444-555555555555:autoScalingGroupName/"
_BALANCED = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"
_LATTICE = "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0"
_LABEL = "app/web/0123456789abcdef/targetgroup/web/0123456789abcdef"

_COMMON = {"default_cooldown": 300, "service_linked_role_arn": _ROLE, "health_check_type": "EC2"}
KNOWN: dict[str, dict[str, Any]] = {
    "aws_autoscaling_group.rich": {"id": "trueup-rich", "arn": f"{_RICH}trueup-rich", **_COMMON},
    "aws_autoscaling_group.mixed": {
        "id": "trueup-mixed",
        "arn": f"{_RICH}trueup-mixed",
        "availability_zones": ["eu-west-1a", "eu-west-1b"],
        "mixed_instances_policy": [
            {
                "instances_distribution": [
                    {
                        "on_demand_allocation_strategy": "lowest-price",
                        "on_demand_base_capacity": 1,
                        "on_demand_percentage_above_base_capacity": 25,
                        "spot_allocation_strategy": "lowest-price",
                        "spot_instance_pools": 3,
                        "spot_max_price": "0.05",
                    }
                ],
                "launch_template": [
                    {
                        "launch_template_specification": [
                            {
                                "launch_template_id": "lt-0123456789abcdef0",
                                "launch_template_name": "main",
                                "version": "$Latest",
                            }
                        ],
                        "override": [
                            {
                                "instance_requirements": [],
                                "instance_type": "c5.large",
                                "launch_template_specification": [],
                                "weighted_capacity": "2",
                            },
                            {
                                "instance_requirements": [
                                    {
                                        "accelerator_count": [],
                                        "bare_metal": "excluded",
                                        "burstable_performance": "",
                                        "cpu_manufacturers": ["amd", "intel"],
                                        "memory_mib": [{"max": 0, "min": 1024}],
                                        "require_hibernate_support": False,
                                        "vcpu_count": [{"max": 8, "min": 2}],
                                    }
                                ],
                                "instance_type": "",
                                "launch_template_specification": [
                                    {
                                        "launch_template_id": "lt-0123456789abcdef1",
                                        "launch_template_name": "other",
                                        "version": "",
                                    }
                                ],
                                "weighted_capacity": "1",
                            },
                        ],
                    }
                ],
            }
        ],
        **_COMMON,
    },
    "aws_autoscaling_policy.step": {"id": "steps", "arn": f"{_POLICY}trueup-rich:policyName/steps"},
    "aws_autoscaling_policy.custom": {
        "id": "custom",
        "arn": f"{_POLICY}trueup-rich:policyName/custom",
        "metric_aggregation_type": "",
    },
    "aws_autoscaling_policy.predictive": {
        "id": "predictive",
        "arn": f"{_POLICY}trueup-mixed:policyName/predictive",
        "metric_aggregation_type": "",
    },
}
# The server does not tell whether a policy is on.
AMENDED = {
    "aws_autoscaling_policy.simple": {"enabled": True},
    "aws_autoscaling_policy.target": {"enabled": True},
}


def _group(name: str, body: str) -> str:
    return f"""<member><AutoScalingGroupName>{name}</AutoScalingGroupName>
<AutoScalingGroupARN>{_RICH}{name}</AutoScalingGroupARN><MinSize>1</MinSize><MaxSize>9</MaxSize>
<DefaultCooldown>300</DefaultCooldown>
<AvailabilityZones><member>eu-west-1b</member><member>eu-west-1a</member></AvailabilityZones>
<HealthCheckType>EC2</HealthCheckType><Instances/><SuspendedProcesses/><EnabledMetrics/><Tags/>
<TerminationPolicies><member>Default</member></TerminationPolicies>
<CreatedTime>2026-01-01T00:00:00Z</CreatedTime>
<NewInstancesProtectedFromScaleIn>false</NewInstancesProtectedFromScaleIn>
<CapacityRebalance>false</CapacityRebalance>
<ServiceLinkedRoleARN>{_ROLE}</ServiceLinkedRoleARN>{body}</member>"""


_GROUPS = _group(
    "trueup-rich",
    f"""<DesiredCapacity>3</DesiredCapacity><Context>reserved</Context>
<DefaultInstanceWarmup>120</DefaultInstanceWarmup><DesiredCapacityType>units</DesiredCapacityType>
<HealthCheckGracePeriod>60</HealthCheckGracePeriod>
<LaunchConfigurationName>trueup-2026</LaunchConfigurationName>
<MaxInstanceLifetime>604800</MaxInstanceLifetime>
<AvailabilityZoneDistribution>
<CapacityDistributionStrategy>balanced-only</CapacityDistributionStrategy>
</AvailabilityZoneDistribution>
<CapacityReservationSpecification>
<CapacityReservationPreference>capacity-reservations-only</CapacityReservationPreference>
<CapacityReservationTarget><CapacityReservationIds><member>cr-0123456789abcdef0</member>
</CapacityReservationIds></CapacityReservationTarget></CapacityReservationSpecification>
<InstanceMaintenancePolicy><MinHealthyPercentage>90</MinHealthyPercentage>
<MaxHealthyPercentage>120</MaxHealthyPercentage></InstanceMaintenancePolicy>
<TrafficSources><member><Identifier>{_LATTICE}</Identifier><Type>vpc-lattice</Type></member>
</TrafficSources>
<WarmPoolConfiguration><MaxGroupPreparedCapacity>5</MaxGroupPreparedCapacity><MinSize>1</MinSize>
<PoolState>Hibernated</PoolState>
<InstanceReusePolicy><ReuseOnScaleIn>true</ReuseOnScaleIn></InstanceReusePolicy>
</WarmPoolConfiguration>""",
) + _group(
    "trueup-mixed",
    f"""<DesiredCapacity>1</DesiredCapacity><HealthCheckGracePeriod>300</HealthCheckGracePeriod>
<LoadBalancerNames><member>classic</member></LoadBalancerNames>
<TargetGroupARNs><member>{_BALANCED}</member></TargetGroupARNs>
<VPCZoneIdentifier>subnet-0123456789abcdef1,subnet-0123456789abcdef0</VPCZoneIdentifier>
<MixedInstancesPolicy><InstancesDistribution>
<OnDemandAllocationStrategy>lowest-price</OnDemandAllocationStrategy>
<OnDemandBaseCapacity>1</OnDemandBaseCapacity>
<OnDemandPercentageAboveBaseCapacity>25</OnDemandPercentageAboveBaseCapacity>
<SpotAllocationStrategy>lowest-price</SpotAllocationStrategy>
<SpotInstancePools>3</SpotInstancePools><SpotMaxPrice>0.05</SpotMaxPrice>
</InstancesDistribution><LaunchTemplate><LaunchTemplateSpecification>
<LaunchTemplateId>lt-0123456789abcdef0</LaunchTemplateId>
<LaunchTemplateName>main</LaunchTemplateName><Version>$Latest</Version>
</LaunchTemplateSpecification><Overrides>
<member><InstanceType>c5.large</InstanceType><WeightedCapacity>2</WeightedCapacity></member>
<member><WeightedCapacity>1</WeightedCapacity><LaunchTemplateSpecification>
<LaunchTemplateId>lt-0123456789abcdef1</LaunchTemplateId>
<LaunchTemplateName>other</LaunchTemplateName></LaunchTemplateSpecification>
<InstanceRequirements><VCpuCount><Min>2</Min><Max>8</Max></VCpuCount>
<MemoryMiB><Min>1024</Min></MemoryMiB>
<CpuManufacturers><member>intel</member><member>amd</member></CpuManufacturers>
<BareMetal>excluded</BareMetal></InstanceRequirements></member>
</Overrides></LaunchTemplate></MixedInstancesPolicy>""",
)


def _policy(group: str, name: str, kind: str, body: str) -> str:
    return f"""<member><AutoScalingGroupName>{group}</AutoScalingGroupName>
<PolicyName>{name}</PolicyName><PolicyARN>{_POLICY}{group}:policyName/{name}</PolicyARN>
<PolicyType>{kind}</PolicyType><Alarms/>{body}</member>"""


_ON = "<Enabled>true</Enabled>"
_POLICIES = (
    _policy(
        "trueup-rich",
        "steps",
        "StepScaling",
        """<Enabled>false</Enabled><AdjustmentType>PercentChangeInCapacity</AdjustmentType>
<MinAdjustmentMagnitude>2</MinAdjustmentMagnitude>
<StepAdjustments><member><MetricIntervalLowerBound>10.5</MetricIntervalLowerBound>
<ScalingAdjustment>30</ScalingAdjustment></member>
<member><MetricIntervalLowerBound>0.0</MetricIntervalLowerBound>
<MetricIntervalUpperBound>10.5</MetricIntervalUpperBound>
<ScalingAdjustment>10</ScalingAdjustment></member></StepAdjustments>
<MetricAggregationType>Maximum</MetricAggregationType>
<EstimatedInstanceWarmup>60</EstimatedInstanceWarmup>""",
    )
    + _policy(
        "trueup-rich",
        "custom",
        "TargetTrackingScaling",
        f"""{_ON}<StepAdjustments/><TargetTrackingConfiguration><TargetValue>100.0</TargetValue>
<DisableScaleIn>false</DisableScaleIn><CustomizedMetricSpecification><Metrics>
<member><Id>e1</Id><Expression>m1 / 2</Expression><ReturnData>true</ReturnData></member>
<member><Id>m1</Id><Label>messages</Label><ReturnData>false</ReturnData>
<MetricStat><Stat>Sum</Stat><Unit>Count</Unit><Metric><Namespace>AWS/SQS</Namespace>
<MetricName>ApproximateNumberOfMessagesVisible</MetricName>
<Dimensions><member><Name>QueueName</Name><Value>orders</Value></member></Dimensions></Metric>
</MetricStat></member></Metrics></CustomizedMetricSpecification></TargetTrackingConfiguration>""",
    )
    + _policy(
        "trueup-mixed",
        "predictive",
        "PredictiveScaling",
        f"""{_ON}<PredictiveScalingConfiguration><MetricSpecifications><member>
<TargetValue>32.0</TargetValue><PredefinedLoadMetricSpecification>
<PredefinedMetricType>ALBTargetGroupRequestCount</PredefinedMetricType>
<ResourceLabel>{_LABEL}</ResourceLabel></PredefinedLoadMetricSpecification>
<CustomizedScalingMetricSpecification><MetricDataQueries><member><Id>load</Id>
<MetricStat><Metric><Namespace>AWS/EC2</Namespace><MetricName>CPUUtilization</MetricName></Metric>
<Stat>Average</Stat></MetricStat><ReturnData>true</ReturnData></member></MetricDataQueries>
</CustomizedScalingMetricSpecification></member></MetricSpecifications>
<Mode>ForecastAndScale</Mode><SchedulingBufferTime>300</SchedulingBufferTime>
<MaxCapacityBreachBehavior>IncreaseMaxCapacity</MaxCapacityBreachBehavior>
<MaxCapacityBuffer>10</MaxCapacityBuffer></PredictiveScalingConfiguration>""",
    )
)


def amend(world: World, answers: dict[str, Any]) -> None:
    """Groups and policies that the server cannot make, and whether a policy is on."""
    for key, one in answers.items():
        body = one["body"].replace("</AutoScalingGroups>", f"{_GROUPS}</AutoScalingGroups>")
        body = body.replace("<ScalingPolicies/>", "<ScalingPolicies></ScalingPolicies>")
        body = body.replace("</ScalingPolicies>", f"{_POLICIES}</ScalingPolicies>")
        answers[key] = {**one, "body": body}
    for name in ("out", "busy"):
        named = f"<PolicyName>{name}</PolicyName>"
        swap(answers, "DescribePolicies", named, f"{named}{_ON}", after="<ScalingPolicies>")


_SAID = "autoscaling Action=DescribeAutoScalingGroups&Version=2011-01-01"
_WHEN = "autoscaling Action=DescribePolicies&Version=2011-01-01"


def _missing(key: str, opening: str, name: str) -> Any:
    """The list without the element of that name."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        body = answers[key]["body"]
        start = body.rindex("<member><AutoScalingGroupName>", 0, body.index(f">{name}</{opening}>"))
        following = body.find("<member><AutoScalingGroupName>", start + 1)
        end = following if following > 0 else body.index("</ScalingPolicies>")
        return {key: {**answers[key], "body": body[:start] + body[end:]}}

    return edits


EDITS: dict[str, Any] = {
    "aws_autoscaling_group.rich: warm_pool": {
        _SAID: ("<PoolState>Hibernated", "<PoolState>Running")
    },
    "aws_autoscaling_group.rich: instance_maintenance_policy.min_healthy_percentage": {
        _SAID: ("<MinHealthyPercentage>90", "<MinHealthyPercentage>0")
    },
    "aws_autoscaling_group.rich: launch_configuration": {_SAID: (">trueup-2026<", ">trueup-2025<")},
    "aws_autoscaling_group.rich: traffic_source": {_SAID: ("tg-0123456789abcdef0", "tg-0")},
    "aws_autoscaling_group.mixed: mixed_instances_policy.launch_template.override": {
        _SAID: ("<InstanceType>c5.large", "<InstanceType>p4d.24xlarge")
    },
    "aws_autoscaling_group.mixed: "
    "mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity": {
        _SAID: ("<OnDemandPercentageAboveBaseCapacity>25", "<OnDemandPercentageAboveBaseCapacity>0")
    },
    "aws_autoscaling_policy.step: step_adjustment": {
        _WHEN: ("<ScalingAdjustment>30", "<ScalingAdjustment>300")
    },
    "aws_autoscaling_policy.step: enabled": {
        _WHEN: ("<Enabled>false</Enabled>", "<Enabled>true</Enabled>")
    },
    "aws_autoscaling_policy.custom: target_tracking_configuration": {
        _WHEN: (">m1 / 2<", ">m1 / 200<")
    },
    "aws_autoscaling_policy.predictive: predictive_scaling_configuration": {
        _WHEN: ("<Mode>ForecastAndScale", "<Mode>ForecastOnly")
    },
    "aws_autoscaling_policy.step: missing": _missing(_WHEN, "PolicyName", "steps"),
}
