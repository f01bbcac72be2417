"""A managed policy of the account's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import policy, scalar
from scanner.live.aws.api import required
from scanner.live.aws.iam import DETAILS, GET_POLICY, document, policies
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.model import Origin
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_COMPUTED = AttributeKind.COMPUTED


def _path_and_name(arn: str) -> str:
    """``/team/reader``: what an ARN says beyond the account, and unique in it."""
    return "/" + arn.partition(":policy/")[2]


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    for arn in (resource.attributes.get("arn"), resource.id):
        if isinstance(arn, str) and ":policy/" in arn:
            return _path_and_name(arn)
    name, path = resource.attributes.get("name"), resource.attributes.get("path")
    if isinstance(name, str) and name and (path is None or isinstance(path, str)):
        return f"{path or '/'}{name}"
    return None


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(_path_and_name(required(one, "Arn")), one) for one in policies(api)]


def _read(api: Api, item: Item) -> Mapping[str, Value]:
    found = item.raw
    default: Mapping[str, Any] = next(
        (one for one in found.get("PolicyVersionList", ()) if one.get("IsDefaultVersion")), {}
    )
    path, _, name = item.id.rpartition("/")
    return {
        "name": name,
        "arn": found["Arn"],
        "path": f"{path}/",
        "policy": document(default.get("Document", "")),
    }


def _rest(api: Api, item: Item) -> Mapping[str, Value]:
    # The bulk call leaves out tags.
    found = (api.call(GET_POLICY, PolicyArn=item.raw["Arn"]) or {}).get("Policy", {})
    return {
        "description": found.get("Description", ""),
        "policy_id": found.get("PolicyId"),
        **tag_values(found.get("Tags")),
    }


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
        Part(("name", "arn", "path", "policy"), _read, bulk=True),
        Part(("description", "policy_id", "tags", "tags_all"), _rest),
    ),
    regional=False,
)
