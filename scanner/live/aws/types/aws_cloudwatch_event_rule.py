"""A rule of EventBridge: which events, or when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import json_document, schedule
from scanner.live.aws.events import BUSES, RULES, TAGS, rule_key, rules, same_bus
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, computed, detail, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource


def _key(resource: Resource) -> str | None:
    return rule_key(resource, "name") or resource.id


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(key, rule) for key, rule in rules(api).items()]


READER = tabled(
    "aws_cloudwatch_event_rule",
    Listing((BUSES, RULES), _items),
    key=_key,
    fields=(
        field("name", "Name"),
        field("event_bus_name", "Bus", same_bus, default="default"),
        field("description", "Description", default=""),
        field("event_pattern", "EventPattern", json_document, default=""),
        field("schedule_expression", "ScheduleExpression", schedule, default=""),
        field("role_arn", "RoleArn", default=""),
        field("state", "State", default="ENABLED"),
        computed("arn", "Arn"),
    ),
    details=(detail(TAGS, {"ResourceARN": "Arn"}, tagged()),),
    apply_only=("force_destroy", "name_prefix"),
    uncovered={"is_enabled": "an older spelling of state"},
    import_id="{event_bus_name}/{name}",
    # Other services keep rules of their own: Auto Scaling, Config, Step Functions, ...
    everywhere=lambda item, attributes: bool(item.raw.get("ManagedBy")),
)
