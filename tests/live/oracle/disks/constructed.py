"""What the local server lacks of disks, as the documentation has the answers."""

import re
from typing import Any

from family import World, graft

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_OUTPOST = "arn:aws:outposts:eu-west-1:123456789012:outpost/op-0123456789abcdef0"
DOCUMENTATION = {
    "aws_ebs_volume": f"{_API}API_Volume.html",
    "aws_ebs_snapshot": f"{_API}API_Snapshot.html",
}
AMENDED: dict[str, dict[str, Any]] = {
    "aws_ebs_volume.plain": {"outpost_arn": _OUTPOST},
    "aws_ebs_snapshot.plain": {"outpost_arn": _OUTPOST, "storage_tier": "archive"},
}
_FOREIGN = r"<item>(?:(?!</item>).)*?Auto-created snapshot for AMI(?:(?!</item>).)*</item>"


def amend(world: World, answers: dict[str, Any]) -> None:
    """Outposts and archives; and the server lists the snapshots of AWS's own images, whoever's
    are asked for."""
    for key, one in answers.items():
        if "Action=DescribeSnapshots" in key:
            body = re.sub(_FOREIGN, "", one["body"], flags=re.DOTALL)
            answers[key] = {**one, "body": body}
    outpost = f"<outpostArn>{_OUTPOST}</outpostArn>"
    volume, snapshot = world.id("aws_ebs_volume.plain"), world.id("aws_ebs_snapshot.plain")
    graft(answers, "Action=DescribeVolumes", volume, outpost)
    archived = f"{outpost}<storageTier>archive</storageTier>"
    graft(answers, "Action=DescribeSnapshots", snapshot, archived)
