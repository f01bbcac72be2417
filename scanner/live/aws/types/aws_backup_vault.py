"""A vault of AWS Backup."""

from __future__ import annotations

from scanner.live.aws.backup import TAGS, made_by_aws
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged

READER = tabled(
    "aws_backup_vault",
    listed(
        Operation("backup", "ListBackupVaults"),
        "BackupVaultList",
        "BackupVaultName",
        # Logically air-gapped vaults are a type of their own.
        only=lambda raw: raw.get("VaultType", "BACKUP_VAULT") == "BACKUP_VAULT",
    ),
    key=by("name"),
    fields=(
        field("name", "BackupVaultName"),
        field("kms_key_arn", "EncryptionKeyArn"),
        computed("arn", "BackupVaultArn"),
    ),
    details=(detail(TAGS, {"ResourceArn": "BackupVaultArn"}, tagged()),),
    apply_only=("force_destroy",),
    everywhere=lambda item, attributes: made_by_aws(item.id),
    import_id="{name}",
)
