"""What the types of EC2 share: operations, the owner's own resources, ARNs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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


VPCS = describe("Vpcs")
NETWORK_INTERFACES = describe("NetworkInterfaces")


def own(
    operation: Operation,
    key: str,
    id: str,
    owner: str = "OwnerId",
    *,
    only: Callable[[Any], bool] | None = None,
) -> Listing:
    """Every element of a description that belongs to the account; what is only shared with it
    is somebody else's to declare. only: which elements count."""
    found = listed(operation, key, id, only=only)

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


def of_default_vpc(listing: Listing, vpc: Callable[[Any], Any]) -> Listing:
    """The listing with ``"OfDefaultVpc"``: whether the VPC that `vpc` finds in an element is the
    one that every account has."""

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        default = {one.get("VpcId") for one in api.items(VPCS, "Vpcs") if one.get("IsDefault")}
        for item in listing.items(api, managed):
            raw = {**item.raw, "OfDefaultVpc": vpc(item.raw) in default}
            yield replace(item, raw=raw)

    return Listing((*listing.operations, VPCS), items)


def one_object(listing: Listing) -> Listing:
    """The listing for types of which two describe one object, known by its id."""

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for item in listing.items(api, managed):
            yield replace(item, objects=frozenset({item.id}))

    return Listing(listing.operations, items)


def attached(name: str) -> Callable[[Any], Any]:
    """The value of `name` in the first attachment that is not ending."""

    def read(raw: Any) -> Any:
        for one in raw.get("Attachments", ()):
            if one.get("State") not in ("detaching", "detached"):
                return one.get(name)
        return None

    return read


VOLUMES = describe("Volumes")


def tagged_by_service(raw: Any, *keys: str) -> bool:
    """Whether a service of AWS made it: it tags what it makes with keys nobody else can set, or
    names itself as the operator."""
    tags = {str(tag.get("Key", "")) for tag in raw.get("Tags") or ()}
    return bool(raw.get("Operator", {}).get("Managed")) or any(
        tag.startswith(key) for tag in tags for key in keys
    )


def plain_text(encoded: Any) -> Any:
    """User data as it was written; in base64 where it is no text, or would read as base64."""
    import base64
    import binascii

    if not isinstance(encoded, str):
        return encoded
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return encoded
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return encoded
