"""What the local server lacks of copies, as the documentation has the answers."""

from __future__ import annotations

import re
from typing import Any

from family import World, graft, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {
    "aws_ami_copy": f"{_API}API_Image.html",
    "aws_ami_from_instance": f"{_API}API_Image.html",
    "aws_ebs_snapshot_copy": f"{_API}API_Snapshot.html",
    "aws_db_snapshot_copy": (
        "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html"
    ),
}
_EPHEMERAL = [{"device_name": "/dev/sdb", "virtual_name": "ephemeral0"}]
_LATER = {"deprecation_time": "2031-01-01T00:00:00Z", "ephemeral_block_device": _EPHEMERAL}
_IMAGES = ("aws_ami_copy.main", "aws_ami_from_instance.main")
AMENDED: dict[str, dict[str, Any]] = {
    **{address: dict(_LATER) for address in _IMAGES},
    "aws_ebs_snapshot_copy.plain": {"storage_tier": "archive"},
    "aws_db_snapshot_copy.main": {"option_group_name": "main"},
}
_FOREIGN = r"<item>(?:(?!</item>).)*?Auto-created snapshot for AMI(?:(?!</item>).)*</item>"


def amend(world: World, answers: dict[str, Any]) -> None:
    """When images are deprecated, disks of their own, archives; and the server lists the snapshots
    of AWS's own images, whoever's are asked for."""
    for key, one in answers.items():
        if "Action=DescribeSnapshots" in key:
            body = re.sub(_FOREIGN, "", one["body"], flags=re.DOTALL)
            answers[key] = {**one, "body": body}
    archived = "<storageTier>archive</storageTier>"
    graft(answers, "DescribeSnapshots", world.id("aws_ebs_snapshot_copy.plain"), archived)
    group = "<OptionGroupName>main</OptionGroupName>"
    name = "<DBSnapshotIdentifier>copy</DBSnapshotIdentifier>"
    swap(answers, "DescribeDBSnapshots&", name, name + group)
    disk = "<item><deviceName>/dev/sdb</deviceName><virtualName>ephemeral0</virtualName></item>"
    for address in _IMAGES:
        name = world.id(address)
        disks = "<blockDeviceMapping>"
        swap(answers, "DescribeImages", disks, disks + disk, before=f"<imageId>{name}</imageId>")
        later = "<deprecationTime>2031-01-01T00:00:00.000Z</deprecationTime>"
        graft(answers, "DescribeImages", name, later)
