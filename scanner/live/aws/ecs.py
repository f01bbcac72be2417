"""What the types of ECS share: operations, lists described in batches, names in ARNs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation
from scanner.live.aws.tags import tag_map
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

LIST_CLUSTERS = Operation("ecs", "ListClusters")


def described(
    api: Api, operation: Operation, parameter: str, size: int, arns: Sequence[str], **fixed: Any
) -> Iterable[Any]:
    """What a Describe call says of `arns`, `size` at a time.

    Raises NotRead for a failure that is none of "it has just been deleted".
    """
    for start in range(0, len(arns), size):
        asked = {parameter: list(arns[start : start + size]), **fixed}
        answer = api.call(operation, **asked) or {}
        for failure in answer.get("failures") or ():
            if failure.get("reason") != "MISSING":
                raise NotRead(f"{operation.label}: {failure.get('reason')}")
        yield from answer.get(parameter) or ()


def clusters(api: Api) -> Sequence[str]:
    """The ARNs of all clusters."""
    return api.items(LIST_CLUSTERS, "clusterArns")


def last(name: Any) -> str:
    """The name at the end of an ARN; a name is its own."""
    return name.rpartition("/")[2] if isinstance(name, str) else ""


def own_tags(raw: Any) -> dict[str, str]:
    """ECS writes tags in small letters."""
    return tag_map(
        {"Key": one.get("key"), "Value": one.get("value", "")} for one in raw.get("tags") or ()
    )


def pairs(source: str) -> Callable[[Any], dict[str, Any]]:
    """A list of ``{name, value}`` as a map."""

    def read(raw: Any) -> dict[str, Any]:
        return {one["name"]: one.get("value", "") for one in raw.get(source) or ()}

    return read
