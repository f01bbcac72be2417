"""A slow or failing call cannot be followed through this function to the services it uses.

Active tracing samples calls and records what each spent where. Where another tracer, such as an
OpenTelemetry layer, does the same, X-Ray is not needed.
"""

from scanner import LOW, rule


@rule(
    on="aws_lambda_function",
    severity=LOW,
    fix='Add tracing_config { mode = "Active" }.',
    aliases=("AVD-AWS-0066",),
    related_ids=("CKV_AWS_50",),
    cwe=778,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",),
    bad=(
        'resource "aws_lambda_function" "orders" { function_name = "orders" }  # here',
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  tracing_config {
    mode = "PassThrough"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  tracing_config {
    mode = "Active"
  }
}
""",
        """
locals { mode = "Active" }

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  tracing_config {
    mode = local.mode
  }
}
""",
    ),
)
def check(function):
    if function.get("tracing_config.mode", default="PassThrough") != "Active":
        yield function.fail("tracing_config.mode", "active tracing is off")
