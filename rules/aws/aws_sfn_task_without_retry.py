"""One throttled call or lost connection fails the whole execution: the task is tried only once.

Lambda and most services answer now and then with a passing error, and Step Functions does not retry
unless the state says so. A state that catches its errors has decided what to do with them.
"""

from scanner import LOW, rule


@rule(
    on="aws_sfn_state_machine",
    severity=LOW,
    fix="Add Retry to the state, for Lambda.ServiceException and the like, or Catch.",
    cwe=755,
    references=(
        "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html",
    ),
    bad=(
        """
resource "aws_sfn_state_machine" "orders" {
  name = "orders"
  definition = jsonencode({  # here
    StartAt = "Charge"
    States = {
      Charge = { Type = "Task", Resource = "arn:aws:states:::lambda:invoke", End = true }
    }
  })
}
""",
    ),
    good=(
        """
resource "aws_sfn_state_machine" "orders" {
  name = "orders"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type = "Task", Resource = "arn:aws:states:::lambda:invoke", End = true
        Retry = [{ ErrorEquals = ["Lambda.ServiceException"], MaxAttempts = 3 }]
      }
      Done = { Type = "Succeed" }
    }
  })
}
""",
        """
resource "aws_sfn_state_machine" "orders" {
  name = "orders"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type = "Task", Resource = "arn:aws:states:::lambda:invoke", End = true
        Catch = [{ ErrorEquals = ["States.ALL"], Next = "Refund" }]
      }
      Refund = { Type = "Succeed" }
    }
  })
}
""",
    ),
)
def check(machine):
    for state in machine.document("definition").entries("States"):
        if state.get("Type") != "Task":
            continue
        if not state.is_set("Retry") and not state.is_set("Catch"):
            yield state.fail(message=f"the task {state.key} is tried only once")
