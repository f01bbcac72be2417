"""What the types of AWS Backup share."""

from __future__ import annotations

from scanner.live.aws.operations import Operation

GONE = frozenset({"ResourceNotFoundException"})
PLANS = Operation("backup", "ListBackupPlans")
PLAN = Operation("backup", "GetBackupPlan", gone=GONE)
TAGS = Operation("backup", "ListTags", gone=GONE)


def made_by_aws(name: str) -> bool:
    """The vaults and plans of services, ``aws/efs/automatic-backup-vault``, and the vault that the
    console makes."""
    return name == "Default" or name.startswith("aws/")
