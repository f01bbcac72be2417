"""Some of the groups that a user is in; others may be managed elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import string_set
from scanner.live.aws.iam import DETAILS, membership, users
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, field, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

_TYPE = "aws_iam_user_group_membership"


def _key(resource: Resource) -> str | None:
    if resource.id and resource.origin is Origin.LIVE:
        return resource.id
    # Terraform makes up the id, and a user may have several of these.
    user, groups = resource.attributes.get("user"), resource.attributes.get("groups")
    if not isinstance(user, str) or not isinstance(groups, list):
        return None
    if not user or not all(isinstance(one, str) for one in groups):
        return None
    return "/".join((user, *sorted(map(str, groups))))


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    found = users(api)
    for user, details in found.items():
        for group in details.get("GroupList", ()):
            yield _item(membership(user, group), user, [group])
    for key, resource in managed.of(_TYPE).items():
        name, wanted = str(resource.attributes.get("user")), resource.attributes.get("groups")
        there = found.get(name, {}).get("GroupList", ())
        kept = [one for one in wanted if one in there] if isinstance(wanted, list) else []
        if kept:
            yield _item(key, name, kept)


def _item(key: str, user: str, groups: list[str]) -> Item:
    objects = frozenset(membership(user, group) for group in groups)
    return Item(key, {"user": user, "groups": groups}, objects)


READER = tabled(
    _TYPE,
    Listing((DETAILS,), _items),
    key=_key,
    fields=(field("user", "user"), field("groups", "groups", string_set)),
    # user/group/group..., of a list that has no fixed length.
    import_id=None,
    regional=False,
)
