# The server forgets who may send what failed.
resource "aws_sqs_queue_redrive_allow_policy" "apart" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/apart"
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:aws:sqs:eu-west-1:123456789012:orders",
      "arn:aws:sqs:eu-west-1:123456789012:again",
    ]
  })
}
