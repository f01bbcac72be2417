"""The search domain is encrypted with the AWS-managed key, which no policy of yours governs.

A key of your own shows each use in CloudTrail and can be shut off. A domain without encryption at
rest is another rule's finding, not this one's.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=LOW,
    fix="Set kms_key_id in encrypt_at_rest to a key of your own.",
    aliases=("CKV_AWS_247",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    ),
    bad=(
        """
resource "aws_opensearch_domain" "logs" {  # here
  encrypt_at_rest { enabled = true }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  encrypt_at_rest {
    enabled    = true
    kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }',
    ),
)
def check(domain):
    if not domain.get("encrypt_at_rest.enabled", default=False):
        return
    if not has_own_key(domain, "encrypt_at_rest.kms_key_id"):
        yield domain.fail(message="no key of your own is used")
