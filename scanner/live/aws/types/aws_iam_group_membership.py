"""All the users of a group, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import string_set
from scanner.live.aws.iam import DETAILS, membership, users
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, by, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    members: dict[str, list[str]] = {}
    for user, details in users(api).items():
        for group in details.get("GroupList", ()):
            members.setdefault(group, []).append(user)
    for group, names in members.items():
        objects = frozenset(membership(name, group) for name in names)
        yield Item(group, {"group": group, "users": names}, objects)


READER = tabled(
    "aws_iam_group_membership",
    Listing((DETAILS,), _items),
    key=by("group"),
    fields=(field("group", "group"), field("users", "users", string_set)),
    # Terraform's own name of the membership, which IAM has no place for.
    apply_only=("name",),
    import_id=None,
    regional=False,
    # Beside it, aws_iam_user_group_membership reports each place by itself.
    rank=1,
)
