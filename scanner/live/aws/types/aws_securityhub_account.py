"""Security Hub in one region; at most one an account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

HUB = Operation(
    "securityhub",
    "DescribeHub",
    # "Account 123456789012 is not subscribed to AWS Security Hub."
    absent=frozenset({"InvalidAccessException", "ResourceNotFoundException"}),
)
_ID = "account"


def _key(resource: Resource) -> str | None:
    # The account is part of every join key already.
    return _ID


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    found = api.call(HUB)
    return [] if found is None else [Item(_ID, found)]


READER = tabled(
    "aws_securityhub_account",
    Listing((HUB,), _items),
    key=_key,
    fields=(
        field("auto_enable_controls", "AutoEnableControls", default=True),
        field("control_finding_generator", "ControlFindingGenerator"),
        computed("arn", "HubArn"),
    ),
    apply_only=("enable_default_standards",),
    # Terraform wants the account, which is no attribute.
    import_id=None,
)
