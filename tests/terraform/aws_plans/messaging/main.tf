resource "aws_kms_key" "k" {
  is_enabled               = "true"
  deletion_window_in_days  = 7
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  policy                   = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
         "Action": "kms:*", "Resource": "*"}
      ]
    }
  JSON
}

resource "aws_kms_alias" "k" {
  name          = "alias/k"
  target_key_id = aws_kms_key.k.key_id
}

resource "aws_sns_topic" "t" {
  name                        = "t.fifo"
  fifo_topic                  = "true"
  content_based_deduplication = true
  kms_master_key_id           = "alias/aws/sns"
  policy                      = file("${path.module}/topic.json")
}

resource "aws_sqs_queue" "q" {
  name                              = "q.fifo"
  fifo_queue                        = "true"
  content_based_deduplication       = true
  kms_data_key_reuse_period_seconds = "300"
  kms_master_key_id                 = aws_kms_alias.k.name
}

resource "aws_sns_topic_subscription" "s" {
  topic_arn            = aws_sns_topic.t.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.q.arn
  raw_message_delivery = "true"
  filter_policy        = jsonencode({ kind = ["a", "b"] })
}

resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = templatefile("${path.module}/queue.tftpl", { service = "sns", account = 123456789012 })
}

resource "aws_kinesis_stream" "k" {
  name                = "k"
  shard_count         = "2"
  retention_period    = "48"
  encryption_type     = "KMS"
  kms_key_id          = "alias/aws/kinesis"
  shard_level_metrics = ["OutgoingBytes", "IncomingBytes", "IncomingBytes"]
}
