"""What backup plans take along, as the documentation has the answers."""

import json
from typing import Any

_API = "https://docs.aws.amazon.com/aws-backup/latest/devguide/"
_PLAN = "0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
_EFS = "aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad"
_MAIN, _PLAIN, _OTHER = (f"4c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b1{number}" for number in (1, 2, 3))
_ROLE = "arn:aws:iam::123456789012:role/backup"

DOCUMENTATION = {"aws_backup_selection": f"{_API}API_GetBackupSelection.html"}
KNOWN = {
    "aws_backup_selection.main": {"id": _MAIN},
    "aws_backup_selection.plain": {"id": _PLAIN, "not_resources": []},
}


def _answer(said: Any) -> dict[str, Any]:
    return {"status": "200 OK", "type": "application/json", "body": json.dumps(said)}


def _listed(*names: tuple[str, str]) -> dict[str, Any]:
    return _answer(
        {
            "BackupSelectionsList": [
                {
                    "SelectionId": identity,
                    "SelectionName": name,
                    "BackupPlanId": _PLAN,
                    "CreationDate": 1700000000,
                    "IamRoleArn": _ROLE,
                }
                for identity, name in names
            ]
        }
    )


def _selection(identity: str, **said: Any) -> dict[str, Any]:
    return _answer({"BackupSelection": said, "SelectionId": identity, "BackupPlanId": _PLAN})


def _tested(key: str, value: str) -> list[dict[str, str]]:
    return [{"ConditionKey": f"aws:ResourceTag/{key}", "ConditionValue": value}]


def _main(resource: str = "arn:aws:dynamodb:*:*:table/*", stage: str = "production") -> Any:
    return _selection(
        _MAIN,
        SelectionName="main",
        IamRoleArn=_ROLE,
        Resources=[resource, "arn:aws:rds:*:*:db:*"],
        NotResources=["arn:aws:rds:*:*:db:scratch"],
        ListOfTags=[
            {
                "ConditionType": "STRINGEQUALS",
                "ConditionKey": "backup",
                "ConditionValue": value,
            }
            for value in ("weekly", "daily")
        ],
        Conditions={
            "StringEquals": _tested("stage", stage),
            "StringNotEquals": _tested("keep", "no"),
            "StringLike": _tested("application", "shop*"),
            "StringNotLike": _tested("team", "test*"),
        },
    )


_PLANS = "backup GET /backup/plans/?"
_SELECTIONS = f"backup GET /backup/plans/{_PLAN}/selections/?"
_ONE = f"backup GET /backup/plans/{_PLAN}/selections/"

ANSWERS = {
    _PLANS: _answer(
        {
            "BackupPlansList": [
                {"BackupPlanId": _PLAN, "BackupPlanName": "main", "CreationDate": 1700000000},
                {"BackupPlanId": _EFS, "BackupPlanName": "aws/efs/automatic-backup-plan"},
            ]
        }
    ),
    _SELECTIONS: _listed((_MAIN, "main"), (_PLAIN, "plain")),
    f"backup GET /backup/plans/{_EFS}/selections/?": _answer(
        {
            "BackupSelectionsList": [
                {"SelectionId": "aws/efs/1", "SelectionName": "default", "BackupPlanId": _EFS}
            ]
        }
    ),
    f"{_ONE}{_MAIN}?": _main(),
    f"{_ONE}{_PLAIN}?": _selection(
        _PLAIN,
        SelectionName="plain",
        IamRoleArn=_ROLE,
        Resources=["*"],
        NotResources=[],
        ListOfTags=[],
        Conditions={
            "StringEquals": [],
            "StringNotEquals": [],
            "StringLike": [],
            "StringNotLike": [],
        },
    ),
}
EDITS = {
    "aws_backup_selection.main: resources": {f"{_ONE}{_MAIN}?": _main(resource="nothing")},
    "aws_backup_selection.main: condition.string_equals": {f"{_ONE}{_MAIN}?": _main(stage="test")},
    "aws_backup_selection.main: selection_tag": {f"{_ONE}{_MAIN}?": ("daily", "hourly")},
    "aws_backup_selection.plain: iam_role_arn": {
        _SELECTIONS: (
            f'"{_PLAIN}", "SelectionName": "plain", "BackupPlanId": "{_PLAN}", '
            f'"CreationDate": 1700000000, "IamRoleArn": "{_ROLE}"',
            f'"{_PLAIN}", "SelectionName": "plain", "BackupPlanId": "{_PLAN}", '
            '"CreationDate": 1700000000, "IamRoleArn": "arn:aws:iam::123456789012:role/other"',
        )
    },
    "aws_backup_selection.plain: missing": {_SELECTIONS: _listed((_MAIN, "main"))},
    "unmanaged aws_backup_selection": {
        _SELECTIONS: _listed((_MAIN, "main"), (_PLAIN, "plain"), (_OTHER, "by-hand"))
    },
}
