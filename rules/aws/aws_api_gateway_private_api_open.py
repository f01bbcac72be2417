"""Every VPC of every AWS account may call this private API.

A private API is not in the internet, but endpoints for it exist in everybody's VPCs: its policy
alone says which may come in. Allowing everyone is right only together with a Deny for all but your
own VPCs or endpoints, as AWS's documentation writes it.
"""

from scanner import HIGH, rule
from scanner.shapes import condition_values, grants, is_for_anyone, is_public, statements

_KEYS = ("aws:SourceVpce", "aws:SourceVpc", "aws:SourceAccount", "aws:PrincipalOrgID")


@rule(
    on="aws_api_gateway_rest_api",
    severity=HIGH,
    fix="Limit the policy to your VPC endpoints by a condition on aws:SourceVpce.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
    ),
    bad=(
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
  policy = jsonencode({  # here
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "execute-api:ManageConnections", Resource = "*",
        Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } },
      { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*",
        Condition = { StringNotEquals = { "aws:UserAgent" = "probe" } } },
      { Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*",
        Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } },
    ]
  })
}
""",
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_rest_api_policy" "inner" {
  rest_api_id = aws_api_gateway_rest_api.inner.id
  policy = jsonencode({  # here
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*",
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1" } } },
    ]
  })
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*",
        Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } },
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" },
    ]
  })
}
""",
        """
resource "aws_api_gateway_rest_api" "inner" {
  name = "inner"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*",
        Condition = { StringEquals = { "aws:SourceVpc" = "vpc-1" } } },
    ]
  })
}
""",
        """
resource "aws_api_gateway_rest_api" "outer" {
  name = "outer"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
  policy = jsonencode({
    Statement = { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }
  })
}
""",
    ),
)
def check(api):
    if not any(kind.value == "PRIVATE" for kind in api.each("endpoint_configuration.types")):
        return
    for holder in [api, *api.related("aws_api_gateway_rest_api_policy", "rest_api_id")]:
        found = list(statements(holder, "policy"))
        if any(is_public(one) for one in found) and not any(_keeps_out(one) for one in found):
            yield holder.fail("policy", "every VPC of every account may call the API")


def _keeps_out(statement):
    """Whether it denies the API to everyone but some networks, accounts or an organization."""
    if statement.get("Effect") != "Deny" or not is_for_anyone(statement):
        return False
    if not grants(statement, "execute-api:Invoke"):
        return False
    return any(True for key in _KEYS for _ in condition_values(statement, key))
