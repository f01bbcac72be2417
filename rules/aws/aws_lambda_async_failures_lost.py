"""Events that this function cannot handle are thrown away after two retries.

SNS, S3 and EventBridge invoke a function asynchronously: nobody waits for the answer. Without a
dead-letter queue or a destination for failures the event is gone. Only functions that such a
service may invoke are judged; a caller that waits sees the error itself.
"""

from scanner import MEDIUM, rule

_ASYNCHRONOUS = (
    "sns.amazonaws.com",
    "s3.amazonaws.com",
    "events.amazonaws.com",
    "ses.amazonaws.com",
    "iot.amazonaws.com",
    "codecommit.amazonaws.com",
    "logs.amazonaws.com",
)


@rule(
    on="aws_lambda_function",
    severity=MEDIUM,
    fix="Add dead_letter_config, or an aws_lambda_function_event_invoke_config with on_failure.",
    related_ids=("CKV_AWS_116",),
    cwe=755,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    ),
    bad=(
        """
resource "aws_lambda_function" "mailer" {  # here
  function_name = "mailer"
}

resource "aws_lambda_permission" "topic" {
  function_name = aws_lambda_function.mailer.function_name
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = "arn:aws:sns:eu-central-1:123456789012:orders"
}

resource "aws_lambda_function_event_invoke_config" "mailer" {
  function_name          = aws_lambda_function.mailer.function_name
  maximum_retry_attempts = 1
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "mailer" {
  function_name = "mailer"
  dead_letter_config {
    target_arn = "arn:aws:sqs:eu-central-1:123456789012:mailer-failed"
  }
}

resource "aws_lambda_permission" "topic" {
  function_name = aws_lambda_function.mailer.function_name
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
}
""",
        """
resource "aws_lambda_function" "mailer" {
  function_name = "mailer"
}

resource "aws_lambda_permission" "rule" {
  function_name = aws_lambda_function.mailer.arn
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
}

resource "aws_lambda_function_event_invoke_config" "mailer" {
  function_name = aws_lambda_function.mailer.function_name
  destination_config {
    on_failure {
      destination = "arn:aws:sqs:eu-central-1:123456789012:mailer-failed"
    }
  }
}
""",
        """
resource "aws_lambda_function" "api" {
  function_name = "api"
}

resource "aws_lambda_permission" "gateway" {
  function_name = aws_lambda_function.api.function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
}
""",
        """
resource "aws_lambda_function" "tool" {
  function_name = "tool"
}

resource "aws_lambda_permission" "other" {
  function_name = "other"
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
}
""",
    ),
)
def check(function):
    if function.get("dead_letter_config.target_arn"):
        return
    permissions = function.related("aws_lambda_permission", "function_name")
    if not any(one.get("principal") in _ASYNCHRONOUS for one in permissions):
        return
    for invoke in function.related("aws_lambda_function_event_invoke_config", "function_name"):
        if invoke.get("destination_config.on_failure.destination"):
            return
    yield function.fail("dead_letter_config", "events that fail are lost")
