"""Whether a user may sign in with a password. Nothing tells the password itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.live.aws.iam import DETAILS, NOBODY, concerned
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, by, detail, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_iam_user_login_profile"
PROFILE = Operation("iam", "GetLoginProfile", gone=NOBODY)


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    # IAM has no list of them; there is at most one a user.
    return [Item(name) for name in sorted({*managed.of(_TYPE), *concerned(api, managed)})]


READER = tabled(
    _TYPE,
    Listing((DETAILS,), _items),
    key=by("user"),
    fields=(),
    details=(
        # Whether an unmanaged one exists at all is only known once it has been asked for.
        replace(
            detail(
                PROFILE,
                {"UserName": "."},
                (
                    field("user", "UserName"),
                    field("password_reset_required", "PasswordResetRequired", default=False),
                ),
                result="LoginProfile",
            ),
            bulk=True,
        ),
    ),
    apply_only=("pgp_key", "password_length"),
    regional=False,
)
