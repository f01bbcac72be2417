"""Requests without any login are let in, with the rights of the anonymous role.

The setting exists only to move a domain to fine-grained access control without an outage, and AWS
gives it thirty days. After that it is a door left open.
"""

from scanner import HIGH, rule


@rule(
    on="aws_opensearch_domain",
    severity=HIGH,
    fix="Remove anonymous_auth_enabled or set it to false.",
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-enabling-existing",
    ),
    bad=(
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options {
    enabled                = true
    anonymous_auth_enabled = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options {
    enabled                = true
    anonymous_auth_enabled = false
  }
}
""",
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options { enabled = true }
}
""",
    ),
)
def check(domain):
    path = "advanced_security_options.anonymous_auth_enabled"
    if domain.get(path, default=False):
        yield domain.fail(path, "requests without a login are let in")
