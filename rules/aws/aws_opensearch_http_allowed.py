"""The domain answers plain HTTP, so credentials and documents can be read on the way.

Without the block domain_endpoint_options AWS does not enforce HTTPS; within the block the provider
does unless enforce_https is false.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=HIGH,
    fix="Add domain_endpoint_options with enforce_https = true.",
    aliases=("CKV_AWS_83", "AVD-AWS-0046"),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_elasticsearch_domain" "logs" {
  domain_endpoint_options {
    enforce_https = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  domain_endpoint_options { enforce_https = true }
}
""",
        """
resource "aws_opensearch_domain" "logs" {
  domain_endpoint_options { tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }
}
""",
    ),
)
def check(domain):
    options = list(domain.each("domain_endpoint_options"))
    if not options:
        yield domain.fail("domain_endpoint_options.enforce_https", "HTTPS is not enforced")
    for option in options:
        if not option.get("enforce_https", default=True):
            yield option.fail("enforce_https", "HTTPS is not enforced")
