"""What the types of EFS share. A file system's settings are asked for one file system at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone, required
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed

FILE_SYSTEMS = Operation("efs", "DescribeFileSystems", ("elasticfilesystem:DescribeFileSystems",))


def describe(what: str, *gone: str, absent: Iterable[str] = ()) -> Operation:
    """``elasticfilesystem:Describe<what>``. gone: codes of "does not exist"."""
    return Operation(
        "efs",
        f"Describe{what}",
        (f"elasticfilesystem:Describe{what}",),
        absent=frozenset(absent),
        gone=frozenset(gone or ("FileSystemNotFound",)),
    )


def of_each_file_system(
    operation: Operation, items: Callable[[Api, str], Iterable[Item]]
) -> Listing:
    """What `items` finds for the id of each file system. operation: what it sends."""

    def listing(api: Api, managed: Managed) -> Iterable[Item]:
        for one in api.items(FILE_SYSTEMS, "FileSystems"):
            try:
                yield from items(api, required(one, "FileSystemId"))
            except Gone:
                continue  # it was deleted meanwhile, and what it had with it

    return Listing((FILE_SYSTEMS, operation), listing)


def setting(operation: Operation, only: Callable[[Any], bool]) -> Listing:
    """A setting that a file system has once or not at all; the id is the file system's."""

    def items(api: Api, identity: str) -> Iterable[Item]:
        answer = api.call(operation, FileSystemId=identity)
        if answer is not None and only(answer):
            yield Item(identity, {**answer, "FileSystemId": identity})

    return of_each_file_system(operation, items)
