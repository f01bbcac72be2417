"""What happens to user pools outside of Terraform."""

from __future__ import annotations

HELPERS = ("aws_iam_role",)
_MAIN, _PLAIN = "aws_cognito_user_pool.main", "aws_cognito_user_pool.plain"

CHANGES = {
    f"{_MAIN}: mfa_configuration, {_MAIN}: software_token_mfa_configuration.enabled": lambda aws: (
        aws("cognito-idp").set_user_pool_mfa_config(
            UserPoolId=aws.id(_MAIN),
            MfaConfiguration="OFF",
            SoftwareTokenMfaConfiguration={"Enabled": False},
        )
    ),
    f"{_PLAIN}: missing": lambda aws: aws("cognito-idp").delete_user_pool(
        UserPoolId=aws.id(_PLAIN)
    ),
    "unmanaged aws_cognito_user_pool": lambda aws: aws("cognito-idp").create_user_pool(
        PoolName="by-hand"
    ),
}

UNSET: dict[str, str] = {}
