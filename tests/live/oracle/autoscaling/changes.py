"""What happens to groups of instances outside of Terraform."""


def _update(aws, **settings):
    aws("autoscaling").update_auto_scaling_group(AutoScalingGroupName="trueup-main", **settings)


def _policy(aws, name, **settings):
    aws("autoscaling").put_scaling_policy(
        AutoScalingGroupName="trueup-main", PolicyName=name, **settings
    )


CHANGES = {
    "aws_autoscaling_group.main: health_check_type": lambda aws: _update(
        aws, HealthCheckType="EC2"
    ),
    "aws_autoscaling_group.main: max_size": lambda aws: _update(aws, MaxSize=100),
    "aws_autoscaling_group.main: protect_from_scale_in": lambda aws: _update(
        aws, NewInstancesProtectedFromScaleIn=False
    ),
    # Its policies scale the other group, and nothing is drift of its size.
    "aws_autoscaling_group.plain: desired_capacity, aws_autoscaling_group.plain: max_size": (
        lambda aws: aws("autoscaling").update_auto_scaling_group(
            AutoScalingGroupName="trueup-plain", MaxSize=2, DesiredCapacity=1
        )
    ),
    "aws_autoscaling_group.main: suspended_processes": lambda aws: aws(
        "autoscaling"
    ).suspend_processes(AutoScalingGroupName="trueup-main", ScalingProcesses=["HealthCheck"]),
    "aws_autoscaling_group.main: tag": lambda aws: aws("autoscaling").create_or_update_tags(
        Tags=[
            {
                "ResourceId": "trueup-main",
                "ResourceType": "auto-scaling-group",
                "Key": "team",
                "Value": "other",
                "PropagateAtLaunch": True,
            }
        ]
    ),
    "aws_autoscaling_group.plain: missing": lambda aws: aws(
        "autoscaling"
    ).delete_auto_scaling_group(AutoScalingGroupName="trueup-plain", ForceDelete=True),
    "unmanaged aws_autoscaling_group": lambda aws: aws("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="by-hand",
        MinSize=0,
        MaxSize=1,
        LaunchTemplate={"LaunchTemplateName": "trueup-group", "Version": "1"},
        AvailabilityZones=["eu-west-1a"],
    ),
    "aws_autoscaling_policy.simple: scaling_adjustment": lambda aws: _policy(
        aws,
        "out",
        AdjustmentType="PercentChangeInCapacity",
        ScalingAdjustment=500,
        Cooldown=120,
    ),
    "aws_autoscaling_policy.target: target_tracking_configuration": lambda aws: _policy(
        aws,
        "busy",
        PolicyType="TargetTrackingScaling",
        EstimatedInstanceWarmup=90,
        TargetTrackingConfiguration={
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
            "TargetValue": 90.0,
            "DisableScaleIn": True,
        },
    ),
    "aws_autoscaling_policy.simple: missing": lambda aws: aws("autoscaling").delete_policy(
        AutoScalingGroupName="trueup-main", PolicyName="out"
    ),
    "unmanaged aws_autoscaling_policy": lambda aws: _policy(
        aws, "by-hand", AdjustmentType="ExactCapacity", ScalingAdjustment=9
    ),
}

UNSET = {
    "aws_autoscaling_group.metrics_granularity": "AWS knows no other than 1Minute",
}
HELPERS = ("aws_launch_template", "aws_subnet", "aws_vpc")
