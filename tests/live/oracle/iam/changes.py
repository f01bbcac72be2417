"""What happens to users, groups and trust outside of Terraform."""

from __future__ import annotations

import json

_ALL = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
_ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}},
        ],
    }
)
_PASSWORDS = {
    "AllowUsersToChangePassword": False,
    "HardExpiry": True,
    "MaxPasswordAge": 90,
    "MinimumPasswordLength": 14,
    "PasswordReusePrevention": 24,
    "RequireLowercaseCharacters": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "RequireUppercaseCharacters": True,
}


def _passwords(**changed):
    return lambda aws: aws("iam").update_account_password_policy(**{**_PASSWORDS, **changed})


def _delete_bob(aws):
    iam = aws("iam")
    name = aws.at("aws_iam_user_policy.prefixed", "name")
    iam.delete_user_policy(UserName="bob", PolicyName=name)
    iam.delete_access_key(UserName="bob", AccessKeyId=aws.id("aws_iam_access_key.plain"))
    iam.remove_user_from_group(GroupName="readers", UserName="bob")
    iam.delete_user(UserName="bob")


def _delete_readers(aws):
    iam = aws("iam")
    iam.delete_group_policy(GroupName="readers", PolicyName="reading")
    iam.detach_group_policy(GroupName="readers", PolicyArn=aws.at("aws_iam_policy.main", "arn"))
    for name in ("ann", "bob"):
        iam.remove_user_from_group(GroupName="readers", UserName=name)
    iam.delete_group(GroupName="readers")


def _leave_both(aws):
    for name in ("writers", "callers"):
        aws("iam").remove_user_from_group(GroupName=name, UserName="ann")


def _another_role(aws):
    iam = aws("iam")
    iam.remove_role_from_instance_profile(InstanceProfileName="machine", RoleName="machine")


def _oidc(aws, which="main"):
    return aws.at(f"aws_iam_openid_connect_provider.{which}", "arn")


CHANGES = {
    "aws_iam_user.main: tags": lambda aws: aws("iam").untag_user(UserName="ann", TagKeys=["team"]),
    "aws_iam_user.plain: missing, aws_iam_user_policy.prefixed: missing, "
    "aws_iam_access_key.plain: missing, aws_iam_group_membership.main: users": _delete_bob,
    "unmanaged aws_iam_user": lambda aws: aws("iam").create_user(UserName="mallory"),
    "aws_iam_user_policy.main: policy": lambda aws: aws("iam").put_user_policy(
        UserName="ann", PolicyName="reading", PolicyDocument=_ALL
    ),
    "aws_iam_user_policy.main: missing": lambda aws: aws("iam").delete_user_policy(
        UserName="ann", PolicyName="reading"
    ),
    "unmanaged aws_iam_user_policy": lambda aws: aws("iam").put_user_policy(
        UserName="bob", PolicyName="everything", PolicyDocument=_ALL
    ),
    "unmanaged aws_iam_user_policy_attachment": lambda aws: aws("iam").attach_user_policy(
        UserName="bob", PolicyArn=aws.at("aws_iam_policy.wide", "arn")
    ),
    "aws_iam_user_policy_attachment.main: missing": lambda aws: aws("iam").detach_user_policy(
        UserName="ann", PolicyArn=aws.at("aws_iam_policy.main", "arn")
    ),
    "aws_iam_user_login_profile.main: missing": lambda aws: aws("iam").delete_login_profile(
        UserName="ann"
    ),
    "unmanaged aws_iam_user_login_profile": lambda aws: aws("iam").create_login_profile(
        UserName="bob", Password="not-a-secret"
    ),
    "unmanaged aws_iam_group": lambda aws: aws("iam").create_group(GroupName="admins"),
    "aws_iam_group.main: missing, aws_iam_group_policy.main: missing, "
    "aws_iam_group_policy_attachment.main: missing, "
    "aws_iam_group_membership.main: missing": _delete_readers,
    "aws_iam_group_policy.main: policy": lambda aws: aws("iam").put_group_policy(
        GroupName="readers", PolicyName="reading", PolicyDocument=_ALL
    ),
    "unmanaged aws_iam_group_policy": lambda aws: aws("iam").put_group_policy(
        GroupName="writers", PolicyName="everything", PolicyDocument=_ALL
    ),
    "unmanaged aws_iam_group_policy_attachment": lambda aws: aws("iam").attach_group_policy(
        GroupName="readers", PolicyArn=aws.at("aws_iam_policy.wide", "arn")
    ),
    "aws_iam_group_policy_attachment.main: missing": lambda aws: aws("iam").detach_group_policy(
        GroupName="readers", PolicyArn=aws.at("aws_iam_policy.main", "arn")
    ),
    "aws_iam_group_membership.main: users": lambda aws: aws("iam").remove_user_from_group(
        GroupName="readers", UserName="ann"
    ),
    "aws_iam_user_group_membership.main: groups": lambda aws: aws("iam").remove_user_from_group(
        GroupName="callers", UserName="ann"
    ),
    "aws_iam_user_group_membership.main: missing": _leave_both,
    "unmanaged aws_iam_user_group_membership": lambda aws: aws("iam").add_user_to_group(
        GroupName="writers", UserName="bob"
    ),
    "aws_iam_access_key.main: status": lambda aws: aws("iam").update_access_key(
        UserName="ann", AccessKeyId=aws.id("aws_iam_access_key.main"), Status="Active"
    ),
    "aws_iam_access_key.main: missing": lambda aws: aws("iam").delete_access_key(
        UserName="ann", AccessKeyId=aws.id("aws_iam_access_key.main")
    ),
    "unmanaged aws_iam_access_key": lambda aws: aws("iam").create_access_key(UserName="bob"),
    "aws_iam_instance_profile.main: role": _another_role,
    "aws_iam_instance_profile.main: tags": lambda aws: aws("iam").tag_instance_profile(
        InstanceProfileName="machine", Tags=[{"Key": "by", "Value": "hand"}]
    ),
    "aws_iam_instance_profile.plain: missing": lambda aws: aws("iam").delete_instance_profile(
        InstanceProfileName=aws.id("aws_iam_instance_profile.plain")
    ),
    "unmanaged aws_iam_instance_profile": lambda aws: aws("iam").create_instance_profile(
        InstanceProfileName="by-hand"
    ),
    "aws_iam_account_password_policy.main: minimum_password_length": _passwords(
        MinimumPasswordLength=6
    ),
    "aws_iam_account_password_policy.main: allow_users_to_change_password": _passwords(
        AllowUsersToChangePassword=True
    ),
    "aws_iam_account_password_policy.main: hard_expiry": _passwords(HardExpiry=False),
    "aws_iam_account_password_policy.main: max_password_age": _passwords(MaxPasswordAge=1000),
    "aws_iam_account_password_policy.main: password_reuse_prevention": _passwords(
        PasswordReusePrevention=1
    ),
    "aws_iam_account_password_policy.main: require_lowercase_characters": _passwords(
        RequireLowercaseCharacters=False
    ),
    "aws_iam_account_password_policy.main: require_numbers": _passwords(RequireNumbers=False),
    "aws_iam_account_password_policy.main: require_symbols": _passwords(RequireSymbols=False),
    "aws_iam_account_password_policy.main: require_uppercase_characters": _passwords(
        RequireUppercaseCharacters=False
    ),
    "aws_iam_account_password_policy.main: missing": lambda aws: aws(
        "iam"
    ).delete_account_password_policy(),
    "aws_iam_openid_connect_provider.main: thumbprint_list": lambda aws: aws(
        "iam"
    ).update_open_id_connect_provider_thumbprint(
        OpenIDConnectProviderArn=_oidc(aws), ThumbprintList=["a" * 40]
    ),
    "aws_iam_openid_connect_provider.main: tags": lambda aws: aws(
        "iam"
    ).untag_open_id_connect_provider(OpenIDConnectProviderArn=_oidc(aws), TagKeys=["team"]),
    "aws_iam_openid_connect_provider.plain: missing": lambda aws: aws(
        "iam"
    ).delete_open_id_connect_provider(OpenIDConnectProviderArn=_oidc(aws, "plain")),
    "unmanaged aws_iam_openid_connect_provider": lambda aws: aws(
        "iam"
    ).create_open_id_connect_provider(Url="https://evil.example.com", ClientIDList=["x"]),
    "aws_iam_saml_provider.main: saml_metadata_document": lambda aws: aws(
        "iam"
    ).update_saml_provider(
        SAMLProviderArn=aws.at("aws_iam_saml_provider.main", "arn"),
        SAMLMetadataDocument=aws.at("aws_iam_saml_provider.main", "saml_metadata_document").replace(
            "https://idp.example.com/sso", "https://evil.example.com/sso"
        ),
    ),
    "aws_iam_saml_provider.plain: missing": lambda aws: aws("iam").delete_saml_provider(
        SAMLProviderArn=aws.at("aws_iam_saml_provider.plain", "arn")
    ),
    "unmanaged aws_iam_saml_provider": lambda aws: aws("iam").create_saml_provider(
        Name="by-hand", SAMLMetadataDocument="<EntityDescriptor/>" + " " * 1000
    ),
    "aws_iam_role.main: assume_role_policy": lambda aws: aws("iam").update_assume_role_policy(
        RoleName="machine", PolicyDocument=_ANYBODY
    ),
    "aws_iam_role.main: managed_policy_arns": lambda aws: aws("iam").attach_role_policy(
        RoleName="machine", PolicyArn=aws.at("aws_iam_policy.wide", "arn")
    ),
    "aws_iam_role.plain: missing": lambda aws: aws("iam").delete_role(RoleName="plain"),
    "aws_iam_policy.main: policy": lambda aws: aws("iam").create_policy_version(
        PolicyArn=aws.at("aws_iam_policy.main", "arn"), PolicyDocument=_ALL, SetAsDefault=True
    ),
    "aws_iam_policy.plain: missing": lambda aws: aws("iam").delete_policy(
        PolicyArn=aws.at("aws_iam_policy.plain", "arn")
    ),
}

UNSET: dict[str, str] = {}

NEVER = {
    f"aws_iam_{holder}_policy_attachment: changed": "there is an attachment or there is none"
    for holder in ("group", "user")
}
