"""Indices, logs and automated snapshots of the search domain can be read without a key.

Encryption at rest has to be asked for with encrypt_at_rest: without the block the domain has none.
Tiny old instance types do not offer it at all and are no reason to go without.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=HIGH,
    fix="Add encrypt_at_rest with enabled = true.",
    aliases=("CKV_AWS_5", "AVD-AWS-0048"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_elasticsearch_domain" "logs" {
  encrypt_at_rest {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  encrypt_at_rest { enabled = true }
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  encrypt_at_rest {
    enabled    = "true"
    kms_key_id = "alias/logs"
  }
}
""",
    ),
)
def check(domain):
    if not domain.get("encrypt_at_rest.enabled", default=False):
        yield domain.fail("encrypt_at_rest.enabled", "the domain is not encrypted at rest")
