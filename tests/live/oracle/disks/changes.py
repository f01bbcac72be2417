"""What happens to disks and keys outside of Terraform."""

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGMTgO1MpEJxw5EoZLUyaTLwjeGOWF3RRvSZ1Xr1D0kP"


def _replaced_key(aws):
    ec2 = aws("ec2")
    ec2.delete_key_pair(KeyName="trueup-main")
    ec2.import_key_pair(KeyName="trueup-main", PublicKeyMaterial=KEY.encode())


def _moved_attachment(aws):
    ec2, volume = aws("ec2"), aws.id("aws_ebs_volume.plain")
    instance = aws.id("aws_instance.attached")
    ec2.detach_volume(VolumeId=volume, InstanceId=instance)
    ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdz")


CHANGES = {
    "aws_ebs_volume.shared: size": lambda aws: aws("ec2").modify_volume(
        VolumeId=aws.id("aws_ebs_volume.shared"), Size=40
    ),
    "aws_ebs_volume.main: throughput": lambda aws: aws("ec2").modify_volume(
        VolumeId=aws.id("aws_ebs_volume.main"), Throughput=400
    ),
    "aws_ebs_volume.main: tags": lambda aws: aws("ec2").delete_tags(
        Resources=[aws.id("aws_ebs_volume.main")], Tags=[{"Key": "team"}]
    ),
    "aws_ebs_volume.restored: missing": lambda aws: aws("ec2").delete_volume(
        VolumeId=aws.id("aws_ebs_volume.restored")
    ),
    "unmanaged aws_ebs_volume": lambda aws: aws("ec2").create_volume(
        AvailabilityZone="eu-west-1a", Size=1
    ),
    "aws_volume_attachment.plain: device_name": _moved_attachment,
    "aws_volume_attachment.plain: missing": lambda aws: aws("ec2").detach_volume(
        VolumeId=aws.id("aws_ebs_volume.plain"), InstanceId=aws.id("aws_instance.attached")
    ),
    "unmanaged aws_volume_attachment": lambda aws: aws("ec2").attach_volume(
        VolumeId=aws.id("aws_ebs_volume.restored"),
        InstanceId=aws.id("aws_instance.attached"),
        Device="/dev/sdy",
    ),
    # An instance without attachments of their own shows its disks itself.
    "aws_instance.plain: ebs_block_device": lambda aws: aws("ec2").attach_volume(
        VolumeId=aws.id("aws_ebs_volume.restored"),
        InstanceId=aws.id("aws_instance.plain"),
        Device="/dev/sdy",
    ),
    "aws_ebs_snapshot.main: tags": lambda aws: aws("ec2").delete_tags(
        Resources=[aws.id("aws_ebs_snapshot.main")], Tags=[{"Key": "team"}]
    ),
    "aws_ebs_snapshot.main: missing": lambda aws: aws("ec2").delete_snapshot(
        SnapshotId=aws.id("aws_ebs_snapshot.main")
    ),
    "unmanaged aws_ebs_snapshot": lambda aws: aws("ec2").create_snapshot(
        VolumeId=aws.id("aws_ebs_volume.main")
    ),
    "aws_ebs_encryption_by_default.main: enabled": lambda aws: aws(
        "ec2"
    ).enable_ebs_encryption_by_default(),
    "aws_key_pair.main: public_key, aws_key_pair.main: fingerprint, "
    "aws_key_pair.main: key_pair_id, aws_key_pair.main: tags": _replaced_key,
    "aws_key_pair.plain: tags": lambda aws: aws("ec2").create_tags(
        Resources=[aws.at("aws_key_pair.plain", "key_pair_id")],
        Tags=[{"Key": "by", "Value": "hand"}],
    ),
    "aws_key_pair.plain: missing": lambda aws: aws("ec2").delete_key_pair(KeyName="trueup-plain"),
    "unmanaged aws_key_pair": lambda aws: aws("ec2").create_key_pair(KeyName="by-hand"),
}

NEVER = {
    "aws_ebs_encryption_by_default: missing": "every region has the setting",
}
HELPERS = ("aws_kms_key", "aws_subnet", "aws_vpc")
