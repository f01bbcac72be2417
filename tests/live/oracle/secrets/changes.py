"""What happens to secrets and parameters outside of Terraform."""

from __future__ import annotations

import json

_EVERYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "secretsmanager:*",
                "Resource": "*",
                "Principal": {"AWS": "*"},
            }
        ],
    }
)


def _policy(name):
    return lambda aws: aws("secretsmanager").put_resource_policy(
        SecretId=aws.id(f"aws_secretsmanager_secret.{name}"), ResourcePolicy=_EVERYBODY
    )


def _no_policy(aws):
    aws("secretsmanager").delete_resource_policy(SecretId=aws.id("aws_secretsmanager_secret.apart"))


def _delete(name):
    return lambda aws: aws("secretsmanager").delete_secret(
        SecretId=aws.id(f"aws_secretsmanager_secret.{name}"), RecoveryWindowInDays=7
    )


def _put(name, value, kind, **more):
    return lambda aws: aws("ssm").put_parameter(
        Name=name, Value=value, Type=kind, Overwrite=True, **more
    )


_SIZE = {"Description": "How large", "AllowedPattern": "^[a-z]+$", "Tier": "Advanced"}

CHANGES = {
    "aws_secretsmanager_secret.main: policy": _policy("main"),
    "aws_secretsmanager_secret_policy.apart: policy": _policy("apart"),
    "aws_secretsmanager_secret_policy.apart: missing": _no_policy,
    "aws_secretsmanager_secret.plain: policy": _policy("plain"),
    "aws_secretsmanager_secret.main: tags": lambda aws: aws("secretsmanager").untag_resource(
        SecretId=aws.id("aws_secretsmanager_secret.main"), TagKeys=["team"]
    ),
    "aws_secretsmanager_secret.main: description": lambda aws: aws("secretsmanager").update_secret(
        SecretId=aws.id("aws_secretsmanager_secret.main"),
        Description="by hand",
        KmsKeyId=aws.at("aws_kms_key.main", "arn"),
    ),
    "aws_secretsmanager_secret.main: replica": lambda aws: aws(
        "secretsmanager"
    ).remove_regions_from_replication(
        SecretId=aws.id("aws_secretsmanager_secret.main"), RemoveReplicaRegions=["eu-central-1"]
    ),
    "aws_secretsmanager_secret.apart: missing, "
    "aws_secretsmanager_secret_policy.apart: missing": _delete("apart"),
    "unmanaged aws_secretsmanager_secret": lambda aws: aws("secretsmanager").create_secret(
        Name="by-hand"
    ),
    "aws_secretsmanager_secret_rotation.main: rotation_rules": lambda aws: aws(
        "secretsmanager"
    ).rotate_secret(
        SecretId=aws.id("aws_secretsmanager_secret.main"),
        RotationRules={"AutomaticallyAfterDays": 365},
        RotateImmediately=False,
    ),
    "unmanaged aws_secretsmanager_secret_rotation": lambda aws: aws("secretsmanager").rotate_secret(
        SecretId=aws.id("aws_secretsmanager_secret.apart"),
        RotationRules={"AutomaticallyAfterDays": 5},
        RotateImmediately=False,
    ),
    "aws_ssm_parameter.main: value": _put("/app/size", "small", "String", **_SIZE),
    "aws_ssm_parameter.main: description": _put(
        "/app/size", "large", "String", **{**_SIZE, "Description": "by hand"}
    ),
    "aws_ssm_parameter.main: allowed_pattern": _put(
        "/app/size", "large", "String", **{**_SIZE, "AllowedPattern": ".*"}
    ),
    "aws_ssm_parameter.main: tags": lambda aws: aws("ssm").remove_tags_from_resource(
        ResourceType="Parameter", ResourceId="/app/size", TagKeys=["team"]
    ),
    "aws_ssm_parameter.plain: value": _put("plain", "a,b,c", "StringList"),
    "aws_ssm_parameter.image: insecure_value": _put(
        "image", "ami-00000000000000000", "String", DataType="aws:ec2:image"
    ),
    # The value stays unseen; that there is another one does not.
    "aws_ssm_parameter.hidden: version": lambda aws: aws("ssm").put_parameter(
        Name="/app/token",
        Value="another",
        Type="SecureString",
        KeyId=aws.at("aws_kms_key.main", "key_id"),
        Overwrite=True,
    ),
    "aws_ssm_parameter.hidden: missing": lambda aws: aws("ssm").delete_parameter(Name="/app/token"),
    "aws_ssm_parameter.plain: missing": lambda aws: aws("ssm").delete_parameter(Name="plain"),
    "unmanaged aws_ssm_parameter": lambda aws: aws("ssm").put_parameter(
        Name="/by/hand", Value="x", Type="String"
    ),
}

UNSET: dict[str, str] = {}
