"""A secret: everything but its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, policy, with_default
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.secrets import POLICY, SECRET, SECRETS, find, is_replica, of_service, secrets
from scanner.live.aws.table import (
    Detail,
    Listing,
    block,
    by,
    computed,
    detail,
    field,
    tabled,
    tagged,
)

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_secretsmanager_secret"
_OWN_KEY = "alias/aws/secretsmanager"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    for one in secrets(api).values():
        name = required(one, "Name")
        if name in mine or not is_replica(api, one):
            yield Item(name, one)


READER = tabled(
    _TYPE,
    Listing((SECRETS,), _items),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("description", "Description", default=""),
        field("kms_key_id", "KmsKeyId", with_default(_OWN_KEY, arn_or_name), default=""),
        computed("arn", "ARN"),
        *tagged(),
    ),
    details=(
        detail(
            SECRET,
            {"SecretId": "ARN"},
            (
                block(
                    "replica",
                    "ReplicationStatus",
                    {"region": "Region", "kms_key_id": "KmsKeyId"},
                    key=("region",),
                    same={"kms_key_id": arn_or_name},
                    defaults={"kms_key_id": _OWN_KEY},
                    ignore=("last_accessed_date", "status", "status_message"),
                    default=[],
                ),
            ),
        ),
        detail(
            POLICY,
            {"SecretId": "ARN"},
            (field("policy", "ResourcePolicy", policy, default=""),),
        ),
    ),
    find=Detail((SECRET,), find, ()),
    apply_only=("force_overwrite_replica_secret", "name_prefix", "recovery_window_in_days"),
    import_id="{arn}",
    everywhere=lambda item, attributes: of_service(item.raw),
)
