"""How often a secret changes, and what changes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import duration, schedule
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.secrets import SECRET, SECRETS, described, is_replica, of_service, secrets
from scanner.live.aws.table import Detail, Listing, block, computed, field, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

_TYPE = "aws_secretsmanager_secret_rotation"


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # The secret's ARN, or in the code its name.
    asked = resource.id or resource.attributes.get("secret_id")
    return asked if isinstance(asked, str) and asked else None


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    rotated = {
        arn: one
        for arn, one in secrets(api).items()
        if one.get("RotationEnabled") and not is_replica(api, one)
    }
    named = {one.get("Name"): one for one in rotated.values()}
    mine = managed.of(_TYPE)
    taken = {found["ARN"] for key in mine if (found := rotated.get(key) or named.get(key))}
    for key in mine:
        if found := rotated.get(key) or named.get(key):
            yield _item(key, found)
    for arn, one in rotated.items():
        if arn not in taken:
            yield _item(arn, one)


def _item(key: str, secret: Any) -> Item:
    return Item(key, {**secret, "Asked": key})


def _find(api: Api, item: Item) -> Any:
    found = described(api, item.id)
    return {**found, "Asked": item.id} if found and found.get("RotationEnabled") else None


def _days(raw: Any) -> Any:
    # Beside a schedule it is only what AWS works out of that.
    return None if raw.get("ScheduleExpression") else raw.get("AutomaticallyAfterDays")


READER = tabled(
    _TYPE,
    Listing((SECRETS,), _items),
    key=_key,
    fields=(
        field("secret_id", "Asked"),
        field("rotation_lambda_arn", "RotationLambdaARN", default=""),
        block(
            "rotation_rules",
            "RotationRules",
            {
                "automatically_after_days": _days,
                "duration": "Duration",
                "schedule_expression": "ScheduleExpression",
            },
            same={"duration": duration, "schedule_expression": schedule},
            defaults={"automatically_after_days": 0},
        ),
        computed("rotation_enabled", "RotationEnabled"),
    ),
    find=Detail((SECRET,), _find, ()),
    apply_only=("rotate_immediately",),
    everywhere=lambda item, attributes: of_service(item.raw),
)
