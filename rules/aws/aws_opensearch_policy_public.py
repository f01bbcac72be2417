"""Anyone on the internet can search, change or delete the documents of this domain.

The access policy lets in every principal without a condition that limits who or from where. In a
VPC the network still stands in between, and with fine-grained access control the domain asks for a
user of its own, which is how AWS recommends an open policy; both are left alone.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=CRITICAL,
    fix="Name the principals in the access policy, or limit it to source addresses.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",
    ),
    bad=(
        """
resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"
  access_policies = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_elasticsearch_domain" "logs" {
  domain_name = "logs"
  advanced_security_options { enabled = false }
}

resource "aws_elasticsearch_domain_policy" "logs" {
  domain_name = aws_elasticsearch_domain.logs.domain_name
  access_policies = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }]
  })
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"
  access_policies = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/search" }
      Action    = "es:ESHttp*"
      Resource  = "*"
    }]
  })
}
""",
        """
resource "aws_opensearch_domain" "in_vpc" {
  vpc_options { subnet_ids = ["subnet-1"] }
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_opensearch_domain" "own_users" {
  advanced_security_options { enabled = true }
}

resource "aws_opensearch_domain_policy" "own_users" {
  domain_name = aws_opensearch_domain.own_users.domain_name
  access_policies = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_opensearch_domain" "office" {
  access_policies = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "es:*"
      Resource  = "*"
      Condition = { IpAddress = { "aws:SourceIp" = "198.51.100.0/24" } }
    }]
  })
}
""",
    ),
)  # fmt: skip
def check(domain):
    if domain.get("advanced_security_options.enabled", default=False):
        return
    if any(True for _ in domain.each("vpc_options")):
        return
    yield from _violations(domain)
    for policy in domain.related(f"{domain.type}_policy", "domain_name"):
        yield from _violations(policy)


def _violations(policy):
    if any(is_public(statement) for statement in statements(policy, "access_policies")):
        yield policy.fail("access_policies", "the policy lets in everyone")
