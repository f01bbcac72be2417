"""What the local server lacks of file systems, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/efs/latest/ug/"

AMENDED = {"aws_efs_file_system.main": {"protection": [{"replication_overwrite": "DISABLED"}]}}
DOCUMENTATION = {"aws_efs_file_system": f"{_API}API_FileSystemDescription.html"}

_FILE_SYSTEMS = "/file-systems?"
_PROTECTED = '"FileSystemProtection": {"ReplicationOverwriteProtection": "DISABLED"}, '


def amend(world: World, answers: dict[str, Any]) -> None:
    """The protection against being overwritten, which the server knows nothing of."""
    token = '"CreationToken": "main"'
    swap(answers, _FILE_SYSTEMS, token, _PROTECTED + token)


def _in(request: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {key: (old, new) for key in answers if request in key}

    return edits


EDITS = {
    "aws_efs_file_system.main: protection.replication_overwrite": _in(
        _FILE_SYSTEMS, ': "DISABLED"', ': "ENABLED"'
    ),
    "aws_efs_file_system.main: throughput_mode, "
    "aws_efs_file_system.main: provisioned_throughput_in_mibps": _in(
        _FILE_SYSTEMS,
        '"ThroughputMode": "provisioned", "ProvisionedThroughputInMibps": 64',
        '"ThroughputMode": "elastic", "ProvisionedThroughputInMibps": null',
    ),
    "aws_efs_access_point.main: posix_user.uid": _in("/access-points", '"Uid": 1001', '"Uid": 0'),
    "aws_efs_file_system_policy.main: missing": lambda world, answers: {
        key: {
            "status": "404 Not Found",
            "type": "application/json",
            "headers": {"x-amzn-errortype": "PolicyNotFound"},
            "body": '{"ErrorCode": "PolicyNotFound", "Message": "no policy"}',
        }
        for key in answers
        if f"{world.id('aws_efs_file_system.main')}/policy" in key
    },
}
