"""Details whose answers come in pages, and tags that every service gives under another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import required
from scanner.live.aws.table import Detail, Field, Source, tagged, value_at
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item
    from scanner.live.aws.operations import Operation


def paged(
    operation: Operation,
    key: str,
    parameters: Mapping[str, Source],
    fields: tuple[Field, ...],
    **fixed: Any,
) -> Detail:
    """A call for each resource, of which `fields` read the list `key` over all pages.

    parameters, fixed: as of `scanner.live.aws.table.detail`.
    """

    def answer(api: Api, item: Item) -> Any:
        asked = {
            name: item.id if source == "." else value_at(item.raw, source)
            for name, source in parameters.items()
        }
        return {key: api.items(operation, key, **asked, **fixed)}

    return Detail((operation,), answer, fields)


def tags_of(operation: Operation, parameter: str, source: Source, key: str) -> Detail:
    """``tags`` from a call for each resource: `parameter` is its ARN or name, which `source`
    reads; `key` is the list of the answer."""
    return paged(operation, key, {parameter: source}, tagged(key))


def tags_by_key(operation: Operation, parameter: str) -> Detail:
    """``tags`` of Kinesis and Firehose, whose lists go on after the last key that they told.

    parameter: the name of the stream in the call. botocore knows no pages of these.
    """

    def answer(api: Api, item: Item) -> Any:
        found: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = api.call(operation, **{parameter: item.id}, **after) or {}
            tags = page.get("Tags", ())
            found += tags
            if not page.get("HasMoreTags"):
                return {"Tags": found}
            following = {"ExclusiveStartTagKey": required(tags[-1], "Key")} if tags else after
            if following == after:
                raise NotRead(f"{operation.label}: the list was cut short")
            after = following

    return Detail((operation,), answer, tagged())
