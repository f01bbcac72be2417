"""An IAM role: who may take it, and what it may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.compare import blocks, policy, scalar, string_set
from scanner.live.aws.iam import DETAILS, LIST_ROLES, document, roles
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.tags import TAG_ROWS, tag_values
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_COMPUTED, _APPLY_ONLY = AttributeKind.COMPUTED, AttributeKind.APPLY_ONLY


def _key(resource: Resource) -> str | None:
    name = resource.attributes.get("name")
    return name if isinstance(name, str) and name else resource.id


PROJECTION = Projection(
    "aws_iam_role",
    (
        Attribute("name", scalar),
        Attribute("name_prefix", kind=_APPLY_ONLY),
        Attribute("arn", scalar, _COMPUTED),
        Attribute("unique_id", scalar, _COMPUTED),
        Attribute("path", scalar, default="/"),
        Attribute("assume_role_policy", policy),
        Attribute("description", scalar, default=""),
        Attribute("force_detach_policies", kind=_APPLY_ONLY),
        Attribute("inline_policy", blocks(key=("name",), same={"policy": policy}), default=[]),
        Attribute("managed_policy_arns", string_set, default=[]),
        Attribute("max_session_duration", scalar, default=3600),
        Attribute("permissions_boundary", scalar, default=""),
        *TAG_ROWS,
    ),
    _key,
)


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(name, role) for name, role in roles(api).items()]


def _read(api: Api, item: Item) -> Mapping[str, Value]:
    role = item.raw
    return {
        "name": item.id,
        "arn": role.get("Arn"),
        "unique_id": role.get("RoleId"),
        "path": role.get("Path", "/"),
        "assume_role_policy": document(role.get("AssumeRolePolicyDocument", "")),
        "inline_policy": [
            {"name": one["PolicyName"], "policy": document(one.get("PolicyDocument", ""))}
            for one in role.get("RolePolicyList", ())
        ],
        "managed_policy_arns": [
            one["PolicyArn"] for one in role.get("AttachedManagedPolicies", ())
        ],
        "permissions_boundary": role.get("PermissionsBoundary", {}).get(
            "PermissionsBoundaryArn", ""
        ),
        **tag_values(role.get("Tags")),
    }


def _rest(api: Api, item: Item) -> Mapping[str, Value]:
    # The bulk call leaves these two out.
    role = api.index(LIST_ROLES, "Roles", "RoleName").get(item.id, {})
    return {
        "description": role.get("Description", ""),
        "max_session_duration": role.get("MaxSessionDuration", 3600),
    }


def _by_aws(item: Item, attributes: Mapping[str, Value]) -> bool:
    # Service-linked roles and those of IAM Identity Center belong to AWS.
    return str(attributes.get("path")).startswith(("/aws-service-role/", "/aws-reserved/"))


READER = Reader(
    projection=PROJECTION,
    operations=(DETAILS, LIST_ROLES),
    listing=_listing,
    parts=(
        Part(
            (
                "name",
                "arn",
                "unique_id",
                "path",
                "assume_role_policy",
                "inline_policy",
                "managed_policy_arns",
                "permissions_boundary",
                "tags",
                "tags_all",
            ),
            _read,
            bulk=True,
        ),
        Part(("description", "max_session_duration"), _rest, bulk=True),
    ),
    regional=False,
    everywhere=_by_aws,
)
