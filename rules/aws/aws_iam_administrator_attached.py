"""Whatever runs with this role, user or group is administrator of the account.

AWS's AdministratorAccess is for people who administer, with sessions and a second factor, best by a
permission set of IAM Identity Center, which is left alone here. On a service's role, a user with
keys or a group, one leak of credentials is the whole account.
"""

from scanner import HIGH, rule
from scanner.shapes import is_aws_managed

_ATTACHMENTS = (
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_policy_attachment",
)


@rule(
    on=(
        *_ATTACHMENTS,
        "aws_iam_role",
        "aws_iam_role_policy_attachments_exclusive",
        "data.aws_iam_policy",
    ),
    severity=HIGH,
    fix="Attach a policy that names the actions and resources that are needed.",
    related_ids=("CKV_AWS_274",),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
    ),
    bad=(
        """
resource "aws_iam_role_policy_attachment" "admin" {
  role       = "ci"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"  # here
}
""",
        """
resource "aws_iam_role" "ci" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]  # here
}
""",
        """
resource "aws_iam_role_policy_attachments_exclusive" "ci" {
  role_name   = "ci"
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]  # here
}
""",
        """
data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}

resource "aws_iam_user_policy_attachment" "admin" {
  user       = "ci"
  policy_arn = data.aws_iam_policy.admin.arn  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_role_policy_attachment" "read" {
  role       = "ci"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
        """
data "aws_iam_policy" "read" {
  name = "ReadOnlyAccess"
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = "ci"
  policy_arn = data.aws_iam_policy.read.arn
}
""",
        """
resource "aws_iam_role" "ci" {
  name                = "AdministratorAccess"
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::123456789012:policy/AdministratorAccess"]
}
""",
        """
resource "aws_ssoadmin_managed_policy_attachment" "administrators" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
}
""",
    ),
)
def check(holder):
    if holder.type == "data.aws_iam_policy":
        if holder.get("name") == "AdministratorAccess":
            for type_ in _ATTACHMENTS:
                for attachment in holder.related(type_, "policy_arn"):
                    yield attachment.fail("policy_arn", "it is administrator of the account")
        return
    path = "policy_arn"
    if holder.type == "aws_iam_role":
        path = "managed_policy_arns"
    elif holder.type == "aws_iam_role_policy_attachments_exclusive":
        path = "policy_arns"
    for policy in holder.each(path):
        if is_aws_managed(policy, "AdministratorAccess"):
            yield holder.fail(path, "it is administrator of the account")
