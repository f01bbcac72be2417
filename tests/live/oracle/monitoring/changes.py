"""What happens to trails, logs and alarms outside of Terraform."""

from __future__ import annotations


def _trail(name, **more):
    return lambda aws: aws("cloudtrail").update_trail(Name=name, **more)


def _alarm(name, **more):
    def change(aws):
        client = aws("cloudwatch")
        found = client.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
        known = client.meta.service_model.operation_model("PutMetricAlarm").input_shape.members
        kept = {
            key: one for key, one in found.items() if key in known and one not in ("", [], None)
        }
        client.put_metric_alarm(**{**kept, **more})

    return change


def _without_key(aws):
    """The server cannot take a key away."""
    client = aws("logs")
    client.delete_log_group(logGroupName="/app/main")
    tags = aws.at("aws_cloudwatch_log_group.main", "tags_all")
    client.create_log_group(logGroupName="/app/main", tags=tags)
    client.put_retention_policy(logGroupName="/app/main", retentionInDays=90)


def _filter(aws):
    aws("logs").put_metric_filter(
        logGroupName="/app/main",
        filterName="denied",
        filterPattern="{ $.errorCode = NEVER }",
        metricTransformations=[
            {
                "metricName": "Denied",
                "metricNamespace": "Audit",
                "metricValue": "$.count",
                "unit": "Count",
                "dimensions": {"who": "$.userIdentity.arn"},
            }
        ],
    )


def _transformation(aws):
    aws("logs").put_metric_filter(
        logGroupName=aws.at("aws_cloudwatch_log_group.plain", "name"),
        filterName="all",
        filterPattern="",
        metricTransformations=[
            {
                "metricName": "All",
                "metricNamespace": "Elsewhere",
                "metricValue": "1",
                "defaultValue": 0,
            }
        ],
    )


def _blind(aws):
    """No more writes are logged."""
    aws("cloudtrail").put_event_selectors(
        TrailName="main",
        EventSelectors=[
            {
                "ReadWriteType": "ReadOnly",
                "IncludeManagementEvents": True,
                "ExcludeManagementEventSources": ["kms.amazonaws.com"],
                "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}],
            }
        ],
    )


def _advanced(aws):
    aws("cloudtrail").put_event_selectors(
        TrailName="whole",
        AdvancedEventSelectors=[
            {
                "Name": "secrets",
                "FieldSelectors": [
                    {"Field": "eventCategory", "Equals": ["Data"]},
                    {"Field": "resources.ARN", "NotStartsWith": ["arn:aws:s3:::a"]},
                ],
            }
        ],
    )


_ALARM = {
    "AlarmName": "by-hand",
    "ComparisonOperator": "GreaterThanThreshold",
    "EvaluationPeriods": 1,
    "MetricName": "Latency",
    "Namespace": "App",
    "Period": 60,
    "Statistic": "Sum",
    "Threshold": 1,
}

CHANGES = {
    "aws_cloudtrail.plain: enable_logging": lambda aws: aws("cloudtrail").stop_logging(
        Name="plain"
    ),
    "aws_cloudtrail.main: enable_logging": lambda aws: aws("cloudtrail").start_logging(Name="main"),
    "aws_cloudtrail.main: enable_log_file_validation": _trail(
        "main", EnableLogFileValidation=False
    ),
    "aws_cloudtrail.main: kms_key_id": _trail("main", KmsKeyId=""),
    "aws_cloudtrail.whole: is_multi_region_trail": _trail("whole", IsMultiRegionTrail=False),
    "aws_cloudtrail.plain: include_global_service_events": _trail(
        "plain", IncludeGlobalServiceEvents=False
    ),
    "aws_cloudtrail.main: s3_key_prefix": _trail("main", S3KeyPrefix="elsewhere"),
    "aws_cloudtrail.main: event_selector": _blind,
    "aws_cloudtrail.whole: advanced_event_selector": _advanced,
    "aws_cloudtrail.plain: insight_selector": lambda aws: aws("cloudtrail").put_insight_selectors(
        TrailName="plain", InsightSelectors=[{"InsightType": "ApiErrorRateInsight"}]
    ),
    "aws_cloudtrail.main: tags": lambda aws: aws("cloudtrail").remove_tags(
        ResourceId=aws.at("aws_cloudtrail.main", "arn"), TagsList=[{"Key": "team", "Value": "core"}]
    ),
    "aws_cloudtrail.main: missing": lambda aws: aws("cloudtrail").delete_trail(Name="main"),
    "unmanaged aws_cloudtrail": lambda aws: aws("cloudtrail").create_trail(
        Name="by-hand", S3BucketName="trueup-trail"
    ),
    "aws_cloudwatch_log_group.main: retention_in_days": lambda aws: aws(
        "logs"
    ).put_retention_policy(logGroupName="/app/main", retentionInDays=1),
    "aws_cloudwatch_log_group.main: kms_key_id": _without_key,
    "aws_cloudwatch_log_group.main: tags": lambda aws: aws("logs").untag_log_group(
        logGroupName="/app/main", tags=["team"]
    ),
    "aws_cloudwatch_log_group.plain: missing, aws_cloudwatch_log_metric_filter.plain: missing": (
        lambda aws: (
            aws("logs").delete_metric_filter(
                logGroupName=aws.at("aws_cloudwatch_log_group.plain", "name"), filterName="all"
            ),
            aws("logs").delete_log_group(
                logGroupName=aws.at("aws_cloudwatch_log_group.plain", "name")
            ),
        )
    ),
    "unmanaged aws_cloudwatch_log_group": lambda aws: (
        aws("logs").create_log_group(logGroupName="by-hand"),
        # Lambda makes such groups by itself.
        aws("logs").create_log_group(logGroupName="/aws/lambda/function"),
    ),
    "aws_cloudwatch_log_metric_filter.main: pattern": _filter,
    "aws_cloudwatch_log_metric_filter.plain: metric_transformation": _transformation,
    "aws_cloudwatch_log_metric_filter.main: missing": lambda aws: aws("logs").delete_metric_filter(
        logGroupName="/app/main", filterName="denied"
    ),
    "unmanaged aws_cloudwatch_log_metric_filter": lambda aws: aws("logs").put_metric_filter(
        logGroupName="/app/main",
        filterName="by-hand",
        filterPattern="x",
        metricTransformations=[{"metricName": "X", "metricNamespace": "Audit", "metricValue": "1"}],
    ),
    "aws_cloudwatch_metric_alarm.late: actions_enabled": lambda aws: aws(
        "cloudwatch"
    ).disable_alarm_actions(AlarmNames=["late"]),
    "aws_cloudwatch_metric_alarm.main: alarm_actions": _alarm("denied", AlarmActions=[]),
    "aws_cloudwatch_metric_alarm.main: threshold": _alarm("denied", Threshold=5000.0),
    "aws_cloudwatch_metric_alarm.main: treat_missing_data": _alarm(
        "denied", TreatMissingData="missing"
    ),
    "aws_cloudwatch_metric_alarm.main: dimensions": _alarm(
        "denied", Dimensions=[{"Name": "who", "Value": "nobody"}]
    ),
    "aws_cloudwatch_metric_alarm.main: tags": lambda aws: aws("cloudwatch").untag_resource(
        ResourceARN=aws.at("aws_cloudwatch_metric_alarm.main", "arn"), TagKeys=["team"]
    ),
    "aws_cloudwatch_metric_alarm.late: missing": lambda aws: aws("cloudwatch").delete_alarms(
        AlarmNames=["late"]
    ),
    "unmanaged aws_cloudwatch_metric_alarm": lambda aws: (
        aws("cloudwatch").put_metric_alarm(**_ALARM),
        # Application Auto Scaling makes such alarms by itself.
        aws("cloudwatch").put_metric_alarm(
            **{**_ALARM, "AlarmName": "TargetTracking-service/main/api-AlarmHigh-1234"}
        ),
    ),
}

HELPERS = ("aws_kms_key", "aws_s3_bucket", "aws_sns_topic")
UNSET: dict[str, str] = {}
