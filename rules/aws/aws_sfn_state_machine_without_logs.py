"""What a failed execution did, with which input, is not kept at all, or not beyond 90 days.

Express executions keep no history at all, and that of standard ones is gone after 90 days. Logging
is off unless a level is set.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sfn_state_machine",
    severity=MEDIUM,
    fix='Add logging_configuration with level = "ERROR" or "ALL" and a log_destination.',
    related_ids=("CKV_AWS_285",),
    cwe=778,
    references=("https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",),
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
  logging_configuration {
    level = "OFF"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  definition = "{}"
  logging_configuration {
    level           = "ERROR"
    log_destination = "arn:aws:logs:eu-central-1:123456789012:log-group:orders:*"
  }
}
""",
        """
locals { level = "ALL" }

resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  definition = "{}"
  logging_configuration {
    include_execution_data = false
    level                  = local.level
    log_destination        = "arn:aws:logs:eu-central-1:123456789012:log-group:orders:*"
  }
}
""",
    ),
)
def check(machine):
    path = "logging_configuration.level"
    if machine.get(path, default="OFF") == "OFF":
        yield machine.fail(path, "executions are not logged")
