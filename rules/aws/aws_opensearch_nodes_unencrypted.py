"""Documents travel between the nodes of the domain in plain text.

Without node_to_node_encryption the nodes replicate and search over unencrypted connections, also
when clients have to use HTTPS. Fine-grained access control requires it.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=MEDIUM,
    fix="Add node_to_node_encryption with enabled = true.",
    aliases=("CKV_AWS_6", "AVD-AWS-0043"),
    cwe=319,
    references=("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_elasticsearch_domain" "logs" {
  node_to_node_encryption {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  node_to_node_encryption { enabled = true }
}
""",
        """
variable "encrypted" { default = "true" }

resource "aws_elasticsearch_domain" "logs" {
  node_to_node_encryption { enabled = var.encrypted }
}
""",
    ),
)
def check(domain):
    if not domain.get("node_to_node_encryption.enabled", default=False):
        yield domain.fail("node_to_node_encryption.enabled", "nodes talk in plain text")
