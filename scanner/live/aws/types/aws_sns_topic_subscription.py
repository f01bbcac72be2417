"""Who gets what is published to a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import json_document
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.sns import SUBSCRIPTION, SUBSCRIPTIONS
from scanner.live.aws.sqs import flag
from scanner.live.aws.table import Detail, Listing, computed, field, tabled
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_TYPE = "aws_sns_topic_subscription"
_USER_INFO = re.compile(r"(?i)^(https?://)[^/@]{1,1000}@")


def _key(resource: Resource) -> str | None:
    """Topic, protocol and endpoint: SNS has each once, and hides the ARN until the endpoint has
    confirmed."""
    found = (resource.attributes.get(name) for name in ("topic_arn", "protocol", "endpoint"))
    return _joined(*found) or resource.id


def _joined(topic: Value, protocol: Value, endpoint: Value) -> str | None:
    if not (isinstance(topic, str) and isinstance(protocol, str) and isinstance(endpoint, str)):
        return None
    # SNS hides the password of a URL; no key shows it either.
    return f"{topic} {protocol} {_bare(endpoint)}"


def _same_endpoint(expected: Value, live: Value) -> bool:
    return bool(_bare(expected) == _bare(live))


def _bare(endpoint: Value) -> Value:
    return _USER_INFO.sub(r"\1", endpoint) if isinstance(endpoint, str) else endpoint


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    for one in api.items(SUBSCRIPTIONS, "Subscriptions"):
        arn = one.get("SubscriptionArn")
        key = _joined(one.get("TopicArn"), one.get("Protocol"), one.get("Endpoint"))
        if key is None:
            raise NotRead("a subscription lacks its topic, protocol or endpoint")
        if arn == "Deleted":  # kept in the list for three days
            continue
        if arn == "PendingConfirmation":
            arn = mine[key].id or mine[key].attributes.get("arn") if key in mine else None
        yield Item(key, {**one, "Arn": arn})


def _attributes(api: Api, item: Item) -> Mapping[str, Any]:
    if not str(item.raw["Arn"]).startswith("arn:"):
        raise NotRead("the subscription is not confirmed, and SNS does not tell its ARN")
    answer = api.call(SUBSCRIPTION, SubscriptionArn=item.raw["Arn"]) or {}
    return answer.get("Attributes") or {}


READER = tabled(
    _TYPE,
    Listing((SUBSCRIPTIONS,), _items),
    key=_key,
    fields=(
        field("topic_arn", "TopicArn"),
        field("protocol", "Protocol"),
        field("endpoint", lambda raw: _bare(raw.get("Endpoint")), _same_endpoint),
        computed("arn", "Arn"),
        computed("owner_id", "Owner"),
    ),
    details=(
        Detail(
            (SUBSCRIPTION,),
            _attributes,
            (
                field("filter_policy", "FilterPolicy", json_document, default=""),
                field("filter_policy_scope", "FilterPolicyScope", default="MessageAttributes"),
                field("raw_message_delivery", flag("RawMessageDelivery"), default=False),
                field("redrive_policy", "RedrivePolicy", json_document, default=""),
                field("delivery_policy", "DeliveryPolicy", json_document, default=""),
                field("replay_policy", "ReplayPolicy", json_document, default=""),
                field("subscription_role_arn", "SubscriptionRoleArn", default=""),
            ),
        ),
    ),
    apply_only=("confirmation_timeout_in_minutes", "endpoint_auto_confirms"),
    import_id="{arn}",
)
