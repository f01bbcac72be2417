"""When backups are made, and how long they are kept."""

from __future__ import annotations

from scanner.compare import blocks, schedule, tags
from scanner.live.aws.backup import PLAN, PLANS, TAGS, made_by_aws
from scanner.live.aws.table import (
    block,
    by_id,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)

_LIFECYCLE = nested(
    "Lifecycle",
    {
        "cold_storage_after": "MoveToColdStorageAfterDays",
        "delete_after": "DeleteAfterDays",
        "opt_in_to_archive_for_supported_resources": "OptInToArchiveForSupportedResources",
    },
)
_KEPT = blocks(
    defaults={
        "cold_storage_after": 0,
        "delete_after": 0,
        "opt_in_to_archive_for_supported_resources": False,
    }
)

READER = tabled(
    "aws_backup_plan",
    listed(PLANS, "BackupPlansList", "BackupPlanId"),
    key=by_id,
    fields=(field("name", "BackupPlanName"), computed("arn", "BackupPlanArn")),
    details=(
        detail(
            PLAN,
            {"BackupPlanId": "."},
            (
                block(
                    "rule",
                    "Rules",
                    {
                        "rule_name": "RuleName",
                        "target_vault_name": "TargetBackupVaultName",
                        "schedule": "ScheduleExpression",
                        "schedule_expression_timezone": "ScheduleExpressionTimezone",
                        "start_window": "StartWindowMinutes",
                        "completion_window": "CompletionWindowMinutes",
                        "enable_continuous_backup": "EnableContinuousBackup",
                        "recovery_point_tags": "RecoveryPointTags",
                        "lifecycle": _LIFECYCLE,
                        "copy_action": nested(
                            "CopyActions",
                            {
                                "destination_vault_arn": "DestinationBackupVaultArn",
                                "lifecycle": _LIFECYCLE,
                            },
                        ),
                    },
                    key=("rule_name",),
                    same={
                        "schedule": schedule,
                        "recovery_point_tags": tags,
                        "lifecycle": _KEPT,
                        "copy_action": blocks(
                            key=("destination_vault_arn",), same={"lifecycle": _KEPT}
                        ),
                    },
                    defaults={
                        "schedule_expression_timezone": "Etc/UTC",
                        "start_window": 60,
                        "completion_window": 180,
                        "enable_continuous_backup": False,
                    },
                ),
                block(
                    "advanced_backup_setting",
                    "AdvancedBackupSettings",
                    {"backup_options": "BackupOptions", "resource_type": "ResourceType"},
                    key=("resource_type",),
                    default=[],
                ),
            ),
            result="BackupPlan",
        ),
        detail(TAGS, {"ResourceArn": "BackupPlanArn"}, tagged()),
    ),
    everywhere=lambda item, attributes: (
        made_by_aws(item.id) or made_by_aws(str(attributes.get("name")))
    ),
)
