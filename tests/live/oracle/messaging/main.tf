locals {
  own = {
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::123456789012:root" }
    Resource  = "*"
  }
  queue_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.own, { Action = "sqs:SendMessage" })]
  })
  topic_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.own, { Action = "sns:Publish" })]
  })
}

resource "aws_kms_key" "main" {}

# Everything that a queue can say.
resource "aws_sqs_queue" "main" {
  name                              = "orders.fifo"
  fifo_queue                        = true
  content_based_deduplication       = true
  deduplication_scope               = "messageGroup"
  fifo_throughput_limit             = "perMessageGroupId"
  delay_seconds                     = 5
  max_message_size                  = 2048
  message_retention_seconds         = 86400
  receive_wait_time_seconds         = 10
  visibility_timeout_seconds        = 60
  kms_master_key_id                 = aws_kms_key.main.arn
  kms_data_key_reuse_period_seconds = 600
  policy                            = local.queue_policy
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
  tags = { team = "core" }
}

resource "aws_sqs_queue" "failed" {
  name       = "failed.fifo"
  fifo_queue = true
}

# Nothing more is said of this one.
resource "aws_sqs_queue" "plain" {
  name = "plain"
}

resource "aws_sqs_queue" "apart" {
  name                    = "apart"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue_policy" "apart" {
  queue_url = aws_sqs_queue.apart.url
  policy    = local.queue_policy
}

resource "aws_sqs_queue" "again" {
  name_prefix = "again-"
}

resource "aws_sqs_queue_redrive_policy" "again" {
  queue_url = aws_sqs_queue.again.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.apart.arn
    maxReceiveCount     = 3
  })
}

# The server keeps only a part of what a topic can say.
resource "aws_sns_topic" "main" {
  name                        = "alarms.fifo"
  fifo_topic                  = true
  content_based_deduplication = true
  display_name                = "Alarms"
  kms_master_key_id           = aws_kms_key.main.arn
  policy                      = local.topic_policy
  delivery_policy             = jsonencode({ http = { disableSubscriptionOverrides = true } })
  tags                        = { team = "core" }
}

resource "aws_sns_topic" "plain" {
  name = "plain"
}

resource "aws_sns_topic" "apart" {
  name = "apart"
}

resource "aws_sns_topic_policy" "apart" {
  arn    = aws_sns_topic.apart.arn
  policy = local.topic_policy
}

resource "aws_sns_topic_subscription" "main" {
  topic_arn            = aws_sns_topic.plain.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.plain.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ kind = ["order"] })
  filter_policy_scope  = "MessageBody"
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.apart.arn })
}

resource "aws_sns_topic_subscription" "hook" {
  topic_arn              = aws_sns_topic.plain.arn
  protocol               = "https"
  endpoint               = "https://hooks.example.com/alarms"
  endpoint_auto_confirms = true
  delivery_policy = jsonencode({
    healthyRetryPolicy = { numRetries = 5 }
  })
}
