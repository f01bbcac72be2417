"""A message that the function cannot handle comes back until it expires, and is then gone.

Meanwhile it costs an invocation each time and holds up a FIFO group. A redrive policy moves it to a
dead-letter queue after some attempts, where somebody can look at it. Only queues that feed a Lambda
function in the same configuration are judged, so that dead-letter queues themselves are not.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sqs_queue",
    severity=MEDIUM,
    fix="Set redrive_policy with a deadLetterTargetArn and a maxReceiveCount.",
    cwe=755,
    references=(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
    ),
    bad=(
        """
resource "aws_sqs_queue" "orders" {  # here
  name = "orders"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = "orders"
}
""",
    ),
    good=(
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = "orders"
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue_redrive_policy" "orders" {
  queue_url      = aws_sqs_queue.orders.id
  redrive_policy = jsonencode({ deadLetterTargetArn = "arn:aws:sqs:::failed", maxReceiveCount = 5 })
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = "orders"
}
""",
    ),
)
def check(queue):
    if queue.get("redrive_policy", default=""):
        return
    if not queue.related("aws_lambda_event_source_mapping", "event_source_arn"):
        return
    if not queue.related("aws_sqs_queue_redrive_policy", "queue_url"):
        yield queue.fail("redrive_policy", "messages that fail have nowhere to go")
