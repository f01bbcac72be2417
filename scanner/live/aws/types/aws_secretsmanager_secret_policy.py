"""The policy of a secret, written apart from the secret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import policy
from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.secrets import POLICY, SECRET, SECRETS, find, secrets
from scanner.live.aws.table import Detail, Listing, by, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_secretsmanager_secret_policy"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # What nobody manages is shown by the secret itself.
    found = secrets(api)
    return [Item(key, found[key]) for key in managed.of(_TYPE) if key in found]


def _policy(api: Api, item: Item) -> Mapping[str, Any]:
    found = api.call(POLICY, SecretId=item.id) or {}
    if not found.get("ResourcePolicy"):
        raise Gone("the secret has no policy")
    return found


READER = tabled(
    _TYPE,
    Listing((SECRETS,), _items),
    key=by("secret_arn"),
    fields=(field("secret_arn", "ARN"),),
    details=(Detail((POLICY,), _policy, (field("policy", "ResourcePolicy", policy),)),),
    find=Detail((SECRET,), find, ()),
    apply_only=("block_public_policy",),
    import_id="{secret_arn}",
    owns=(
        Owned("aws_secretsmanager_secret", "policy", _TYPE, "secret_arn", "arn"),
        Owned("aws_secretsmanager_secret", "policy", _TYPE, "secret_arn", "id"),
    ),
)
