"""Who has which role on what in Google Cloud, whichever resource says so.

Every service has three of them: ``google_X_iam_member`` gives a role to one member,
``google_X_iam_binding`` to all the members that may have it, and ``google_X_iam_policy`` is a whole
policy as JSON, mostly of ``data.google_iam_policy``.
Source: https://cloud.google.com/iam/docs/policies and the provider's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scanner.maybes import Maybe
from scanner.model import Value
from scanner.shapes.values import asks, matches
from scanner.views import View

_MADE: Final = re.compile(r"(?:\A|\.)google_service_account\.")
_EVERYONE: Final = ("allUsers", "allAuthenticatedUsers")
_BASIC: Final = ("roles/owner", "roles/editor", "roles/viewer")
_ADMIN: Final = re.compile(r"\Aroles/(?:owner|editor|[\w.]*[aA]dmin)\Z")
_DEFAULT_ACCOUNT: Final = re.compile(
    r"\AserviceAccount:(?:[0-9]+-compute@developer|[^@]+@appspot|[0-9]+@cloudbuild)"
    r"\.gserviceaccount\.com\Z"
)
_OWN_ACCOUNT: Final = re.compile(r"\AserviceAccount:[^@]+@[^@]+\.iam\.gserviceaccount\.com\Z")
# The agents that Google's services act as are numbered by project.
_AGENT: Final = re.compile(r"\AserviceAccount:service-(?:org-|folder-)?[0-9]+@")
_APIS_AGENT: Final = re.compile(r"\AserviceAccount:[0-9]+@cloudservices\.gserviceaccount\.com\Z")


def iam_types(*resources: str) -> tuple[str, ...]:
    """The types that grant roles on these resources: ``project``, ``storage_bucket``."""
    return tuple(
        f"google_{resource}_iam_{kind}"
        for resource in resources
        for kind in ("member", "binding", "policy")
    )


@dataclass(frozen=True, slots=True)
class IamGrant:
    """One member that has one role.

    binding: where the role, its members and its condition stand. member: read its `value`
    (``user:ann@example.com``). Say what is wrong with `fail` of one of them.
    """

    binding: View
    member: View

    @property
    def role(self) -> Value:
        """``roles/storage.objectViewer``, or the path of a custom role."""
        return self.binding.get("role", default="")

    def is_public(self) -> bool:
        """Whether the member is everyone on the internet, or everyone with a Google account."""
        return not self.is_made_here() and self.member.value in _EVERYONE

    def is_made_here(self) -> bool:
        """Whether the member is a service account that the same code makes, whose address may be
        known only then."""
        return is_account_made_here(self.member.value)

    def is_default_account(self) -> bool:
        """Whether it is a default service account, that of Compute Engine, App Engine or Cloud
        Build, which everything runs as that names no account of its own."""
        return not self.is_made_here() and matches(_DEFAULT_ACCOUNT, self.member.value)

    def is_service_account(self) -> bool:
        """Whether it is a service account that somebody made, or a default one; not an agent of
        Google's."""
        if self.is_made_here():
            return True
        return asks(self.member.value, "is a service account", _is_service_account)

    def is_service_agent(self) -> bool:
        """Whether it is an account that one of Google's services acts as in your project."""
        return not self.is_made_here() and matches(_AGENT, self.member.value)

    def is_google_apis_agent(self) -> bool:
        """Whether it is the Google APIs service agent, which Google itself makes an editor."""
        return not self.is_made_here() and matches(_APIS_AGENT, self.member.value)

    def is_conditional(self) -> bool:
        """Whether a condition limits it."""
        return self.binding.is_set("condition.expression")


def is_account_made_here(value: Value) -> bool:
    """Whether a value is, or is composed of, an attribute of a ``google_service_account`` of the
    code: nobody's but that account's, though it is not known yet."""
    return isinstance(value, Maybe) and any(_MADE.search(name) for name in value.references)


def _is_service_account(member: Value) -> bool:
    text = str(member)
    if _DEFAULT_ACCOUNT.match(text):
        return True
    return bool(_OWN_ACCOUNT.match(text)) and not _AGENT.match(text)


def iam_grants(view: View) -> Iterator[IamGrant]:
    """Each role that each member has by a ``google_*_iam_member``, ``_binding`` or ``_policy``."""
    kind = view.type.rpartition("_")[2]
    if kind == "policy":
        for binding in view.document("policy_data").each("bindings"):
            for member in binding.each("members"):
                yield IamGrant(binding, member)
    elif kind == "binding":
        for member in view.each("members"):
            yield IamGrant(view, member)
    else:
        yield IamGrant(view, view.sub("member"))


def public_grants(view: View) -> Iterator[IamGrant]:
    """Those of `iam_grants` that are for everyone."""
    for grant in iam_grants(view):
        if grant.is_public():
            yield grant


def is_unattended_admin(grant: IamGrant) -> bool:
    """Whether a service account has the role of an owner, an editor or an administrator."""
    return matches(_ADMIN, grant.role) and grant.is_service_account()


def is_basic_role(role: Value) -> bool:
    """Whether a role is one of the basic ones, owner, editor and viewer, of every service."""
    return role in _BASIC
