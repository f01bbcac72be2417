"""Whether AWS Backup takes a file system along."""

from __future__ import annotations

from typing import Any

from scanner.live.aws.efs import describe, setting
from scanner.live.aws.table import by, field, tabled

POLICY = describe("BackupPolicy", absent=("PolicyNotFound",))

_SETTLED = {"ENABLING": "ENABLED", "DISABLING": "DISABLED"}


def _status(raw: Any) -> Any:
    status = raw.get("BackupPolicy", {}).get("Status")
    return _SETTLED.get(status, status)


READER = tabled(
    "aws_efs_backup_policy",
    setting(POLICY, lambda answer: bool(answer.get("BackupPolicy"))),
    key=by("file_system_id"),
    fields=(field("file_system_id", "FileSystemId"), field("backup_policy.status", _status)),
    # It is a switch that every file system has; turned off it is as good as not there.
    everywhere=lambda item, attributes: _status(item.raw) == "DISABLED",
)
