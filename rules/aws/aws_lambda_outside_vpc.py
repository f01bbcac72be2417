"""The function's calls leave from AWS's own network, where no security group of yours applies.

In a VPC its traffic can be filtered, logged and kept on private endpoints. A function that uses
only AWS's public APIs does not need one, and pays for it with addresses and a NAT gateway.
"""

from scanner import LOW, rule


@rule(
    on="aws_lambda_function",
    severity=LOW,
    fix="Add vpc_config with private subnets and a security group.",
    aliases=("CKV_AWS_117",),
    cwe=923,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",),
    bad=('resource "aws_lambda_function" "orders" { function_name = "orders" }  # here',),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  vpc_config {
    subnet_ids         = ["subnet-1", "subnet-2"]
    security_group_ids = ["sg-1"]
  }
}
""",
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.orders.id]
  }
}

resource "aws_subnet" "private" {
  count  = 2
  vpc_id = "vpc-1"
}

resource "aws_security_group" "orders" {}
""",
    ),
)
def check(function):
    if not any(True for _ in function.each("vpc_config")):
        yield function.fail("vpc_config", "the function runs outside of a VPC")
