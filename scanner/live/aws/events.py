"""What the types of EventBridge share: buses, rules by bus and name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import required
from scanner.live.aws.operations import Operation
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

NO_RULE = frozenset({"ResourceNotFoundException"})
BUSES = Operation("events", "ListEventBuses")
RULES = Operation("events", "ListRules", gone=NO_RULE)
TARGETS = Operation("events", "ListTargetsByRule", gone=NO_RULE)
TAGS = Operation("events", "ListTagsForResource", gone=NO_RULE)
DEFAULT_BUS = "default"


def bus_name(value: Value) -> str:
    """A bus by its name, or by its ARN; the default bus where none is named."""
    if not isinstance(value, str) or not value:
        return DEFAULT_BUS
    return value.rpartition(":event-bus/")[2] if value.startswith("arn:") else value


def same_bus(expected: Value, live: Value) -> bool:
    """Whether both name one bus."""
    return bus_name(expected) == bus_name(live)


def buses(api: Api) -> list[str]:
    """The names of the region's buses. Partners' buses have names too, and rules of ours."""
    found: list[str] = []
    token: dict[str, str] = {}
    while True:
        # botocore knows no pages of this list.
        answer = api.call(BUSES, **token) or {}
        found += [required(one, "Name") for one in answer.get("EventBuses") or ()]
        following = answer.get("NextToken")
        if not following:
            return found
        if following == token.get("NextToken"):
            raise NotRead(f"{BUSES.label}: the list was cut short")
        token = {"NextToken": str(following)}


def rules(api: Api) -> Mapping[str, Any]:
    """The region's rules by ``bus/name``."""

    def build() -> Mapping[str, Any]:
        return {
            f"{bus}/{required(one, 'Name')}": {**one, "Bus": bus}
            for bus in buses(api)
            for one in api.items(RULES, "Rules", EventBusName=bus)
        }

    return api.once("events rules", build)


def rule_key(resource: Resource, name: str) -> str | None:
    """``bus/rule`` of a resource whose attribute `name` holds the rule."""
    rule = resource.attributes.get(name)
    bus = resource.attributes.get("event_bus_name")
    if not isinstance(rule, str) or not rule or not (bus is None or isinstance(bus, str)):
        return None
    return f"{bus_name(bus)}/{rule}"
