"""Who may use a topic, written apart from the topic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import policy
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.sns import ATTRIBUTES, TOPICS, attributes, topics
from scanner.live.aws.table import Detail, Listing, by, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_sns_topic_policy"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # Every topic has one; the topic itself shows what nobody manages.
    found = topics(api)
    return [Item(arn, found[arn]) for arn in managed.of(_TYPE) if arn in found]


READER = tabled(
    _TYPE,
    Listing((TOPICS,), _items),
    key=by("arn"),
    fields=(field("arn", "TopicArn"),),
    details=(
        Detail(
            (ATTRIBUTES,),
            attributes,
            (field("policy", "Policy", policy), computed("owner", "Owner")),
        ),
    ),
    import_id="{arn}",
    owns=(
        Owned("aws_sns_topic", "policy", _TYPE, "arn", "arn"),
        Owned("aws_sns_topic", "policy", _TYPE, "arn", "id"),
    ),
)
