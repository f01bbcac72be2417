"""One bad message makes the function handle the whole batch again, good messages included.

Without ReportBatchItemFailures the batch is all or nothing: orders are mailed twice, and messages
are moved to the dead-letter queue that were handled well. The function must return the ids that
failed. A batch of one has no such problem.
"""

from scanner import LOW, rule


@rule(
    on="aws_sqs_queue",
    severity=LOW,
    fix='Set function_response_types = ["ReportBatchItemFailures"] in the event source mapping.',
    cwe=755,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",),
    bad=(
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_lambda_event_source_mapping" "orders" {  # here
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = "orders"
}
""",
    ),
    good=(
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn        = aws_sqs_queue.orders.arn
  function_name           = "orders"
  function_response_types = ["ReportBatchItemFailures"]
}
""",
        """
resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = "orders"
  batch_size       = 1
}
""",
    ),
)
def check(queue):
    for mapping in queue.related("aws_lambda_event_source_mapping", "event_source_arn"):
        single = mapping.get("batch_size", default=10) in (1, "1")
        if not single and "ReportBatchItemFailures" not in mapping.get(
            "function_response_types", default=[]
        ):
            yield mapping.fail("function_response_types", "a failing batch is retried whole")
