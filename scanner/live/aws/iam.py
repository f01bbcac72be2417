"""What the IAM types share: one bulk call for everything, documents as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

DETAILS = Operation("iam", "GetAccountAuthorizationDetails")
LIST_ROLES = Operation("iam", "ListRoles")
GET_POLICY = Operation("iam", "GetPolicy", gone=frozenset({"NoSuchEntity"}))


def roles(api: Api) -> Mapping[str, Any]:
    """Every role of the account with its policies, by name."""
    return api.index(DETAILS, "RoleDetailList", "RoleName", Filter=["Role"])


def policies(api: Api) -> tuple[Any, ...]:
    """Every managed policy that belongs to the account."""
    return api.items(DETAILS, "Policies", Filter=["LocalManagedPolicy"])


def document(value: Any) -> str:
    """A policy document as JSON text; botocore has decoded it, or left the text it could not."""
    return value if isinstance(value, str) else json.dumps(value)
