"""What happens to keys outside of Terraform."""

from __future__ import annotations

import json

_EVERYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": {"AWS": "*"}}
        ],
    }
)


def _policy(name):
    return lambda aws: aws("kms").put_key_policy(
        KeyId=aws.id(f"aws_kms_key.{name}"), PolicyName="default", Policy=_EVERYBODY
    )


def _delete(name):
    return lambda aws: aws("kms").schedule_key_deletion(
        KeyId=aws.id(f"aws_kms_key.{name}"), PendingWindowInDays=7
    )


def _deleted_by_hand(aws):
    key = aws("kms").create_key()["KeyMetadata"]["KeyId"]
    aws("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    aws("kms").create_key()


CHANGES = {
    "aws_kms_key.main: policy": _policy("main"),
    "aws_kms_key_policy.apart: policy": _policy("apart"),
    "aws_kms_key.main: is_enabled": lambda aws: aws("kms").disable_key(
        KeyId=aws.id("aws_kms_key.main")
    ),
    "aws_kms_key.signing: is_enabled": lambda aws: aws("kms").enable_key(
        KeyId=aws.id("aws_kms_key.signing")
    ),
    "aws_kms_key.main: enable_key_rotation, "
    "aws_kms_key.main: rotation_period_in_days": lambda aws: aws("kms").disable_key_rotation(
        KeyId=aws.id("aws_kms_key.main")
    ),
    "aws_kms_key.main: description": lambda aws: aws("kms").update_key_description(
        KeyId=aws.id("aws_kms_key.main"), Description="by hand"
    ),
    "aws_kms_key.main: tags": lambda aws: aws("kms").untag_resource(
        KeyId=aws.id("aws_kms_key.main"), TagKeys=["team"]
    ),
    "aws_kms_key.signing: missing": _delete("signing"),
    "aws_kms_key.apart: missing, aws_kms_key_policy.apart: missing": _delete("apart"),
    # The one that waits for its deletion is nobody's any more.
    "unmanaged aws_kms_key": _deleted_by_hand,
    "aws_kms_alias.main: target_key_id": lambda aws: aws("kms").update_alias(
        AliasName="alias/team", TargetKeyId=aws.id("aws_kms_key.plain")
    ),
    "aws_kms_alias.main: missing": lambda aws: aws("kms").delete_alias(AliasName="alias/team"),
    "unmanaged aws_kms_alias": lambda aws: aws("kms").create_alias(
        AliasName="alias/by-hand", TargetKeyId=aws.id("aws_kms_key.main")
    ),
}

UNSET: dict[str, str] = {}
