"""Whether AWS Backup takes file systems along, as the documentation has the answers."""

import json
from typing import Any

_API = "https://docs.aws.amazon.com/efs/latest/ug/"
_ON, _OFF, _NEVER = (f"fs-0a1b2c3d4e5f6000{number}" for number in (1, 2, 3))
_PATH = "elasticfilesystem GET /2015-02-01/file-systems"

DOCUMENTATION = {"aws_efs_backup_policy": f"{_API}API_DescribeBackupPolicy.html"}
KNOWN = {
    "aws_efs_backup_policy.main": {"id": _ON},
    "aws_efs_backup_policy.off": {"id": _OFF},
}


def _answer(said: Any, status: str = "200 OK", **headers: str) -> dict[str, Any]:
    return {
        "status": status,
        "type": "application/json",
        "headers": headers,
        "body": json.dumps(said),
    }


def _file_system(identity: str) -> dict[str, Any]:
    return {
        "OwnerId": "123456789012",
        "CreationToken": identity,
        "FileSystemId": identity,
        "CreationTime": 1700000000,
        "LifeCycleState": "available",
        "NumberOfMountTargets": 0,
        "SizeInBytes": {"Value": 6144},
        "PerformanceMode": "generalPurpose",
        "Encrypted": True,
        "Tags": [],
    }


_NONE = _answer(
    {"ErrorCode": "PolicyNotFound", "Message": "no policy"},
    "404 Not Found",
    **{"x-amzn-errortype": "PolicyNotFound"},
)
_ENABLED = _answer({"BackupPolicy": {"Status": "ENABLED"}})

ANSWERS = {
    f"{_PATH}?": _answer({"FileSystems": [_file_system(one) for one in (_ON, _OFF, _NEVER)]}),
    f"{_PATH}/{_ON}/backup-policy?": _ENABLED,
    f"{_PATH}/{_OFF}/backup-policy?": _answer({"BackupPolicy": {"Status": "DISABLED"}}),
    f"{_PATH}/{_NEVER}/backup-policy?": _NONE,
}
EDITS = {
    "aws_efs_backup_policy.main: backup_policy.status": {
        f"{_PATH}/{_ON}/backup-policy?": _answer({"BackupPolicy": {"Status": "DISABLING"}})
    },
    "aws_efs_backup_policy.off: backup_policy.status": {
        f"{_PATH}/{_OFF}/backup-policy?": _answer({"BackupPolicy": {"Status": "ENABLING"}})
    },
    "aws_efs_backup_policy.main: missing": {f"{_PATH}/{_ON}/backup-policy?": _NONE},
    "unmanaged aws_efs_backup_policy": {f"{_PATH}/{_NEVER}/backup-policy?": _ENABLED},
}
