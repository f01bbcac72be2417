"""The secret key stands in plain text in the Terraform state, for everyone who can read that.

aws_iam_access_key writes the secret of the key it makes to the state. With pgp_key it is encrypted
for its owner first. Roles, or keys made outside of Terraform, leave nothing there.
"""

from scanner import HIGH, rule


@rule(
    on="aws_iam_access_key",
    severity=HIGH,
    fix="Use a role, or give pgp_key the owner's public key.",
    cwe=312,
    references=(
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key",
    ),
    bad=('resource "aws_iam_access_key" "robot" { user = "robot" }  # here',),
    good=(
        """
resource "aws_iam_access_key" "robot" {
  user    = "robot"
  pgp_key = "keybase:robot"
}
""",
        'resource "aws_iam_user" "robot" { name = "robot" }',
    ),
)  # fmt: skip
def check(key):
    if not key.is_set("pgp_key"):
        yield key.fail("pgp_key", "the secret key is written to the state")
