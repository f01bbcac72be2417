"""CloudShell with its file transfer lets somebody carry the account's data out unseen.

AWSCloudShellFullAccess gives a shell with root and internet access beside the data. A policy
without the upload and download actions does for those who need the shell.
"""

from scanner import LOW, rule
from scanner.shapes import is_aws_managed

_ATTRIBUTES = {
    "aws_iam_role_policy_attachment": "policy_arn",
    "aws_iam_user_policy_attachment": "policy_arn",
    "aws_iam_group_policy_attachment": "policy_arn",
    "aws_iam_policy_attachment": "policy_arn",
    "aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
}


@rule(
    on=tuple(_ATTRIBUTES),
    severity=LOW,
    fix="Attach a policy of your own without cloudshell:GetFileDownloadUrls and its kin.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html",
    ),
    bad=(
        """
resource "aws_iam_group_policy_attachment" "shell" {
  group      = "developers"
  policy_arn = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"  # here
}
""",
        """
resource "aws_ssoadmin_managed_policy_attachment" "shell" {
  managed_policy_arn = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_group_policy_attachment" "shell" {
  group      = "developers"
  policy_arn = "arn:aws:iam::111122223333:policy/AWSCloudShellFullAccess"
}
""",
        """
resource "aws_iam_role_policy_attachment" "read" {
  role       = "audit"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
""",
    ),
)
def check(attachment):
    name = _ATTRIBUTES[attachment.type]
    for policy in attachment.each(name):
        if is_aws_managed(policy, "AWSCloudShellFullAccess"):
            yield attachment.fail(name, "CloudShell is given with file transfer")
