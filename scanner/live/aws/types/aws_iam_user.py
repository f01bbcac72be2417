"""An IAM user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.live.aws.iam import DETAILS, users
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, by, computed, field, tabled, tagged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(name, user) for name, user in users(api).items()]


READER = tabled(
    "aws_iam_user",
    Listing((DETAILS,), _items),
    key=by("name"),
    fields=(
        field("name", "UserName"),
        field("path", "Path", default="/"),
        field("permissions_boundary", "PermissionsBoundary.PermissionsBoundaryArn", default=""),
        computed("arn", "Arn"),
        computed("unique_id", "UserId"),
        *tagged(),
    ),
    apply_only=("force_destroy",),
    regional=False,
)
