resource "aws_kinesis_stream" "main" {
  name                = "orders"
  shard_count         = 3
  retention_period    = 48
  shard_level_metrics = ["IncomingBytes", "OutgoingBytes"]
  encryption_type     = "KMS"
  kms_key_id          = "alias/aws/kinesis"
  tags                = { team = "core" }
}

resource "aws_kinesis_stream" "on_demand" {
  name = "events"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_stream" "plain" {
  name        = "plain"
  shard_count = 1
}
