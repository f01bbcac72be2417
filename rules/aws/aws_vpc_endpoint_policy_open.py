"""Whoever is inside can send data through this endpoint into anybody's account.

An endpoint without a policy allows every action on every resource of its service, also on an
attacker's bucket with an attacker's keys. A policy, or a condition such as aws:ResourceOrgID, keeps
it to one's own. Gateway Load Balancer endpoints have no policies.
"""

from scanner import LOW, rule
from scanner.shapes import allowing, grants, is_for_anyone, on_everything


@rule(
    on=("aws_vpc_endpoint", "aws_vpc_endpoint_policy"),
    severity=LOW,
    fix="Set a policy that names your resources, or your organization by aws:ResourceOrgID.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    ),
    bad=(
        """
resource "aws_vpc_endpoint" "s3" {  # here
  vpc_id       = "vpc-1"
  service_name = "com.amazonaws.eu-central-1.s3"
}
""",
        """
resource "aws_vpc_endpoint_policy" "s3" {
  vpc_endpoint_id = "vpce-1"
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }]
  })
}
""",
        'resource "aws_vpc_endpoint_policy" "s3" { vpc_endpoint_id = "vpce-1" }  # here',
    ),
    good=(
        """
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-1"
  service_name = "com.amazonaws.eu-central-1.s3"
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
      },
      { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" },
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "arn:aws:s3:::data/*" },
      { Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-1"
  service_name = "com.amazonaws.eu-central-1.s3"
}

resource "aws_vpc_endpoint_policy" "s3" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::data/*"
    }]
  })
}
""",
        """
resource "aws_vpc_endpoint" "inspection" {
  vpc_id            = "vpc-1"
  vpc_endpoint_type = "GatewayLoadBalancer"
}
""",
    ),
)  # fmt: skip
def check(endpoint):
    if endpoint.type == "aws_vpc_endpoint":
        if endpoint.get("vpc_endpoint_type", default="Gateway") == "GatewayLoadBalancer":
            return
        if endpoint.related("aws_vpc_endpoint_policy", "vpc_endpoint_id"):
            return  # judged there
    if not endpoint.is_set("policy"):
        yield endpoint.fail("policy", "the endpoint has no policy")
    for statement in allowing(endpoint, "policy"):
        if (
            is_for_anyone(statement)
            and grants(statement, "*")
            and on_everything(statement)
            and not statement.is_set("Condition")
        ):
            yield endpoint.fail("policy", "the policy allows everything to everyone")
