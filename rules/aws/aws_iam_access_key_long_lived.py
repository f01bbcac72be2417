"""A key that never expires works for whoever finds it, wherever it was copied to.

Access keys of users are what leaks from laptops, images and repositories. Roles give credentials
that last hours: instance profiles, OIDC for CI, IAM Roles Anywhere outside of AWS. An inactive key
is left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_iam_access_key",
    severity=MEDIUM,
    fix="Use a role instead of a user with a key.",
    related_ids=("CKV_AWS_273",),
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    ),
    bad=('resource "aws_iam_access_key" "robot" { user = "robot" }  # here',),
    good=(
        """
resource "aws_iam_access_key" "former" {
  user   = "robot"
  status = "Inactive"
}
""",
        'resource "aws_iam_user" "robot" { name = "robot" }',
    ),
)
def check(key):
    if key.get("status", default="Active") == "Active":
        yield key.fail(message="a user has a long-lived access key")
