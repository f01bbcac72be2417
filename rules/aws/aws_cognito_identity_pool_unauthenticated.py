"""Anyone on the internet gets AWS credentials from this identity pool without signing in.

What they may do is in the role for guests, and such roles tend to grow. Pools for analytics of
visitors are the usual reason, and deserve a very small role.
"""

from scanner import HIGH, rule


@rule(
    on="aws_cognito_identity_pool",
    severity=HIGH,
    fix="Set allow_unauthenticated_identities = false.",
    aliases=("CKV_AWS_366",),
    cwe=306,
    references=("https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",),
    bad=(
        """
resource "aws_cognito_identity_pool" "app" {
  identity_pool_name               = "app"
  allow_unauthenticated_identities = true  # here
}
""",
    ),
    good=(
        'resource "aws_cognito_identity_pool" "app" { identity_pool_name = "app" }',
        'resource "aws_cognito_identity_pool" "app" { allow_unauthenticated_identities = "false" }',
    ),
)
def check(pool):
    if pool.get("allow_unauthenticated_identities", default=False):
        yield pool.fail("allow_unauthenticated_identities", "guests get credentials")
