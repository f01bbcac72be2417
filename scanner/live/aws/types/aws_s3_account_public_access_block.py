"""What no bucket of the account may make public; one an account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

BLOCK = Operation(
    "s3control",
    "GetPublicAccessBlock",
    ("s3:GetAccountPublicAccessBlock",),
    absent=frozenset({"NoSuchPublicAccessBlockConfiguration"}),
)
_ID = "account"


def _key(resource: Resource) -> str | None:
    # The account is part of every join key already.
    return _ID


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    found = api.call(BLOCK, AccountId=api.account)
    if found is None:
        return []
    return [Item(_ID, {**found.get("PublicAccessBlockConfiguration", {}), "Account": api.account})]


READER = tabled(
    "aws_s3_account_public_access_block",
    Listing((BLOCK,), _items),
    key=_key,
    fields=(
        field("account_id", "Account"),
        field("block_public_acls", "BlockPublicAcls", default=False),
        field("block_public_policy", "BlockPublicPolicy", default=False),
        field("ignore_public_acls", "IgnorePublicAcls", default=False),
        field("restrict_public_buckets", "RestrictPublicBuckets", default=False),
    ),
    import_id="{account_id}",
    regional=False,
)
