"""Anyone who reaches the cache can be this user, as it logs in without a password.

The user named default cannot be left out of a group, and AWS creates it without a password: replace
it by one that is switched off ("off" in its access string), which is fine without a password.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_OFF = re.compile(r"^\s*off(\s|$)")


@rule(
    on="aws_elasticache_user",
    severity=HIGH,
    fix="Give the user passwords or IAM authentication, or switch it off.",
    cwe=306,
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",),
    bad=(
        """
resource "aws_elasticache_user" "app" {
  access_string        = "on ~* +@all"
  no_password_required = true  # here
}
""",
        """
resource "aws_elasticache_user" "app" {
  access_string = "on ~app:* +@read"
  authentication_mode {
    type = "no-password-required"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_elasticache_user" "app" {
  access_string = "on ~app:* +@read"
  authentication_mode { type = "iam" }
}
""",
        """
resource "aws_elasticache_user" "default" {
  user_name            = "default"
  access_string        = "off -@all"
  no_password_required = true
}
""",
    ),
)
def check(user):
    if matches(_OFF, user.get("access_string", default="")):
        return
    if user.get("no_password_required", default=False):
        yield user.fail("no_password_required", "the user logs in without a password")
    for mode in user.each("authentication_mode"):
        if mode.get("type") == "no-password-required":
            yield mode.fail("type", "the user logs in without a password")
