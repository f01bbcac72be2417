"""An IAM group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.live.aws.iam import DETAILS, groups
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, by, computed, field, tabled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(name, group) for name, group in groups(api).items()]


READER = tabled(
    "aws_iam_group",
    Listing((DETAILS,), _items),
    key=by("name"),
    fields=(
        field("name", "GroupName"),
        field("path", "Path", default="/"),
        computed("arn", "Arn"),
        computed("unique_id", "GroupId"),
    ),
    regional=False,
)
