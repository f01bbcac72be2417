"""What the local server lacks of IAM, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
_BOUNDARY = "arn:aws:iam::123456789012:policy/staff/reading"
_HIDDEN = {"secret": "not-a-secret", "ses_smtp_password_v4": "not-a-secret"}
_TAGS = {"team": "core", "owner": "platform"}
DOCUMENTATION = {
    "aws_iam_user": f"{_API}API_UserDetail.html",
    "aws_iam_saml_provider": f"{_API}API_GetSAMLProvider.html",
    "aws_iam_user_login_profile": f"{_API}API_GetLoginProfile.html",
    "aws_iam_access_key": f"{_API}API_ListAccessKeys.html",
}
AMENDED = {
    "aws_iam_user.main": {"permissions_boundary": _BOUNDARY},
    "aws_iam_user_login_profile.main": {
        "password_reset_required": True,
        "password": "not-a-secret",
    },
    "aws_iam_saml_provider.main": {"tags": {"team": "core"}, "tags_all": _TAGS},
    "aws_iam_saml_provider.plain": {"tags_all": {"owner": "platform"}},
    # No secret is recorded, not even one that the local server has made up.
    "aws_iam_access_key.main": _HIDDEN,
    "aws_iam_access_key.plain": _HIDDEN,
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The boundary of a user, and that a new password must be chosen."""
    user = f"<UserId>{world.at('aws_iam_user.main', 'unique_id')}</UserId>"
    boundary = (
        "<PermissionsBoundary>"
        "<PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType>"
        f"<PermissionsBoundaryArn>{_BOUNDARY}</PermissionsBoundaryArn></PermissionsBoundary>"
    )
    swap(answers, "Filter.member.1=User", user, user + boundary)
    for name, tags in (("workforce", _TAGS), ("partners", {"owner": "platform"})):
        members = "".join(
            f"<member><Key>{key}</Key><Value>{value}</Value></member>"
            for key, value in tags.items()
        )
        swap(
            answers,
            f"saml-provider%2F{name}",
            "</GetSAMLProviderResult>",
            f"<Tags>{members}</Tags></GetSAMLProviderResult>",
        )
    swap(
        answers,
        "Action=GetLoginProfile&Version=2010-05-08&UserName=ann",
        "<PasswordResetRequired>false",
        "<PasswordResetRequired>true",
    )


def _edit(request: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = next(key for key in answers if request in key)
        return {key: (old, new)}

    return edits


def _edit_group(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    key = next(key for key in answers if "Filter.member.1=Group" in key)
    changed = {key: answers[key]}
    name = "<GroupName>writers</GroupName>"
    swap(changed, key, "<Path>/</Path>", "<Path>/other/</Path>", before=name)
    return changed


EDITS = {
    "aws_iam_user.plain: path": _edit(
        "Filter.member.1=User", "<Path>/</Path>", "<Path>/guests/</Path>"
    ),
    "aws_iam_group.plain: path": _edit_group,
    "aws_iam_saml_provider.main: tags": _edit(
        "saml-provider%2Fworkforce", "<Value>core</Value>", "<Value>other</Value>"
    ),
    "aws_iam_user.main: permissions_boundary": _edit(
        "Filter.member.1=User", _BOUNDARY, "arn:aws:iam::123456789012:policy/everything"
    ),
    "aws_iam_user_login_profile.main: password_reset_required": _edit(
        "Action=GetLoginProfile&Version=2010-05-08&UserName=ann",
        "<PasswordResetRequired>true",
        "<PasswordResetRequired>false",
    ),
    "aws_iam_openid_connect_provider.main: client_id_list": _edit(
        "Action=GetOpenIDConnectProvider&Version=2010-05-08&OpenIDConnectProviderArn="
        "arn%3Aaws%3Aiam%3A%3A123456789012%3Aoidc-provider%2Ftoken.actions",
        "<member>sts.amazonaws.com</member>",
        "<member>anybody</member>",
    ),
}
