"""What happens to what watches an account, outside of Terraform."""

from __future__ import annotations


def _detector(name, **more):
    return lambda aws: aws("guardduty").update_detector(
        DetectorId=aws.id(f"aws_guardduty_detector.{name}"), **more
    )


def _features(**change):
    def do(aws):
        client, identity = aws("guardduty"), aws.id("aws_guardduty_detector.plain")
        found = client.get_detector(DetectorId=identity)["Features"]
        client.update_detector(DetectorId=identity, Features=[{**found[0], **change}])

    return do


def _recorder(**group):
    return lambda aws: aws("config").put_configuration_recorder(
        ConfigurationRecorder={
            "name": "main",
            "roleARN": "arn:aws:iam::123456789012:role/config",
            "recordingGroup": group,
        }
    )


def _channel(**more):
    def change(aws):
        client = aws("config")
        found = client.describe_delivery_channels()["DeliveryChannels"][0]
        client.put_delivery_channel(DeliveryChannel={**found, **more})

    return change


def _without_recorder(aws):
    client = aws("config")
    client.stop_configuration_recorder(ConfigurationRecorderName="main")
    client.delete_delivery_channel(DeliveryChannelName="main")
    client.delete_configuration_recorder(ConfigurationRecorderName="main")


_DATA = {"S3Logs": {"Enable": False}, "Kubernetes": {"AuditLogs": {"Enable": True}}}

CHANGES = {
    "aws_guardduty_detector.plain: enable": _detector("plain", Enable=False),
    "aws_guardduty_detector.main: finding_publishing_frequency": _detector(
        "main", Enable=False, FindingPublishingFrequency="SIX_HOURS"
    ),
    "aws_guardduty_detector.main: datasources.s3_logs.enable": _detector(
        "main", Enable=False, DataSources=_DATA
    ),
    "aws_guardduty_detector.main: missing": lambda aws: aws("guardduty").delete_detector(
        DetectorId=aws.id("aws_guardduty_detector.main")
    ),
    "unmanaged aws_guardduty_detector": lambda aws: aws("guardduty").create_detector(Enable=True),
    "aws_guardduty_detector_feature.runtime: status": _features(Status="DISABLED"),
    "aws_guardduty_detector_feature.runtime: additional_configuration": _features(
        AdditionalConfiguration=[{"Name": "EKS_ADDON_MANAGEMENT", "Status": "DISABLED"}]
    ),
    "aws_guardduty_detector.plain: missing, aws_guardduty_detector_feature.runtime: missing": (
        lambda aws: aws("guardduty").delete_detector(
            DetectorId=aws.id("aws_guardduty_detector.plain")
        )
    ),
    "aws_config_configuration_recorder.main: recording_group": _recorder(
        allSupported=False,
        resourceTypes=["AWS::S3::Bucket"],
        recordingStrategy={"useOnly": "INCLUSION_BY_RESOURCE_TYPES"},
    ),
    "aws_config_configuration_recorder.main: missing, "
    "aws_config_configuration_recorder_status.main: missing, "
    "aws_config_delivery_channel.main: missing": _without_recorder,
    "aws_config_configuration_recorder_status.main: is_enabled": lambda aws: aws(
        "config"
    ).stop_configuration_recorder(ConfigurationRecorderName="main"),
    "aws_config_delivery_channel.main: s3_bucket_name": _channel(s3BucketName="elsewhere"),
    "aws_config_delivery_channel.main: s3_kms_key_arn": _channel(
        s3KmsKeyArn="arn:aws:kms:eu-west-1:123456789012:key/another"
    ),
    "aws_securityhub_account.main: missing": lambda aws: aws("securityhub").disable_security_hub(),
}
HELPERS = ("aws_s3_bucket", "aws_sns_topic")
UNSET: dict[str, str] = {}
