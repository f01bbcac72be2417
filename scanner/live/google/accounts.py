"""Service accounts that Google makes by itself, and what identifies the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.model import Resource

_DEFAULT = re.compile(
    r"\d{1,20}-compute@developer\.gserviceaccount\.com"
    r"|[a-z0-9.:-]{1,64}@appspot\.gserviceaccount\.com"
)
_AGENT = re.compile(
    r"\d{1,20}@(?:cloudservices|cloudbuild)\.gserviceaccount\.com"
    r"|service-\d{1,20}@[a-z0-9.-]{1,64}\.iam\.gserviceaccount\.com"
)
_AGENT_ROLES = frozenset(("roles/editor", "roles/cloudbuild.builds.builder"))


def default_account(email: Any) -> bool:
    """Whether Google makes the account: of Compute Engine, of App Engine, a service's agent.

    https://cloud.google.com/iam/docs/service-account-types
    """
    return isinstance(email, str) and bool(_DEFAULT.fullmatch(email) or _AGENT.fullmatch(email))


def automatic_grant(role: str, member: str) -> bool:
    """Whether Google grants a role by itself: to its agents, and to the default accounts.

    https://cloud.google.com/iam/docs/service-agents
    """
    email = member.partition(":")[2]
    if _AGENT.fullmatch(email):
        return role.endswith((".serviceAgent", ".ServiceAgent")) or role in _AGENT_ROLES
    return bool(_DEFAULT.fullmatch(email)) and role == "roles/editor"


def email_of(resource: Resource) -> str | None:
    """A service account's join key: its e-mail address, which a declared name gives as well."""
    email = resource.attributes.get("email")
    if isinstance(email, str) and email:
        return email
    name, project = (resource.attributes.get(one) for one in ("account_id", "project"))
    if isinstance(name, str) and isinstance(project, str) and name and project:
        return f"{name}@{project}.iam.gserviceaccount.com"
    return None
