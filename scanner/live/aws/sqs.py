"""What the types of SQS share: queues by name, their attributes, settings of types of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import Same, by, frozen
from scanner.compare.forms import parse_json
from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed, Reader
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Detail, Listing, field, tabled

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

NO_QUEUE = frozenset({"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"})
QUEUES = Operation("sqs", "ListQueues")
ATTRIBUTES = Operation("sqs", "GetQueueAttributes", gone=NO_QUEUE)
TAGS = Operation("sqs", "ListQueueTags", gone=NO_QUEUE)


def queue_name(value: Value) -> str | None:
    """The name at the end of a queue's URL."""
    return value.rpartition("/")[2] if isinstance(value, str) and value else None


def queues(api: Api) -> Mapping[str, str]:
    """The URLs of the region's queues by name."""
    # Without a page size there are no pages: the answer ends silently after 1000 queues.
    found = api.items(QUEUES, "QueueUrls", MaxResults=1000)
    return {str(url).rpartition("/")[2]: str(url) for url in found}


def attributes(api: Api, item: Item) -> Mapping[str, Any]:
    """All attributes of a queue, as text. Raises Gone."""
    answer = api.call(ATTRIBUTES, QueueUrl=item.raw["QueueUrl"], AttributeNames=["All"]) or {}
    return answer.get("Attributes") or {}


def number(name: str) -> Callable[[Any], int | None]:
    """An attribute that is a number written as text."""

    def read(raw: Any) -> int | None:
        value = raw.get(name)
        return int(value) if value is not None and str(value).isdecimal() else None

    return read


def flag(name: str) -> Callable[[Any], bool | None]:
    """An attribute that is true or false written as text."""

    def read(raw: Any) -> bool | None:
        value = raw.get(name)
        return None if value is None else str(value).lower() == "true"

    return read


def _redrive(value: Value) -> Hashable:
    document = parse_json(value)
    if not isinstance(document, Mapping):
        return frozen(document)
    sources = document.get("sourceQueueArns")
    if isinstance(sources, (list, tuple)):
        document = {**document, "sourceQueueArns": sorted(map(str, sources))}
    return frozen(document)


redrive: Same = by(_redrive)
"""Redrive documents: ``"5"`` is 5, and the source queues are a set."""


same_queue: Same = by(queue_name)
"""URLs of one queue: the service answers to several hosts, and the join key holds the rest."""


def setting(type_name: str, name: str, attribute: str, same: Same) -> Reader:
    """The reader of an attribute of queues that is written apart from the queue.

    name: Terraform's argument, of this type and of the queue. attribute: SQS's.
    """

    def key(resource: Resource) -> str | None:
        return queue_name(resource.attributes.get("queue_url")) or queue_name(resource.id)

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        # What nobody manages is shown by the queue itself.
        found = queues(api)
        return [
            Item(one, {"QueueUrl": found[one]}) for one in managed.of(type_name) if one in found
        ]

    def read(api: Api, item: Item) -> Mapping[str, Any]:
        found = attributes(api, item)
        if not found.get(attribute):
            raise Gone(f"the queue has no {attribute}")
        return found

    return tabled(
        type_name,
        Listing((QUEUES,), items),
        key=key,
        fields=(field("queue_url", "QueueUrl", same_queue),),
        details=(Detail((ATTRIBUTES,), read, (field(name, attribute, same),)),),
        import_id="{queue_url}",
        owns=(
            Owned("aws_sqs_queue", name, type_name, "queue_url", "url"),
            Owned("aws_sqs_queue", name, type_name, "queue_url", "id"),
        ),
    )
