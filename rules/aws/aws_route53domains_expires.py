"""A domain that is not renewed can be registered by anybody, with its mail and its logins.

Route 53 renews domains by itself unless it is told not to. Domains that are given up on purpose are
better removed from the code.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_route53domains_registered_domain",
    severity=MEDIUM,
    fix="Set auto_renew = true, or leave it out.",
    cwe=672,
    references=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-enable-disable-auto-renewal.html",
    ),
    bad=(
        """
resource "aws_route53domains_registered_domain" "main" {
  domain_name = "example.com"
  auto_renew  = false  # here
}
""",
    ),
    good=(
        'resource "aws_route53domains_registered_domain" "main" { domain_name = "example.com" }',
        """
resource "aws_route53domains_registered_domain" "main" {
  auto_renew    = "true"
  transfer_lock = false
}
""",
    ),
)
def check(domain):
    if not domain.get("auto_renew", default=True):
        yield domain.fail("auto_renew", "the domain runs out")
