"""The collection, or its dashboards, can be reached from the internet.

A network policy with AllowFromPublic puts the endpoint on the internet; then only data access
policies stand before the documents. Name VPC endpoints in SourceVPCEs instead. Encryption and data
policies have no such setting.
"""

from scanner import HIGH, rule


@rule(
    on="aws_opensearchserverless_security_policy",
    severity=HIGH,
    fix="Set AllowFromPublic = false and name the VPC endpoints in SourceVPCEs.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html",
    ),
    bad=(
        """
resource "aws_opensearchserverless_security_policy" "logs" {
  name = "logs"
  type = "network"
  policy = jsonencode([{  # here
    Rules           = [{ ResourceType = "collection", Resource = ["collection/logs"] }]
    AllowFromPublic = true
  }])
}
""",
    ),
    good=(
        """
resource "aws_opensearchserverless_security_policy" "logs" {
  name = "logs"
  type = "network"
  policy = jsonencode([{
    Rules           = [{ ResourceType = "collection", Resource = ["collection/logs"] }]
    AllowFromPublic = false
    SourceVPCEs     = ["vpce-1"]
  }])
}
""",
        """
resource "aws_opensearchserverless_security_policy" "key" {
  name   = "key"
  type   = "encryption"
  policy = jsonencode({
    Rules       = [{ ResourceType = "collection", Resource = ["collection/logs"] }]
    AWSOwnedKey = true
  })
}
""",
    ),
)
def check(policy):
    for entry in policy.document("policy").each():
        if entry.get("AllowFromPublic", default=False):
            yield policy.fail("policy", "the collection can be reached from the internet")
