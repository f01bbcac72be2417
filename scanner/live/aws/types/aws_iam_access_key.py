"""An access key of a user: whether it exists and is active. Nothing tells the secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.iam import DETAILS, LIST_ACCESS_KEYS, access_keys, concerned
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Detail, Listing, by_id, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_iam_access_key"
_AT_A_TIME = 4


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    """The keys of every user that is managed, or has a managed key."""
    from concurrent.futures import ThreadPoolExecutor

    names = {one.attributes.get("user") for one in managed.of(_TYPE).values()}
    asked = sorted({name for name in names if isinstance(name, str)} | concerned(api, managed))
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="trueup-keys") as pool:
        found = list(pool.map(lambda user: access_keys(api, user), asked))
    return [Item(identity, key) for keys in found for identity, key in keys.items()]


def _key(api: Api, item: Item) -> object:
    # `find` hands over the attributes of the managed key: one user's failure costs no other's.
    return access_keys(api, str(item.raw.get("user"))).get(item.id)


READER = tabled(
    _TYPE,
    Listing((LIST_ACCESS_KEYS, DETAILS), _items),
    key=by_id,
    fields=(field("user", "UserName"), field("status", "Status", default="Active")),
    find=Detail((LIST_ACCESS_KEYS,), _key, ()),
    apply_only=("pgp_key",),
    regional=False,
)
