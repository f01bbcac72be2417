"""What the types of EC2 share: operations, the owner's own resources, ARNs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item, Managed


def describe(what: str, *gone: str) -> Operation:
    """``ec2:Describe<what>``. gone: codes of "does not exist"."""
    return Operation("ec2", f"Describe{what}", gone=frozenset(gone))


def own(operation: Operation, key: str, id: str, owner: str = "OwnerId") -> Listing:
    """Every element of a description that belongs to the account; what is only shared with it
    is somebody else's to declare."""
    found = listed(operation, key, id)

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for item in found.items(api, managed):
            if item.raw.get(owner, api.account) == api.account:
                yield item

    return Listing(found.operations, items)


def associated(key: str, state: str) -> Callable[[Any], Any]:
    """The associations under `key` that are in force; EC2 lists those that ended as well."""

    def read(raw: Any) -> list[Any]:
        return [
            one
            for one in raw.get(key, ())
            if one.get(state, {}).get("State") in ("associated", "associating")
        ]

    return read
