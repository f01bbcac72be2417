"""Whoever may read parameters in this account reads this secret; no key stands in between.

A SecureString is encrypted with the account's own key in any case. With a key of the team's,
reading takes the right to decrypt too. Plain strings have no key.
"""

from scanner import LOW, rule


@rule(
    on="aws_ssm_parameter",
    severity=LOW,
    fix="Set key_id to a key of your own.",
    related_ids=("CKV_AWS_337",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    ),
    bad=(
        'resource "aws_ssm_parameter" "db" { type = "SecureString" }  # here',
        """
resource "aws_ssm_parameter" "db" {
  type   = "SecureString"
  key_id = "alias/aws/ssm"  # here
}
""",
    ),
    good=(
        """
resource "aws_ssm_parameter" "db" {
  type   = "SecureString"
  key_id = "alias/shop"
}
""",
        'resource "aws_ssm_parameter" "port" { type = "String" }',
    ),
)
def check(parameter):
    if parameter.get("type") != "SecureString":
        return
    # A state has AWS's own key where none is named.
    if parameter.get("key_id", default="") in ("", "alias/aws/ssm"):
        yield parameter.fail("key_id", "the secret has no key of its own")
