"""A slow or failing execution cannot be followed through the services that it calls.

X-Ray shows where the time went. Where another tracer does the same, it is not needed.
"""

from scanner import LOW, rule


@rule(
    on="aws_sfn_state_machine",
    severity=LOW,
    fix="Add tracing_configuration { enabled = true }.",
    aliases=("CKV_AWS_284",),
    cwe=778,
    references=("https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",),
    bad=(
        """
resource "aws_sfn_state_machine" "orders" {  # here
  name       = "orders"
  definition = "{}"
}
""",
        """
resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  definition = "{}"
  tracing_configuration {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  definition = "{}"
  tracing_configuration {
    enabled = true
  }
}
""",
        """
variable "tracing" { default = "true" }

resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  definition = "{}"
  tracing_configuration {
    enabled = var.tracing
  }
}
""",
    ),
)
def check(machine):
    if not machine.get("tracing_configuration.enabled", default=False):
        yield machine.fail("tracing_configuration.enabled", "executions are not traced")
