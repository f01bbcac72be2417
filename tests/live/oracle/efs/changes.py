"""What happens to file systems outside of Terraform."""

import json
from typing import Any


def _open(aws: Any) -> None:
    aws("efs").put_file_system_policy(
        FileSystemId=aws.id("aws_efs_file_system.main"),
        Policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": "elasticfilesystem:ClientMount",
                        "Principal": {"AWS": "*"},
                    }
                ],
            }
        ),
    )


def _kept(aws: Any) -> None:
    aws("efs").put_lifecycle_configuration(
        FileSystemId=aws.id("aws_efs_file_system.main"),
        LifecyclePolicies=[{"TransitionToIA": "AFTER_7_DAYS"}],
    )


def _without_plain(aws: Any) -> None:
    aws("efs").delete_access_point(AccessPointId=aws.id("aws_efs_access_point.plain"))
    aws("efs").delete_file_system(FileSystemId=aws.id("aws_efs_file_system.plain"))


def _tag(address: str) -> Any:
    return lambda aws: aws("efs").tag_resource(
        ResourceId=aws.id(address), Tags=[{"Key": "by", "Value": "hand"}]
    )


CHANGES = {
    "aws_efs_file_system_policy.main: policy": _open,
    "unmanaged aws_efs_file_system_policy": lambda aws: aws("efs").put_file_system_policy(
        FileSystemId=aws.id("aws_efs_file_system.plain"),
        Policy=json.dumps({"Version": "2012-10-17", "Statement": []}),
    ),
    "aws_efs_file_system.main: lifecycle_policy": _kept,
    "aws_efs_file_system.plain: tags": _tag("aws_efs_file_system.plain"),
    "aws_efs_file_system.plain: missing, aws_efs_access_point.plain: missing": _without_plain,
    "unmanaged aws_efs_file_system": lambda aws: aws("efs").create_file_system(
        CreationToken="by-hand"
    ),
    "aws_efs_mount_target.main: security_groups": lambda aws: aws(
        "efs"
    ).modify_mount_target_security_groups(
        MountTargetId=aws.id("aws_efs_mount_target.main"), SecurityGroups=[]
    ),
    "aws_efs_mount_target.plain: missing": lambda aws: aws("efs").delete_mount_target(
        MountTargetId=aws.id("aws_efs_mount_target.plain")
    ),
    "unmanaged aws_efs_mount_target": lambda aws: aws("efs").create_mount_target(
        FileSystemId=aws.id("aws_efs_file_system.plain"), SubnetId=aws.id("aws_subnet.a")
    ),
    "aws_efs_access_point.main: tags": _tag("aws_efs_access_point.main"),
    "unmanaged aws_efs_access_point": lambda aws: aws("efs").create_access_point(
        ClientToken="by-hand",
        FileSystemId=aws.id("aws_efs_file_system.main"),
        RootDirectory={"Path": "/"},
    ),
}

UNSET: dict[str, str] = {}
