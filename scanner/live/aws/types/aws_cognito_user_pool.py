"""Who may sign up and sign in, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import elements, string_set, text
from scanner.compare.sparse import sparse
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import (
    Source,
    by_id,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)

if TYPE_CHECKING:
    from scanner.model import Value

_NOBODY = frozenset({"ResourceNotFoundException"})
STANDARD: Final = frozenset(
    {
        "address",
        "birthdate",
        "email",
        "email_verified",
        "family_name",
        "gender",
        "given_name",
        "identities",
        "locale",
        "middle_name",
        "name",
        "nickname",
        "phone_number",
        "phone_number_verified",
        "picture",
        "preferred_username",
        "profile",
        "sub",
        "updated_at",
        "website",
        "zoneinfo",
    }
)
"""Attributes that every pool has, declared or not. Source: the developer guide of Cognito, "Working
with user attributes"; none of them can be changed once the pool exists."""

_attributes = sparse(
    key=("name",), filled=("number_attribute_constraints", "string_attribute_constraints")
)


def schema(expected: Value, live: Value) -> bool:
    """Attributes of users: of the standard ones only those that are declared. Not symmetric."""
    declared = {text(one.get("name")) for one in elements(expected) if isinstance(one, Mapping)}
    unsaid = STANDARD - declared
    there = [
        one
        for one in elements(live)
        if not isinstance(one, Mapping) or text(one.get("name")) not in unsaid
    ]
    return _attributes(expected, there)


def _name(raw: Any) -> str:
    # Custom attributes are written custom:x, or dev:custom:x, and declared as x.
    return str(raw.get("Name", "")).removeprefix("dev:").removeprefix("custom:")


_INVITE, _LAMBDA = "AdminCreateUserConfig.InviteMessageTemplate", "LambdaConfig"
_VERSIONED: dict[str, Source] = {"lambda_arn": "LambdaArn", "lambda_version": "LambdaVersion"}
_PASSWORD = "Policies.PasswordPolicy"  # noqa: S105 - the path of the rules for passwords

READER = tabled(
    "aws_cognito_user_pool",
    listed(Operation("cognito-idp", "ListUserPools"), "UserPools", "Id", MaxResults=60),
    key=by_id,
    fields=(field("name", "Name"),),
    details=(
        detail(
            Operation("cognito-idp", "DescribeUserPool", gone=_NOBODY),
            {"UserPoolId": "."},
            (
                field("deletion_protection", "DeletionProtection", default="INACTIVE"),
                field("mfa_configuration", "MfaConfiguration", default="OFF"),
                field("user_pool_tier", "UserPoolTier"),
                field("alias_attributes", "AliasAttributes", string_set, default=[]),
                field("auto_verified_attributes", "AutoVerifiedAttributes", string_set, default=[]),
                field("username_attributes", "UsernameAttributes", string_set, default=[]),
                field("sms_authentication_message", "SmsAuthenticationMessage", default=""),
                field("sms_verification_message", "SmsVerificationMessage"),
                field("email_verification_message", "EmailVerificationMessage"),
                field("email_verification_subject", "EmailVerificationSubject"),
                field("password_policy.minimum_length", f"{_PASSWORD}.MinimumLength", default=8),
                field("password_policy.require_lowercase", f"{_PASSWORD}.RequireLowercase"),
                field("password_policy.require_uppercase", f"{_PASSWORD}.RequireUppercase"),
                field("password_policy.require_numbers", f"{_PASSWORD}.RequireNumbers"),
                field("password_policy.require_symbols", f"{_PASSWORD}.RequireSymbols"),
                field(
                    "password_policy.password_history_size",
                    f"{_PASSWORD}.PasswordHistorySize",
                    default=0,
                ),
                field(
                    "password_policy.temporary_password_validity_days",
                    f"{_PASSWORD}.TemporaryPasswordValidityDays",
                    default=7,
                ),
                field(
                    "account_recovery_setting",
                    nested(
                        "AccountRecoverySetting",
                        {
                            "recovery_mechanism": nested(
                                "RecoveryMechanisms", {"name": "Name", "priority": "Priority"}
                            )
                        },
                    ),
                    sparse(key=("name",)),
                ),
                field(
                    "admin_create_user_config.allow_admin_create_user_only",
                    "AdminCreateUserConfig.AllowAdminCreateUserOnly",
                    default=False,
                ),
                field(
                    "admin_create_user_config.invite_message_template",
                    nested(
                        _INVITE,
                        {
                            "email_message": "EmailMessage",
                            "email_subject": "EmailSubject",
                            "sms_message": "SMSMessage",
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                field(
                    "device_configuration",
                    nested(
                        "DeviceConfiguration",
                        {
                            "challenge_required_on_new_device": "ChallengeRequiredOnNewDevice",
                            "device_only_remembered_on_user_prompt": (
                                "DeviceOnlyRememberedOnUserPrompt"
                            ),
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                field(
                    "email_configuration",
                    nested(
                        "EmailConfiguration",
                        {
                            "configuration_set": "ConfigurationSet",
                            "email_sending_account": "EmailSendingAccount",
                            "from_email_address": "From",
                            "reply_to_email_address": "ReplyToEmailAddress",
                            "source_arn": "SourceArn",
                        },
                    ),
                    sparse(defaults={"email_sending_account": "COGNITO_DEFAULT"}),
                    default=[],
                ),
                field(
                    "lambda_config",
                    nested(
                        _LAMBDA,
                        {
                            "create_auth_challenge": "CreateAuthChallenge",
                            "custom_email_sender": nested("CustomEmailSender", _VERSIONED),
                            "custom_message": "CustomMessage",
                            "custom_sms_sender": nested("CustomSMSSender", _VERSIONED),
                            "define_auth_challenge": "DefineAuthChallenge",
                            "kms_key_id": "KMSKeyID",
                            "post_authentication": "PostAuthentication",
                            "post_confirmation": "PostConfirmation",
                            "pre_authentication": "PreAuthentication",
                            "pre_sign_up": "PreSignUp",
                            "pre_token_generation": "PreTokenGeneration",
                            "pre_token_generation_config": nested(
                                "PreTokenGenerationConfig", _VERSIONED
                            ),
                            "user_migration": "UserMigration",
                            "verify_auth_challenge_response": "VerifyAuthChallengeResponse",
                        },
                    ),
                    # Either of them is declared, and the other one follows.
                    sparse(filled=("pre_token_generation", "pre_token_generation_config")),
                    default=[],
                ),
                field(
                    "schema",
                    nested(
                        "SchemaAttributes",
                        {
                            "name": _name,
                            "attribute_data_type": "AttributeDataType",
                            "developer_only_attribute": "DeveloperOnlyAttribute",
                            "mutable": "Mutable",
                            "required": "Required",
                            "number_attribute_constraints": nested(
                                "NumberAttributeConstraints",
                                {"min_value": "MinValue", "max_value": "MaxValue"},
                            ),
                            "string_attribute_constraints": nested(
                                "StringAttributeConstraints",
                                {"min_length": "MinLength", "max_length": "MaxLength"},
                            ),
                        },
                    ),
                    schema,
                ),
                field(
                    "sign_in_policy.allowed_first_auth_factors",
                    "Policies.SignInPolicy.AllowedFirstAuthFactors",
                    string_set,
                ),
                field(
                    "sms_configuration",
                    nested(
                        "SmsConfiguration",
                        {
                            "external_id": "ExternalId",
                            "sns_caller_arn": "SnsCallerArn",
                            "sns_region": "SnsRegion",
                        },
                    ),
                    sparse(filled=("sns_region",)),
                    default=[],
                ),
                field(
                    "user_attribute_update_settings.attributes_require_verification_before_update",
                    "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
                    string_set,
                    default=[],
                ),
                field(
                    "user_pool_add_ons",
                    nested(
                        "UserPoolAddOns",
                        {
                            "advanced_security_mode": "AdvancedSecurityMode",
                            "advanced_security_additional_flows": nested(
                                "AdvancedSecurityAdditionalFlows",
                                {"custom_auth_mode": "CustomAuthMode"},
                            ),
                        },
                    ),
                    sparse(defaults={"advanced_security_mode": "OFF"}),
                    default=[],
                ),
                field(
                    "username_configuration.case_sensitive",
                    "UsernameConfiguration.CaseSensitive",
                ),
                field(
                    "verification_message_template",
                    nested(
                        "VerificationMessageTemplate",
                        {
                            "default_email_option": "DefaultEmailOption",
                            "email_message": "EmailMessage",
                            "email_message_by_link": "EmailMessageByLink",
                            "email_subject": "EmailSubject",
                            "email_subject_by_link": "EmailSubjectByLink",
                            "sms_message": "SmsMessage",
                        },
                    ),
                    sparse(
                        defaults={"default_email_option": "CONFIRM_WITH_CODE"},
                        # The pool's own messages are said here as well.
                        filled=("email_message", "email_subject", "sms_message"),
                    ),
                    default=[],
                ),
                computed("arn", "Arn"),
                *tagged("UserPoolTags"),
            ),
            result="UserPool",
        ),
        detail(
            Operation("cognito-idp", "GetUserPoolMfaConfig", gone=_NOBODY),
            {"UserPoolId": "."},
            (
                field(
                    "email_mfa_configuration",
                    nested("EmailMfaConfiguration", {"message": "Message", "subject": "Subject"}),
                    sparse(),
                    default=[],
                ),
                field(
                    "software_token_mfa_configuration.enabled",
                    "SoftwareTokenMfaConfiguration.Enabled",
                    default=False,
                ),
                field(
                    "web_authn_configuration",
                    nested(
                        "WebAuthnConfiguration",
                        {
                            "relying_party_id": "RelyingPartyId",
                            "user_verification": "UserVerification",
                        },
                    ),
                    sparse(defaults={"user_verification": "preferred"}),
                    default=[],
                ),
            ),
        ),
    ),
)
