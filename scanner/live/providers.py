"""Where the code's provider configurations say that resources are: region, account, role.

What scanned code says is not trusted with the user's credentials: a role or profile that it names
is used only when the user names it too. A region is only a place to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scanner.model import Resource, Value

_REGION = re.compile(r"[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}")
_ACCOUNT = re.compile(r"\d{12}")


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One ``provider "aws"`` block. Everything ``""`` where it does not say or is unknown."""

    region: str = ""
    role: str = ""
    profile: str = ""
    account: str = ""


def provider_settings(resources: Iterable[Resource]) -> dict[str, ProviderSettings]:
    """The AWS configurations of a root module by name, ``aws`` and ``aws.east``."""
    found: dict[str, ProviderSettings] = {}
    for one in resources:
        name = one.address.removeprefix("provider.")
        if one.type != "terraform_provider" or one.calls or name.partition(".")[0] != "aws":
            continue
        says = one.attributes
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


def account_of(arn: str) -> str:
    """The account in an ARN, ``""`` without one."""
    parts = arn.split(":", 5)
    return parts[4] if len(parts) == 6 and _ACCOUNT.fullmatch(parts[4]) else ""


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _matching(pattern: re.Pattern[str], value: Value) -> str:
    text = str(value) if isinstance(value, (str, int)) else ""
    return text if pattern.fullmatch(text) else ""
