"""What happens to backups outside of Terraform."""

from typing import Any


def _vault(aws: Any) -> None:
    aws("backup").create_backup_vault(BackupVaultName="by-hand")


def _plan(aws: Any) -> None:
    aws("backup").create_backup_plan(
        BackupPlan={
            "BackupPlanName": "by-hand",
            "Rules": [{"RuleName": "only", "TargetBackupVaultName": "main"}],
        }
    )


def _tag(address: str) -> Any:
    return lambda aws: aws("backup").tag_resource(
        ResourceArn=aws.at(address, "arn"), Tags={"by": "hand"}
    )


CHANGES = {
    "aws_backup_vault.main: tags": _tag("aws_backup_vault.main"),
    "aws_backup_vault.plain: missing": lambda aws: aws("backup").delete_backup_vault(
        BackupVaultName="plain"
    ),
    "unmanaged aws_backup_vault": _vault,
    "aws_backup_plan.plain: tags": _tag("aws_backup_plan.plain"),
    "aws_backup_plan.plain: missing": lambda aws: aws("backup").delete_backup_plan(
        BackupPlanId=aws.id("aws_backup_plan.plain")
    ),
    "unmanaged aws_backup_plan": _plan,
}

UNSET: dict[str, str] = {}
