"""What happens to copies of images and snapshots outside of Terraform."""


def _tag(address):
    return lambda aws: aws("ec2").create_tags(
        Resources=[aws.id(address)], Tags=[{"Key": "by", "Value": "hand"}]
    )


def _image(aws, address):
    return aws("ec2").deregister_image(ImageId=aws.id(address))


HELPERS = (
    "aws_instance",
    "aws_ebs_volume",
    "aws_db_instance",
    "aws_db_option_group",
    "aws_kms_key",
)
UNSET: dict[str, str] = {}

CHANGES = {
    "aws_ami_copy.main: public": lambda aws: aws("ec2").modify_image_attribute(
        ImageId=aws.id("aws_ami_copy.main"),
        LaunchPermission={"Add": [{"Group": "all"}]},
    ),
    "aws_ami_copy.main: tags": _tag("aws_ami_copy.main"),
    "aws_ami_copy.plain: missing": lambda aws: _image(aws, "aws_ami_copy.plain"),
    "aws_ami_from_instance.main: public": lambda aws: aws("ec2").modify_image_attribute(
        ImageId=aws.id("aws_ami_from_instance.main"),
        LaunchPermission={"Add": [{"Group": "all"}]},
    ),
    "aws_ami_from_instance.plain: tags": _tag("aws_ami_from_instance.plain"),
    "aws_ami_from_instance.plain: missing": lambda aws: _image(aws, "aws_ami_from_instance.plain"),
    "aws_ebs_snapshot_copy.main: tags": _tag("aws_ebs_snapshot_copy.main"),
    "aws_ebs_snapshot_copy.plain: missing": lambda aws: aws("ec2").delete_snapshot(
        SnapshotId=aws.id("aws_ebs_snapshot_copy.plain")
    ),
    "aws_ebs_snapshot.main: missing": lambda aws: aws("ec2").delete_snapshot(
        SnapshotId=aws.id("aws_ebs_snapshot.main")
    ),
    # Whether it is a copy is not told.
    "unmanaged aws_ebs_snapshot": lambda aws: aws("ec2").copy_snapshot(
        SourceSnapshotId=aws.id("aws_ebs_snapshot.main"), SourceRegion="eu-west-1"
    ),
    "aws_db_snapshot_copy.main: shared_accounts": lambda aws: aws(
        "rds"
    ).modify_db_snapshot_attribute(
        DBSnapshotIdentifier="copy", AttributeName="restore", ValuesToAdd=["all"]
    ),
    "aws_db_snapshot_copy.main: tags": lambda aws: aws("rds").add_tags_to_resource(
        ResourceName=aws.at("aws_db_snapshot_copy.main", "db_snapshot_arn"),
        Tags=[{"Key": "team", "Value": "other"}],
    ),
    "aws_db_snapshot_copy.plain: missing": lambda aws: aws("rds").delete_db_snapshot(
        DBSnapshotIdentifier="plain-copy"
    ),
    "unmanaged aws_db_snapshot": lambda aws: aws("rds").create_db_snapshot(
        DBSnapshotIdentifier="by-hand", DBInstanceIdentifier="main"
    ),
}
