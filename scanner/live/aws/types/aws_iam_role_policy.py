"""An inline policy of a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import policy, scalar
from scanner.live.aws.api import required
from scanner.live.aws.iam import DETAILS, document, roles
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource


def _key(resource: Resource) -> str | None:
    role, name = resource.attributes.get("role"), resource.attributes.get("name")
    if isinstance(role, str) and isinstance(name, str) and role and name:
        return f"{role}:{name}"
    return resource.id


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [
        Item(
            f"{role}:{required(one, 'PolicyName')}",
            {
                "role": role,
                "name": one["PolicyName"],
                "policy": document(one.get("PolicyDocument", "")),
            },
        )
        for role, details in roles(api).items()
        for one in details.get("RolePolicyList", ())
    ]


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    role = resource.attributes.get("role")
    return (role, "inline_policy") if isinstance(role, str) else None


READER = Reader(
    projection=Projection(
        "aws_iam_role_policy",
        (
            Attribute("role", scalar),
            Attribute("name", scalar),
            Attribute("name_prefix", kind=AttributeKind.APPLY_ONLY),
            Attribute("policy", policy),
        ),
        _key,
    ),
    operations=(DETAILS,),
    listing=_listing,
    parts=(Part(("role", "name", "policy"), lambda api, item: item.raw, bulk=True),),
    regional=False,
    parent_type="aws_iam_role",
    owner=lambda item: (item.raw["role"], "inline_policy"),
    owner_of=_owner_of,
    siblings=("aws_iam_role_policy",),
)
