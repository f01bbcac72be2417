"""What the types of SNS share: topics by name, their attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

NOT_FOUND = frozenset({"NotFound", "NotFoundException"})
TOPICS = Operation("sns", "ListTopics")
ATTRIBUTES = Operation("sns", "GetTopicAttributes", gone=NOT_FOUND)
TAGS = Operation("sns", "ListTagsForResource", gone=frozenset({"ResourceNotFound", *NOT_FOUND}))
SUBSCRIPTIONS = Operation("sns", "ListSubscriptions")
SUBSCRIPTION = Operation("sns", "GetSubscriptionAttributes", gone=NOT_FOUND)


def topics(api: Api) -> Mapping[str, Any]:
    """The region's topics by ARN."""
    return api.index(TOPICS, "Topics", "TopicArn")


def attributes(api: Api, item: Item) -> Mapping[str, Any]:
    """All attributes of a topic, as text. Raises Gone."""
    answer = api.call(ATTRIBUTES, TopicArn=item.raw["TopicArn"]) or {}
    return answer.get("Attributes") or {}
