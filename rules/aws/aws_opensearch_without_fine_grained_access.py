"""Whoever may reach the domain may read every index; nothing distinguishes one user from another.

Fine-grained access control gives roles rights to indices, documents and fields. It needs encryption
at rest and between nodes as well as HTTPS, and cannot be switched off again.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=MEDIUM,
    fix="Add advanced_security_options with enabled = true and a master user.",
    aliases=("CKV2_AWS_52",),
    cwe=862,
    references=("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options { enabled = true }
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = false
  }
}
""",
    ),
)
def check(domain):
    path = "advanced_security_options.enabled"
    if not domain.get(path, default=False):
        yield domain.fail(path, "fine-grained access control is off")
