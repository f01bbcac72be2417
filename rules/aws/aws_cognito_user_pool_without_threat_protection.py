"""Sign-ins with leaked passwords, or from where a user never was, look like any other.

Threat protection (advanced security) rates each sign-in and can block or ask for a second factor.
It has its price per user, which is why teams differ; AUDIT only records.
"""

from scanner import LOW, rule


@rule(
    on="aws_cognito_user_pool",
    severity=LOW,
    fix='Set advanced_security_mode = "ENFORCED" in user_pool_add_ons.',
    cwe=307,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html",
    ),
    bad=(
        'resource "aws_cognito_user_pool" "users" { name = "users" }  # here',
        """
resource "aws_cognito_user_pool" "users" {
  user_pool_add_ons {
    advanced_security_mode = "AUDIT"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_cognito_user_pool" "users" {
  user_pool_add_ons { advanced_security_mode = "ENFORCED" }
}
""",
        """
resource "aws_cognito_user_pool" "users" {
  user_pool_tier = "PLUS"
  user_pool_add_ons { advanced_security_mode = "ENFORCED" }
}
""",
    ),
)
def check(pool):
    path = "user_pool_add_ons.advanced_security_mode"
    if pool.get(path, default="OFF") != "ENFORCED":
        yield pool.fail(path, "suspicious sign-ins are not stopped")
