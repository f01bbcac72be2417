"""Where the code's provider configurations say that resources are: region, account, project, role.

What scanned code says is not trusted with the user's credentials: a role, service account or
profile that it names is used only when the user names it too, and its credentials, tokens and
endpoints never are. A region or project is only a place to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.model import Origin, Resource, Value

_REGION = re.compile(r"[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}")
_ACCOUNT = re.compile(r"\d{12}")
_PROJECT = re.compile(r"(?:[a-z0-9.-]{1,63}:)?[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PLACE = re.compile(r"[a-z]{2,20}(?:-[a-z]{2,20}){1,3}\d{1,2}(?:-[a-z])?")
_GOOGLE = ("google", "google-beta")


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One ``provider "aws"`` or ``"google"`` block. Everything ``""`` where it does not say or is
    unknown. role: of AWS an ARN, of Google the service account to be impersonated."""

    region: str = ""
    role: str = ""
    profile: str = ""
    account: str = ""
    project: str = ""
    zone: str = ""


def provider_settings(resources: Iterable[Resource]) -> dict[str, ProviderSettings]:
    """The configurations of a root module by name, ``aws``, ``aws.east``, ``google-beta``."""
    found: dict[str, ProviderSettings] = {}
    for one in resources:
        name = one.address.removeprefix("provider.")
        kind = name.partition(".")[0]
        if one.type != "terraform_provider" or one.calls or kind not in ("aws", *_GOOGLE):
            continue
        says = one.attributes
        if kind in _GOOGLE:
            found[name] = ProviderSettings(
                region=_matching(_PLACE, says.get("region")),
                role=_text(says.get("impersonate_service_account")),
                project=_matching(_PROJECT, says.get("project")),
                zone=_matching(_PLACE, says.get("zone")),
            )
            continue
        role = says.get("assume_role")
        block = role[0] if isinstance(role, list) and role else {}
        accounts = says.get("allowed_account_ids")
        found[name] = ProviderSettings(
            region=_matching(_REGION, says.get("region")),
            role=_text(block.get("role_arn")) if isinstance(block, Mapping) else "",
            profile=_text(says.get("profile")),
            account=_matching(_ACCOUNT, accounts[0])
            if isinstance(accounts, list) and len(accounts) == 1
            else "",
        )
    return found


def role_for(account: str, settings: ProviderSettings, allowed: Sequence[str]) -> str | None:
    """The role to read a resource as, of those that the user allows.

    The one that the provider's block names, else the one of the resource's account, else the only
    one there is. None: as the user.
    """
    if settings.role in allowed:
        return settings.role
    account = account or settings.account or account_of(settings.role)
    if account:
        return next((one for one in allowed if account_of(one) == account), None)
    return allowed[0] if len(allowed) == 1 else None


def with_places(resource: Resource, settings: ProviderSettings, project: str) -> Resource:
    """Declared code as Terraform would send it: with the project, region and zone that it leaves
    to its provider. Without them nothing tells which live resource it is."""
    from scanner.terraform.schemas import find

    schema = find(resource.type) if resource.origin is Origin.CODE else None
    if schema is None:
        return resource
    says = {"project": project, "region": settings.region, "zone": settings.zone}
    missing = {
        name: value
        for name, value in says.items()
        if value
        and name in schema.block.attributes
        and schema.block.attributes[name].optional
        and resource.attributes.get(name) is None
    }
    return replace(resource, attributes={**resource.attributes, **missing})


def account_of(arn: str) -> str:
    """The account in an ARN, ``""`` without one."""
    parts = arn.split(":", 5)
    return parts[4] if len(parts) == 6 and _ACCOUNT.fullmatch(parts[4]) else ""


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _matching(pattern: re.Pattern[str], value: Value) -> str:
    text = str(value) if isinstance(value, (str, int)) else ""
    return text if pattern.fullmatch(text) else ""
