"""What the provider would have recorded, had the server given it the tags that it gives us."""

from typing import Any

from family import World

_TAGS = "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListTags.html"
_MAIN = {"tags": {"team": "core"}, "tags_all": {"owner": "platform", "team": "core"}}
_PLAIN = {"tags": {}, "tags_all": {"owner": "platform"}}

AMENDED = {
    "aws_backup_plan.main": _MAIN,
    "aws_backup_plan.plain": _PLAIN,
    "aws_backup_vault.main": _MAIN,
    "aws_backup_vault.plain": _PLAIN,
}
DOCUMENTATION = {"aws_backup_plan": _TAGS, "aws_backup_vault": _TAGS}


def _plan(name: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        path = f"/backup/plans/{world.id(name)}"
        return {key: (old, new) for key in answers if path in key and "selections" not in key}

    return edits


EDITS = {
    "aws_backup_plan.main: rule": _plan(
        "aws_backup_plan.main", '"DeleteAfterDays": 180', '"DeleteAfterDays": 1'
    ),
    "aws_backup_plan.main: advanced_backup_setting": _plan(
        "aws_backup_plan.main",
        '"enabled"}, "ResourceType": "EC2"}], "BackupPlanName"',
        '"disabled"}, "ResourceType": "EC2"}], "BackupPlanName"',
    ),
    "aws_backup_vault.main: kms_key_arn": lambda world, answers: {
        key: (world.at("aws_backup_vault.main", "kms_key_arn"), "arn:aws:kms:::key/other")
        for key in answers
        if "/backup-vaults" in key
    },
}
