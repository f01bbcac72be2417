"""What happens to the settings of buckets outside of Terraform."""

from __future__ import annotations

_MAIN = "trueup-family-main"
_PLAIN = "trueup-family-plain"
_THEIRS = "arn:aws:sns:eu-west-1:999999999999:theirs"


def _lock(days):
    def change(aws):
        rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": days}}
        if not days:
            rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}
        aws("s3").put_object_lock_configuration(
            Bucket=_MAIN,
            ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule},
        )

    return change


def _told(change):
    def changed(aws):
        s3 = aws("s3")
        found = s3.get_bucket_notification_configuration(Bucket=_MAIN)
        found.pop("ResponseMetadata")
        change(found)
        s3.put_bucket_notification_configuration(Bucket=_MAIN, NotificationConfiguration=found)

    return changed


def _more_events(found):
    for one in found["QueueConfigurations"]:
        if one["Id"] == "new":
            one["Events"].append("s3:ObjectRemoved:Delete")


def _another_topic(found):
    found["TopicConfigurations"][0]["TopicArn"] = _THEIRS


def _another_function(found):
    found["LambdaFunctionConfigurations"][0]["Filter"]["Key"]["FilterRules"][0]["Value"] = "all/"


CHANGES = {
    "aws_s3_bucket.plain: tags": lambda aws: aws("s3").put_bucket_tagging(
        Bucket=_PLAIN, Tagging={"TagSet": [{"Key": "by", "Value": "hand"}]}
    ),
    "aws_s3_bucket_versioning.main: versioning_configuration.status": lambda aws: aws(
        "s3"
    ).put_bucket_versioning(Bucket=_MAIN, VersioningConfiguration={"Status": "Suspended"}),
    "aws_s3_bucket_object_lock_configuration.main: rule": _lock(1),
    " aws_s3_bucket_object_lock_configuration.main: rule": _lock(0),
    "aws_s3_bucket_accelerate_configuration.main: status": lambda aws: aws(
        "s3"
    ).put_bucket_accelerate_configuration(
        Bucket=_MAIN, AccelerateConfiguration={"Status": "Suspended"}
    ),
    "aws_s3_bucket_notification.main: queue": _told(_more_events),
    "aws_s3_bucket_notification.main: topic": _told(_another_topic),
    "aws_s3_bucket_notification.main: lambda_function": _told(_another_function),
    "aws_s3_bucket_notification.main: missing": lambda aws: aws(
        "s3"
    ).put_bucket_notification_configuration(Bucket=_MAIN, NotificationConfiguration={}),
    "unmanaged aws_s3_bucket_notification": lambda aws: aws(
        "s3"
    ).put_bucket_notification_configuration(
        Bucket=_PLAIN,
        NotificationConfiguration={
            "TopicConfigurations": [{"TopicArn": _THEIRS, "Events": ["s3:ObjectCreated:*"]}]
        },
    ),
    "aws_s3_bucket.years: missing, "
    "aws_s3_bucket_object_lock_configuration.years: missing, "
    "aws_s3_bucket_accelerate_configuration.years: missing": lambda aws: aws("s3").delete_bucket(
        Bucket="trueup-family-years"
    ),
    "aws_s3_bucket_versioning.gone: missing, aws_s3_bucket.gone: missing": lambda aws: aws(
        "s3"
    ).delete_bucket(Bucket="trueup-family-gone"),
}

_ELSEWHERE = "set in the stack recorded before"

UNSET = {
    **{
        f"aws_s3_bucket.{name}": _ELSEWHERE
        for name in (
            "cors_rule",
            "grant",
            "lifecycle_rule",
            "logging",
            "policy",
            "replication_configuration",
            "request_payer",
            "server_side_encryption_configuration",
            "tags",
            "website",
        )
    },
    "aws_s3_bucket_versioning.versioning_configuration.mfa_delete": _ELSEWHERE,
    "aws_s3_bucket_object_lock_configuration.object_lock_enabled": "it has one value",
}
