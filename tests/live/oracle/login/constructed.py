"""What the local server lacks of user pools, as the documentation has the answers."""

from typing import Any

from bodies import complete, edit, has
from family import World

DOCUMENTATION = {
    "aws_cognito_user_pool": "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/"
    "APIReference/API_UserPoolType.html",
}
AMENDED = {
    "aws_cognito_user_pool.main": {
        "email_mfa_configuration": [{"message": "Code {####}", "subject": "Your code"}],
        "web_authn_configuration": [
            {"relying_party_id": "example.com", "user_verification": "required"}
        ],
    },
}


def _asked(world: World, operation: str, name: str) -> str:
    pool = world.id(f"aws_cognito_user_pool.{name}")
    return f'cognito-idp {operation} {{"UserPoolId": "{pool}"}}'


def amend(world: World, answers: dict[str, Any]) -> None:
    """Codes by mail, and passkeys."""
    complete(
        answers,
        _asked(world, "GetUserPoolMfaConfig", "main"),
        lambda found: "MfaConfiguration" in found,
        {
            "EmailMfaConfiguration": {"Message": "Code {####}", "Subject": "Your code"},
            "WebAuthnConfiguration": {
                "RelyingPartyId": "example.com",
                "UserVerification": "required",
            },
        },
    )


def _pool(where: Any, operation: str = "DescribeUserPool", **more: Any) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = edit(_asked(world, operation, "main"), where, **more)(
            world, answers
        )
        return found

    return edits


_MAIN = "aws_cognito_user_pool.main: "
_NAMED = has("Name", "customers")
EDITS = {
    f"{_MAIN}tags": _pool(has("team", "core"), team="other"),
    f"{_MAIN}password_policy.minimum_length": _pool(has("MinimumLength", 14), MinimumLength=6),
    f"{_MAIN}deletion_protection": _pool(_NAMED, DeletionProtection="INACTIVE"),
    f"{_MAIN}user_pool_add_ons": _pool(_NAMED, UserPoolAddOns={"AdvancedSecurityMode": "OFF"}),
    f"{_MAIN}lambda_config": _pool(
        has("KMSKeyID", "arn:aws:kms:eu-west-1:123456789012:key/a1"),
        PreSignUp="arn:aws:lambda:eu-west-1:210987654321:function:other",
    ),
    f"{_MAIN}admin_create_user_config.allow_admin_create_user_only": _pool(
        has("AllowAdminCreateUserOnly", True), AllowAdminCreateUserOnly=False
    ),
    f"{_MAIN}web_authn_configuration": _pool(
        has("RelyingPartyId", "example.com"), "GetUserPoolMfaConfig", RelyingPartyId="example.org"
    ),
}
