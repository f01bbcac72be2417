"""A managed policy of the account's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.compare import policy, scalar
from scanner.live.aws.iam import DETAILS, GET_POLICY, document, policies
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_COMPUTED = AttributeKind.COMPUTED


def _key(resource: Resource) -> str | None:
    """Path and name, ``/team/reader``, which are in the ARN as well and unique in an account."""
    for arn in (resource.attributes.get("arn"), resource.id):
        if isinstance(arn, str) and ":policy/" in arn:
            return "/" + arn.partition(":policy/")[2]
    name, path = resource.attributes.get("name"), resource.attributes.get("path")
    if isinstance(name, str) and name and (path is None or isinstance(path, str)):
        return f"{path or '/'}{name}"
    return None


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(f"{one.get('Path', '/')}{one['PolicyName']}", one) for one in policies(api)]


def _read(api: Api, item: Item) -> Mapping[str, Value]:
    found = item.raw
    default = next(
        (one for one in found.get("PolicyVersionList", ()) if one.get("IsDefaultVersion")), {}
    )
    return {
        "name": found["PolicyName"],
        "arn": found.get("Arn"),
        "policy_id": found.get("PolicyId"),
        "path": found.get("Path", "/"),
        "policy": document(default.get("Document", "")),
    }


def _rest(api: Api, item: Item) -> Mapping[str, Value]:
    # The bulk call leaves out tags, and often the description.
    found = (api.call(GET_POLICY, PolicyArn=item.raw["Arn"]) or {}).get("Policy", {})
    return {"description": found.get("Description", ""), **tag_values(found.get("Tags"))}


READER = Reader(
    projection=Projection(
        "aws_iam_policy",
        (
            Attribute("name", scalar),
            Attribute("name_prefix", kind=AttributeKind.APPLY_ONLY),
            Attribute("arn", scalar, _COMPUTED),
            Attribute("policy_id", scalar, _COMPUTED),
            Attribute("path", scalar, default="/"),
            Attribute("policy", policy),
            Attribute("description", scalar, default=""),
            *TAG_ROWS,
        ),
        _key,
    ),
    operations=(DETAILS, GET_POLICY),
    listing=_listing,
    parts=(
        Part(("name", "arn", "policy_id", "path", "policy"), _read, bulk=True),
        Part(("description", "tags", "tags_all"), _rest),
    ),
    regional=False,
)
