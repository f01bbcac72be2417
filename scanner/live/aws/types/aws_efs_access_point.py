"""An entry to a file system, with the user and the folder that it is bound to."""

from __future__ import annotations

from scanner.compare import string_set
from scanner.live.aws.efs import describe
from scanner.live.aws.table import by_id, computed, field, listed, tabled, tagged

_ROOT, _MADE = "root_directory", "root_directory.creation_info"
_CREATION = "RootDirectory.CreationInfo"

READER = tabled(
    "aws_efs_access_point",
    listed(describe("AccessPoints"), "AccessPoints", "AccessPointId"),
    key=by_id,
    fields=(
        field("file_system_id", "FileSystemId"),
        field("posix_user.gid", "PosixUser.Gid"),
        field("posix_user.secondary_gids", "PosixUser.SecondaryGids", string_set),
        field("posix_user.uid", "PosixUser.Uid"),
        field(f"{_ROOT}.path", "RootDirectory.Path", default="/"),
        field(f"{_MADE}.owner_gid", f"{_CREATION}.OwnerGid"),
        field(f"{_MADE}.owner_uid", f"{_CREATION}.OwnerUid"),
        field(f"{_MADE}.permissions", f"{_CREATION}.Permissions"),
        computed("arn", "AccessPointArn"),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
)
