"""Where a subnet reaches a file system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import string_set
from scanner.live.aws.api import required
from scanner.live.aws.efs import describe, of_each_file_system
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import by_id, computed, detail, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

TARGETS = describe("MountTargets")


def _targets(api: Api, file_system: str) -> Iterable[Item]:
    for one in api.items(TARGETS, "MountTargets", FileSystemId=file_system):
        yield Item(required(one, "MountTargetId"), one)


READER = tabled(
    "aws_efs_mount_target",
    of_each_file_system(TARGETS, _targets),
    key=by_id,
    fields=(
        field("file_system_id", "FileSystemId"),
        field("ip_address", "IpAddress"),
        field("subnet_id", "SubnetId"),
        computed("network_interface_id", "NetworkInterfaceId"),
        computed("owner_id", "OwnerId"),
    ),
    details=(
        detail(
            describe("MountTargetSecurityGroups", "MountTargetNotFound"),
            {"MountTargetId": "."},
            (field("security_groups", "SecurityGroups", string_set),),
        ),
    ),
)
