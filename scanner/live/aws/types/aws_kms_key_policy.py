"""The policy of a KMS key, written apart from the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import policy, scalar
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.kms import KEY, POLICY, described, key_id
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Detail, Listing, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

_TYPE = "aws_kms_key_policy"


def _key(resource: Resource) -> str | None:
    return key_id(resource.attributes.get("key_id")) or resource.id


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # Every key has one, which aws_kms_key shows.
    return [Item(key, resource.attributes) for key, resource in managed.of(_TYPE).items()]


def _policy(api: Api, item: Item) -> Mapping[str, Any]:
    described(api, item.id)
    return api.call(POLICY, KeyId=item.id, PolicyName="default") or {}


READER = tabled(
    _TYPE,
    Listing((), _items),
    key=_key,
    fields=(),
    details=(
        Detail((KEY, POLICY), _policy, (field("policy", "Policy", policy),)),
        Detail(
            (KEY,), lambda api, item: described(api, item.id), (field("key_id", "KeyId", scalar),)
        ),
    ),
    apply_only=("bypass_policy_lockout_safety_check",),
    import_id="{key_id}",
    owns=(
        Owned("aws_kms_key", "policy", _TYPE, "key_id", "key_id"),
        Owned("aws_kms_key", "policy", _TYPE, "key_id", "arn"),
    ),
)
