"""The domain accepts TLS 1.0 and 1.1, whose weaknesses let an attacker on the path read along.

That is AWS's default (Policy-Min-TLS-1-0-2019-07), also without the block. Policies that begin
with Policy-Min-TLS-1-2 demand TLS 1.2 and offer 1.3.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_STRONG = re.compile(r"^Policy-Min-TLS-1-[23]-")


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=MEDIUM,
    fix='Set tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" in domain_endpoint_options.',
    aliases=("CKV_AWS_228", "AVD-AWS-0126"),
    cwe=327,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_opensearch_domain" "logs" {
  domain_endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  domain_endpoint_options { tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  domain_endpoint_options { tls_security_policy = "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08" }
}
""",
    ),
)
def check(domain):
    path = "domain_endpoint_options.tls_security_policy"
    if not matches(_STRONG, domain.get(path, default="Policy-Min-TLS-1-0-2019-07")):
        yield domain.fail(path, "TLS 1.0 and 1.1 are accepted")
