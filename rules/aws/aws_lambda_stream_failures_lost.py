"""One bad record stops its shard until it expires, and is then lost without a trace.

Lambda retries a failing batch of a Kinesis, DynamoDB or Kafka stream as long as the records live.
A destination for failures, with bounded retries, keeps what could not be handled and goes on.
DocumentDB change streams have no such destination.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_lambda_event_source_mapping",
    severity=MEDIUM,
    fix="Add destination_config with an on_failure destination, and bound the retries.",
    cwe=755,
    references=(
        "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html",
    ),
    bad=(
        """
resource "aws_lambda_event_source_mapping" "clicks" {  # here
  event_source_arn  = "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks"
  function_name     = "clicks"
  starting_position = "LATEST"
}
""",
    ),
    good=(
        """
resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks"
  function_name          = "clicks"
  starting_position      = "LATEST"
  maximum_retry_attempts = 5
  destination_config {
    on_failure {
      destination_arn = "arn:aws:sqs:eu-central-1:123456789012:clicks-failed"
    }
  }
}
""",
        """
resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:orders"
  function_name    = "orders"
}
""",
        """
resource "aws_lambda_event_source_mapping" "documents" {
  event_source_arn  = "arn:aws:rds:eu-central-1:123456789012:cluster:documents"
  function_name     = "documents"
  starting_position = "LATEST"
  document_db_event_source_config {
    database_name = "orders"
  }
}
""",
    ),
)
def check(mapping):
    if not mapping.is_set("starting_position"):
        return  # a queue: it has a dead-letter queue of its own
    if mapping.is_set("document_db_event_source_config.database_name"):
        return
    if not mapping.is_set("destination_config.on_failure.destination_arn"):
        yield mapping.fail("destination_config", "records that fail are lost")
