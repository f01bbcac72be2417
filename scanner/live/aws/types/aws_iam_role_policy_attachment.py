"""A managed policy attached to a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import scalar
from scanner.live.aws.api import required
from scanner.live.aws.iam import DETAILS, roles
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.model import Origin
from scanner.projection import Attribute, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # Terraform's id ends in a time stamp; role and policy are what identifies an attachment.
    role, arn = resource.attributes.get("role"), resource.attributes.get("policy_arn")
    if isinstance(role, str) and isinstance(arn, str) and role and arn:
        return f"{role}:{arn}"
    return None


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    return [
        Item(f"{role}:{required(one, 'PolicyArn')}", {"role": role, "policy_arn": one["PolicyArn"]})
        for role, details in roles(api).items()
        for one in details.get("AttachedManagedPolicies", ())
    ]


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    role = resource.attributes.get("role")
    return (role, "managed_policy_arns") if isinstance(role, str) else None


READER = Reader(
    projection=Projection(
        "aws_iam_role_policy_attachment",
        (Attribute("role", scalar), Attribute("policy_arn", scalar)),
        _key,
        import_id="{role}/{policy_arn}",
    ),
    operations=(DETAILS,),
    listing=_listing,
    parts=(Part(("role", "policy_arn"), lambda api, item: item.raw, bulk=True),),
    regional=False,
    parent_type="aws_iam_role",
    owner=lambda item: (item.raw["role"], "managed_policy_arns"),
    owner_of=_owner_of,
    siblings=("aws_iam_role_policy_attachment",),
)
