"""IAMFullAccess lets its holder attach AdministratorAccess to himself.

AWS's managed policy allows iam:* on every resource, which is administrator of the account under
another name. Whoever manages users needs less, and a permissions boundary.
"""

from scanner import HIGH, rule
from scanner.shapes import is_aws_managed


@rule(
    on=(
        "aws_iam_role_policy_attachment",
        "aws_iam_user_policy_attachment",
        "aws_iam_group_policy_attachment",
        "aws_iam_policy_attachment",
        "aws_ssoadmin_managed_policy_attachment",
        "aws_iam_role",
    ),
    severity=HIGH,
    fix="Attach a policy that names the IAM actions that are needed.",
    aliases=("CKV2_AWS_56",),
    cwe=269,
    references=(
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html",
    ),
    bad=(
        """
resource "aws_iam_group_policy_attachment" "users" {
  group      = "support"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"  # here
}
""",
        """
resource "aws_ssoadmin_managed_policy_attachment" "users" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  managed_policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"  # here
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
}
""",
        """
resource "aws_iam_role" "users" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/IAMFullAccess"]  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_group_policy_attachment" "users" {
  group      = "support"
  policy_arn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess"
}
""",
        """
resource "aws_iam_group_policy_attachment" "users" {
  group      = "support"
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_policy" "own" {
  policy = "{}"
}
""",
        """
resource "aws_iam_group_policy_attachment" "users" {
  group      = "support"
  policy_arn = "arn:aws:iam::123456789012:policy/IAMFullAccess"
}
""",
    ),
)  # fmt: skip
def check(holder):
    path = "policy_arn"
    if holder.type == "aws_iam_role":
        path = "managed_policy_arns"
    elif holder.type == "aws_ssoadmin_managed_policy_attachment":
        path = "managed_policy_arn"
    for policy in holder.each(path):
        if is_aws_managed(policy, "IAMFullAccess"):
            yield holder.fail(path, "it may do everything with IAM")
