"""Listings of what lives inside of something else, which the API asks for one parent at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.operations import Operation


def children(
    parents: Operation,
    parents_key: str,
    operation: Operation,
    key: str,
    asked: Callable[[Any], Mapping[str, Any]],
    item: Callable[[Any, Any], Item],
) -> Listing:
    """Every child of every parent.

    asked: the parameters of `operation`, from the parent's element of the list `parents_key`.
    item: the item of a parent and a child. A parent that is gone by the time it is asked for has
    no children.
    """

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for parent in api.items(parents, parents_key):
            try:
                found = api.items(operation, key, **asked(parent))
            except Gone:
                continue
            for child in found:
                yield item(parent, child)

    return Listing((parents, operation), items)
