"""Callers may still speak TLS 1.0 with this domain, which browsers and standards have given up.

Whoever sits between can then use what is known to break it. What a domain without a policy gets
depends on when and how it was made, so only a policy that is written down is judged.
"""

from scanner import HIGH, rule


@rule(
    on="aws_api_gateway_domain_name",
    severity=HIGH,
    fix='Set security_policy = "TLS_1_2", or one of the TLS 1.3 policies.',
    related_ids=("CKV_AWS_206", "AVD-AWS-0005"),
    cwe=326,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    ),
    bad=(
        """
resource "aws_api_gateway_domain_name" "api" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_0"  # here
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_domain_name" "api" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_2"
}
""",
        """
resource "aws_api_gateway_domain_name" "api" {
  domain_name     = "api.example.com"
  security_policy = "SecurityPolicy_TLS13_1_3_2025_09"
}
""",
    ),
)
def check(domain):
    if domain.get("security_policy") == "TLS_1_0":
        yield domain.fail("security_policy", "TLS 1.0 is accepted")
