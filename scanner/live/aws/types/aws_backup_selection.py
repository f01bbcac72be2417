"""What a backup plan takes along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import blocks, string_set
from scanner.live.aws.api import Gone, required
from scanner.live.aws.backup import GONE, PLANS, made_by_aws
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, block, by_id, detail, field, nested, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.live.aws.table import Field

SELECTIONS = Operation("backup", "ListBackupSelections", gone=GONE)
SELECTION = Operation("backup", "GetBackupSelection", gone=GONE)


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    for plan in api.items(PLANS, "BackupPlansList"):
        identity = required(plan, "BackupPlanId")
        try:
            found = api.items(SELECTIONS, "BackupSelectionsList", BackupPlanId=identity)
        except Gone:
            continue  # the plan was deleted meanwhile, and its selections with it
        for one in found:
            yield Item(required(one, "SelectionId"), {**one, "BackupPlanId": identity})


def _condition(name: str, answer: str) -> Field:
    rows = {"key": "ConditionKey", "value": "ConditionValue"}
    same = blocks(key=("key", "value"))
    return field(f"condition.{name}", nested(f"Conditions.{answer}", rows), same, default=[])


READER = tabled(
    "aws_backup_selection",
    Listing((PLANS, SELECTIONS), _listing),
    key=by_id,
    fields=(
        field("name", "SelectionName"),
        field("plan_id", "BackupPlanId"),
        field("iam_role_arn", "IamRoleArn"),
    ),
    details=(
        detail(
            SELECTION,
            {"BackupPlanId": "BackupPlanId", "SelectionId": "."},
            (
                field("resources", "Resources", string_set, default=[]),
                field("not_resources", "NotResources", string_set, default=[]),
                block(
                    "selection_tag",
                    "ListOfTags",
                    {"type": "ConditionType", "key": "ConditionKey", "value": "ConditionValue"},
                    key=("type", "key", "value"),
                    default=[],
                ),
                _condition("string_equals", "StringEquals"),
                _condition("string_like", "StringLike"),
                _condition("string_not_equals", "StringNotEquals"),
                _condition("string_not_like", "StringNotLike"),
            ),
            result="BackupSelection",
        ),
    ),
    everywhere=lambda item, attributes: made_by_aws(str(attributes.get("plan_id"))),
    import_id="{plan_id}|{id}",
)
