"""What the types of Lambda share: operations, the functions in scope, names of functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource

GONE = frozenset({"ResourceNotFoundException"})
LIST_TAGS = Operation("lambda", "ListTags", gone=GONE)


def read(name: str, *, missing: str = "gone") -> Operation:
    """``lambda:<name>``. missing: what ResourceNotFoundException means, gone or absent."""
    return Operation("lambda", name, **{missing: GONE})  # type: ignore[arg-type]


def parts(function: Any) -> tuple[str, str]:
    """(name, qualifier) of a function's name, partial or full ARN; no qualifier is ""."""
    if not isinstance(function, str):
        return "", ""
    names = function.split(":")
    if "function" in names[:-1]:
        names = names[names.index("function") + 1 :]
    return names[0], names[1] if len(names) > 1 else ""


def same_function(expected: Any, live: Any) -> bool:
    """A function by its name or its ARN."""
    one, other = parts(expected), parts(live)
    if not (isinstance(expected, str) and isinstance(live, str)):
        return bool(expected == live)
    if expected.startswith("arn:") and live.startswith("arn:"):
        return bool(expected == live)
    return one[0] == other[0] and (one[1] == other[1] or not (one[1] and other[1]))


def in_scope(managed: Managed, *types: str) -> Iterable[str]:
    """Names of the functions that Terraform manages, or something of: of these types."""
    found = dict.fromkeys(managed.of("aws_lambda_function"))
    for name in types:
        for resource in managed.of(name).values():
            found[parts(resource.attributes.get("function_name"))[0]] = None
    return [name for name in found if name]


def within(separator: str, *names: str) -> Any:
    """The join key of something within a function: the function's name, then these arguments."""

    def key(resource: Resource) -> str | None:
        function = parts(resource.attributes.get("function_name"))[0]
        found = [resource.attributes.get(name) or "" for name in names]
        if function and all(isinstance(one, str) for one in found) and found[0]:
            return separator.join([function, *found]).rstrip(separator)
        return resource.id

    return key
