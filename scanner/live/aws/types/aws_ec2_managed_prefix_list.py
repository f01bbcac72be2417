"""A list of IP ranges that rules and routes can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import cidr
from scanner.live.aws.ec2 import describe, own
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Detail, block, by_id, computed, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

_TYPE = "aws_ec2_managed_prefix_list"
_ENTRIES = Operation(
    "ec2", "GetManagedPrefixListEntries", gone=frozenset({"InvalidPrefixListID.NotFound"})
)

_ENTRY = block(
    "entry",
    "Entries",
    {"cidr": "Cidr", "description": "Description"},
    same={"cidr": cidr},
    default=[],
)


def _entries(api: Api, item: Item) -> Any:
    return {"Entries": api.items(_ENTRIES, "Entries", PrefixListId=item.id)}


READER = tabled(
    _TYPE,
    own(
        describe("ManagedPrefixLists"),
        "PrefixLists",
        "PrefixListId",
        only=lambda one: not str(one.get("State")).startswith("delete-"),
    ),
    key=by_id,
    fields=(
        field("name", "PrefixListName"),
        field("address_family", "AddressFamily"),
        field("max_entries", "MaxEntries"),
        computed("arn", "PrefixListArn"),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    details=(Detail((_ENTRIES,), _entries, (_ENTRY,)),),
    owns=(Owned(_TYPE, "entry", "aws_ec2_managed_prefix_list_entry", "prefix_list_id", "id"),),
)
