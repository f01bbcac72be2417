"""Somebody who gets hold of the transfer code moves the domain to another registrar.

The lock makes a registrar refuse transfers. It is on unless it is switched off; a few top-level
domains do not know it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_route53domains_registered_domain",
    severity=MEDIUM,
    fix="Set transfer_lock = true, or leave it out.",
    aliases=("CKV_AWS_377",),
    cwe=284,
    references=("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-lock.html",),
    bad=(
        """
resource "aws_route53domains_registered_domain" "main" {
  domain_name   = "example.com"
  transfer_lock = false  # here
}
""",
    ),
    good=(
        'resource "aws_route53domains_registered_domain" "main" { domain_name = "example.com" }',
        """
resource "aws_route53domains_registered_domain" "main" {
  transfer_lock = "true"
  auto_renew    = false
}
""",
    ),
)
def check(domain):
    if not domain.get("transfer_lock", default=True):
        yield domain.fail("transfer_lock", "the domain can be moved away")
