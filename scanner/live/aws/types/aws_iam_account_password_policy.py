"""What the passwords of the account's users must be like; one an account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.iam import NOBODY
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

POLICY = Operation("iam", "GetAccountPasswordPolicy", absent=NOBODY)
_ID = "iam-account-password-policy"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    found = api.call(POLICY)
    return [] if found is None else [Item(_ID, found.get("PasswordPolicy", {}))]


READER = tabled(
    "aws_iam_account_password_policy",
    Listing((POLICY,), _items),
    key=lambda resource: _ID,
    fields=(
        field("allow_users_to_change_password", "AllowUsersToChangePassword", default=True),
        field("hard_expiry", "HardExpiry", default=False),
        field("max_password_age", "MaxPasswordAge", default=0),
        field("minimum_password_length", "MinimumPasswordLength", default=6),
        field("password_reuse_prevention", "PasswordReusePrevention", default=0),
        field("require_lowercase_characters", "RequireLowercaseCharacters", default=False),
        field("require_numbers", "RequireNumbers", default=False),
        field("require_symbols", "RequireSymbols", default=False),
        field("require_uppercase_characters", "RequireUppercaseCharacters", default=False),
        computed("expire_passwords", "ExpirePasswords"),
    ),
    regional=False,
)
