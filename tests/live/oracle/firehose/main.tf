resource "aws_kinesis_firehose_delivery_stream" "main" {
  name        = "orders"
  destination = "extended_s3"
  tags        = { team = "core" }

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  }
  extended_s3_configuration {
    bucket_arn          = "arn:aws:s3:::orders"
    role_arn            = "arn:aws:iam::123456789012:role/deliver"
    prefix              = "orders/"
    error_output_prefix = "failed/"
    buffering_interval  = 120
    buffering_size      = 128
    compression_format  = "UNCOMPRESSED"
    kms_key_arn         = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
    custom_time_zone    = "Europe/Paris"
    file_extension      = ".parquet"
    s3_backup_mode      = "Enabled"

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = "deliveries"
      log_stream_name = "orders"
    }
    dynamic_partitioning_configuration {
      enabled        = true
      retry_duration = 600
    }
    processing_configuration {
      enabled = true
      processors {
        type = "Lambda"
        parameters {
          parameter_name  = "LambdaArn"
          parameter_value = "arn:aws:lambda:eu-west-1:123456789012:function:clean:1"
        }
      }
      processors {
        type = "AppendDelimiterToRecord"
        parameters {
          parameter_name  = "Delimiter"
          parameter_value = "\\n"
        }
      }
    }
    data_format_conversion_configuration {
      input_format_configuration {
        deserializer {
          hive_json_ser_de {
            timestamp_formats = ["millis"]
          }
        }
      }
      output_format_configuration {
        serializer {
          parquet_ser_de {
            compression = "GZIP"
          }
        }
      }
      schema_configuration {
        database_name = "shop"
        table_name    = "orders"
        role_arn      = "arn:aws:iam::123456789012:role/deliver"
      }
    }
    s3_backup_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
      prefix     = "orders/"
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "plain" {
  name        = "plain"
  destination = "extended_s3"

  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::events"
    role_arn   = "arn:aws:iam::123456789012:role/deliver"
  }
}
