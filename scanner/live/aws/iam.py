"""What the IAM types share: one bulk call for everything, documents as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import policy
from scanner.live.aws.api import Gone, required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, by, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Reader

DETAILS = Operation("iam", "GetAccountAuthorizationDetails")
LIST_ROLES = Operation("iam", "ListRoles")
NOBODY = frozenset({"NoSuchEntity"})
GET_POLICY = Operation("iam", "GetPolicy", gone=NOBODY)
LIST_ACCESS_KEYS = Operation("iam", "ListAccessKeys", gone=NOBODY)


def roles(api: Api) -> Mapping[str, Any]:
    """Every role of the account with its policies, by name."""
    return api.index(DETAILS, "RoleDetailList", "RoleName", Filter=["Role"])


def users(api: Api) -> Mapping[str, Any]:
    """Every user of the account with policies and groups, by name."""
    return api.index(DETAILS, "UserDetailList", "UserName", Filter=["User"])


def groups(api: Api) -> Mapping[str, Any]:
    """Every group of the account with its policies, by name."""
    return api.index(DETAILS, "GroupDetailList", "GroupName", Filter=["Group"])


def policies(api: Api) -> tuple[Any, ...]:
    """Every managed policy that belongs to the account."""
    return api.items(DETAILS, "Policies", Filter=["LocalManagedPolicy"])


def document(value: Any) -> str:
    """A policy document as JSON text; botocore has decoded it, or left the text it could not."""
    return value if isinstance(value, str) else json.dumps(value)


def concerned(api: Api, managed: Managed) -> set[str]:
    """The users whose credentials, which IAM lists by the user alone, are worth a request each:
    managed ones, or all where nobody manages anything."""
    return {*(users(api) if managed.everything else managed.of("aws_iam_user"))}


def access_keys(api: Api, user: str) -> Mapping[str, Any]:
    """The access keys of a user by their id, without the secrets; none when there is no user."""
    try:
        return api.index(LIST_ACCESS_KEYS, "AccessKeyMetadata", "AccessKeyId", UserName=user)
    except Gone:
        return {}


def inline_policies(
    type_name: str, holder: str, holders: Callable[[Api], Mapping[str, Any]], key: str
) -> Reader:
    """The reader of the policies written into users, or into groups.

    holder: the argument that names the user or the group. key: where its details hold them.
    """

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for name, details in holders(api).items():
            for one in details.get(key, ()):
                policy_name = required(one, "PolicyName")
                yield Item(f"{name}:{policy_name}", {**one, "Holder": name})

    return tabled(
        type_name,
        Listing((DETAILS,), items),
        key=by(holder, "name", separator=":"),
        fields=(
            field(holder, "Holder"),
            field("name", "PolicyName"),
            field("policy", lambda raw: document(raw.get("PolicyDocument", "")), policy),
        ),
        apply_only=("name_prefix",),
        regional=False,
    )


def attached_policies(
    type_name: str, holder: str, holders: Callable[[Api], Mapping[str, Any]]
) -> Reader:
    """The reader of the managed policies attached to users, or to groups."""

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for name, details in holders(api).items():
            for one in details.get("AttachedManagedPolicies", ()):
                arn = required(one, "PolicyArn")
                yield Item(f"{name}:{arn}", {**one, "Holder": name})

    return tabled(
        type_name,
        Listing((DETAILS,), items),
        # Terraform's own id ends in a time stamp.
        key=by(holder, "policy_arn", separator=":"),
        fields=(field(holder, "Holder"), field("policy_arn", "PolicyArn")),
        import_id=f"{{{holder}}}/{{policy_arn}}",
        regional=False,
    )


def membership(user: str, group: str) -> str:
    """One user's place in one group, which two resource types can spell."""
    return f"{user}/{group}"
