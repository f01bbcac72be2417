# The local server keeps little of other destinations than S3.
resource "aws_kinesis_firehose_delivery_stream" "redshift" {
  name        = "redshift"
  destination = "redshift"
  kinesis_source_configuration {
    kinesis_stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders"
    role_arn           = "arn:aws:iam::123456789012:role/read"
  }
  redshift_configuration {
    cluster_jdbcurl    = "jdbc:redshift://main.abcdef.eu-west-1.redshift.amazonaws.com:5439/shop"
    copy_options       = "delimiter '|'"
    data_table_columns = "id,amount"
    data_table_name    = "orders"
    retry_duration     = 600
    s3_backup_mode     = "Enabled"
    role_arn           = "arn:aws:iam::123456789012:role/deliver"
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = "deliveries"
      log_stream_name = "all"
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
    }
    secrets_manager_configuration {
      enabled    = true
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
      secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:destination"
    }
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    s3_backup_configuration {
      bucket_arn         = "arn:aws:s3:::backup"
      role_arn           = "arn:aws:iam::123456789012:role/deliver"
      compression_format = "GZIP"
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "elasticsearch" {
  name        = "elasticsearch"
  destination = "elasticsearch"
  msk_source_configuration {
    msk_cluster_arn     = "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11-1"
    topic_name          = "orders"
    read_from_timestamp = "2026-01-01T00:00:00Z"
    authentication_configuration {
      connectivity = "PRIVATE"
      role_arn     = "arn:aws:iam::123456789012:role/read"
    }
  }
  elasticsearch_configuration {
    domain_arn            = "arn:aws:es:eu-west-1:123456789012:domain/old"
    index_name            = "orders"
    type_name             = "order"
    index_rotation_period = "OneWeek"
    buffering_interval    = 120
    buffering_size        = 10
    retry_duration        = 600
    s3_backup_mode        = "AllDocuments"
    role_arn              = "arn:aws:iam::123456789012:role/deliver"
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = "deliveries"
      log_stream_name = "all"
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
    }
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    vpc_config {
      role_arn           = "arn:aws:iam::123456789012:role/deliver"
      security_group_ids = ["sg-0a1b2c3d4e5f60001"]
      subnet_ids         = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "opensearch" {
  name        = "opensearch"
  destination = "opensearch"
  opensearch_configuration {
    cluster_endpoint = "https://search-main.eu-west-1.es.amazonaws.com"
    index_name       = "orders"
    role_arn         = "arn:aws:iam::123456789012:role/deliver"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    document_id_options {
      default_document_id_format = "NO_DOCUMENT_ID"
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "serverless" {
  name        = "serverless"
  destination = "opensearchserverless"
  opensearchserverless_configuration {
    collection_endpoint = "https://orders.eu-west-1.aoss.amazonaws.com"
    index_name          = "orders"
    role_arn            = "arn:aws:iam::123456789012:role/deliver"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    vpc_config {
      role_arn           = "arn:aws:iam::123456789012:role/deliver"
      security_group_ids = ["sg-0a1b2c3d4e5f60001"]
      subnet_ids         = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "splunk" {
  name        = "splunk"
  destination = "splunk"
  splunk_configuration {
    hec_endpoint               = "https://splunk.example.com:8088"
    hec_endpoint_type          = "Event"
    hec_acknowledgment_timeout = 300
    buffering_interval         = 30
    buffering_size             = 1
    retry_duration             = 600
    s3_backup_mode             = "AllEvents"
    secrets_manager_configuration {
      enabled    = true
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
      secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:destination"
    }
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "http" {
  name        = "http"
  destination = "http_endpoint"
  http_endpoint_configuration {
    name           = "collector"
    url            = "https://collector.example.com/v1"
    access_key     = "not-a-secret"
    retry_duration = 600
    s3_backup_mode = "AllData"
    role_arn       = "arn:aws:iam::123456789012:role/deliver"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    request_configuration {
      content_encoding = "GZIP"
      common_attributes {
        name  = "stage"
        value = "production"
      }
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "snowflake" {
  name        = "snowflake"
  destination = "snowflake"
  snowflake_configuration {
    account_url          = "https://example.snowflakecomputing.com"
    database             = "shop"
    schema               = "public"
    table                = "orders"
    data_loading_option  = "VARIANT_CONTENT_AND_METADATA_MAPPING"
    content_column_name  = "content"
    metadata_column_name = "metadata"
    buffering_interval   = 30
    buffering_size       = 64
    retry_duration       = 120
    s3_backup_mode       = "AllData"
    user                 = "loader"
    private_key          = "not-a-secret"
    key_passphrase       = "not-a-secret"
    role_arn             = "arn:aws:iam::123456789012:role/deliver"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    snowflake_role_configuration {
      enabled        = true
      snowflake_role = "LOADER"
    }
    snowflake_vpc_configuration {
      private_link_vpce_id = "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60001"
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "iceberg" {
  name        = "iceberg"
  destination = "iceberg"
  iceberg_configuration {
    catalog_arn        = "arn:aws:glue:eu-west-1:123456789012:catalog"
    buffering_interval = 60
    buffering_size     = 32
    retry_duration     = 600
    role_arn           = "arn:aws:iam::123456789012:role/deliver"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::originals"
      role_arn   = "arn:aws:iam::123456789012:role/deliver"
    }
    destination_table_configuration {
      database_name          = "shop"
      table_name             = "orders"
      s3_error_output_prefix = "failed/"
      unique_keys            = ["id"]
    }
  }
}

resource "aws_kinesis_firehose_delivery_stream" "orc" {
  name        = "orc"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn     = "arn:aws:s3:::orders"
    role_arn       = "arn:aws:iam::123456789012:role/deliver"
    buffering_size = 64
    data_format_conversion_configuration {
      input_format_configuration {
        deserializer {
          open_x_json_ser_de {
            column_to_json_key_mappings = { at = "timestamp" }
          }
        }
      }
      output_format_configuration {
        serializer {
          orc_ser_de {
            bloom_filter_columns = ["id"]
            compression          = "ZLIB"
            stripe_size_bytes    = 16777216
          }
        }
      }
      schema_configuration {
        database_name = "shop"
        table_name    = "orders"
        role_arn      = "arn:aws:iam::123456789012:role/deliver"
      }
    }
  }
}
