resource "aws_dynamodb_table" "main" {
  name                        = "orders"
  hash_key                    = "customer"
  range_key                   = "number"
  read_capacity               = 5
  write_capacity              = 6
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  deletion_protection_enabled = true
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  tags                        = { team = "core" }

  attribute {
    name = "customer"
    type = "S"
  }
  attribute {
    name = "number"
    type = "N"
  }
  attribute {
    name = "day"
    type = "S"
  }

  global_secondary_index {
    name               = "by-day"
    hash_key           = "day"
    range_key          = "number"
    projection_type    = "INCLUDE"
    non_key_attributes = ["amount", "currency"]
    read_capacity      = 3
    write_capacity     = 4
  }
  local_secondary_index {
    name               = "by-customer"
    range_key          = "day"
    projection_type    = "INCLUDE"
    non_key_attributes = ["amount"]
  }
  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 14
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  }
  ttl {
    enabled        = true
    attribute_name = "expires"
  }
}

resource "aws_dynamodb_table" "on_demand" {
  name         = "events"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "kind"
    type = "S"
  }
  global_secondary_index {
    name            = "by-kind"
    hash_key        = "kind"
    projection_type = "ALL"
  }
  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 20
  }
}

resource "aws_dynamodb_table" "plain" {
  name           = "plain"
  hash_key       = "id"
  read_capacity  = 1
  write_capacity = 1

  attribute {
    name = "id"
    type = "S"
  }
}
