"""A surge of calls to this function can use up the account's concurrency and starve the others.

Reserved concurrency is both a limit and a guarantee. It is taken from the account's quota, so teams
set it where a function may run away or overload what lies behind it, not everywhere.
"""

from scanner import LOW, rule


@rule(
    on="aws_lambda_function",
    severity=LOW,
    fix="Set reserved_concurrent_executions to what the function and its backends can bear.",
    aliases=("CKV_AWS_115",),
    cwe=770,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",),
    bad=(
        'resource "aws_lambda_function" "orders" { function_name = "orders" }  # here',
        """
resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  reserved_concurrent_executions = -1  # here
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  reserved_concurrent_executions = 50
}
""",
        """
resource "aws_lambda_function" "switched_off" {
  function_name                  = "switched-off"
  reserved_concurrent_executions = 0
}
""",
    ),
)
def check(function):
    if function.get("reserved_concurrent_executions", default=-1) in (-1, "-1"):
        yield function.fail("reserved_concurrent_executions", "no concurrency is reserved")
