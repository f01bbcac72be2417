"""Names, addresses and telephone numbers of the domain's contacts are open to spam and phishing.

Privacy protection keeps them out of WHOIS for each of the contacts, and is on unless it is switched
off.
"""

from scanner import LOW, rule


@rule(
    on="aws_route53domains_registered_domain",
    severity=LOW,
    fix="Set admin_privacy, registrant_privacy and tech_privacy to true, or leave them out.",
    cwe=200,
    references=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-privacy-protection.html",
    ),
    bad=(
        """
resource "aws_route53domains_registered_domain" "main" {
  domain_name        = "example.com"
  registrant_privacy = false  # here
  tech_privacy       = false  # here
}
""",
    ),
    good=(
        'resource "aws_route53domains_registered_domain" "main" { domain_name = "example.com" }',
        """
resource "aws_route53domains_registered_domain" "main" {
  registrant_privacy = "true"
  transfer_lock      = false
}
""",
    ),
)
def check(domain):
    for name in ("admin_privacy", "registrant_privacy", "tech_privacy"):
        if not domain.get(name, default=True):
            yield domain.fail(name, "a contact's data are published")
