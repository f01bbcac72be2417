resource "aws_iam_role" "main" {
  name = "trueup-function"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "main" {
  name   = "trueup"
  vpc_id = aws_vpc.main.id
}

resource "aws_sqs_queue" "main" {
  name = "trueup-orders"
}

resource "aws_kinesis_stream" "main" {
  name        = "trueup-clicks"
  shard_count = 1
}

resource "aws_lambda_layer_version" "main" {
  layer_name = "trueup"
  filename   = "code.zip"
}

resource "aws_lambda_function" "main" {
  function_name                  = "trueup-main"
  role                           = aws_iam_role.main.arn
  filename                       = "code.zip"
  source_code_hash               = filebase64sha256("code.zip")
  handler                        = "index.handler"
  runtime                        = "python3.12"
  architectures                  = ["arm64"]
  description                    = "orders"
  kms_key_arn                    = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  layers                         = [aws_lambda_layer_version.main.arn]
  memory_size                    = 512
  publish                        = true
  reserved_concurrent_executions = 5
  timeout                        = 30
  tags                           = { team = "core" }

  dead_letter_config {
    target_arn = aws_sqs_queue.main.arn
  }
  environment {
    variables = { LOG_LEVEL = "debug", TABLE = "orders" }
  }
  ephemeral_storage {
    size = 1024
  }
  tracing_config {
    mode = "Active"
  }
  vpc_config {
    subnet_ids         = [aws_subnet.main.id]
    security_group_ids = [aws_security_group.main.id]
  }
}

# Nothing more is said of this one.
resource "aws_lambda_function" "plain" {
  function_name = "trueup-plain"
  role          = aws_iam_role.main.arn
  filename      = "code.zip"
  handler       = "index.handler"
  runtime       = "python3.12"
}

resource "aws_lambda_permission" "bucket" {
  statement_id   = "bucket"
  function_name  = aws_lambda_function.main.function_name
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::trueup-orders"
  source_account = "123456789012"
}

resource "aws_lambda_permission" "account" {
  statement_id     = "account"
  function_name    = aws_lambda_function.main.arn
  action           = "lambda:InvokeFunction"
  principal        = "arn:aws:iam::210987654321:root"
  principal_org_id = "o-a1b2c3d4e5"
}

resource "aws_lambda_alias" "main" {
  name             = "live"
  description      = "what customers see"
  function_name    = aws_lambda_function.main.function_name
  function_version = "1"

  routing_config {
    additional_version_weights = { "2" = 0.25 }
  }
}

resource "aws_lambda_alias" "plain" {
  name             = "next"
  function_name    = aws_lambda_function.plain.arn
  function_version = "$LATEST"
}

resource "aws_lambda_function_url" "main" {
  function_name      = aws_lambda_function.main.function_name
  authorization_type = "AWS_IAM"

  cors {
    allow_credentials = true
    allow_headers     = ["date", "keep-alive"]
    allow_methods     = ["GET", "POST"]
    allow_origins     = ["https://example.com"]
    expose_headers    = ["date"]
    max_age           = 600
  }
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn                   = aws_sqs_queue.main.arn
  function_name                      = aws_lambda_function.main.arn
  batch_size                         = 20
  enabled                            = false
  function_response_types            = ["ReportBatchItemFailures"]
  kms_key_arn                        = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  maximum_batching_window_in_seconds = 10
  tags                               = { team = "core" }

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["order"] } })
    }
  }
  metrics_config {
    metrics = ["EventCount"]
  }
  scaling_config {
    maximum_concurrency = 5
  }
}

resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn               = aws_kinesis_stream.main.arn
  function_name                  = aws_lambda_function.main.function_name
  bisect_batch_on_function_error = true
  maximum_record_age_in_seconds  = 120
  maximum_retry_attempts         = 3
  parallelization_factor         = 2
  starting_position              = "AT_TIMESTAMP"
  starting_position_timestamp    = "2026-01-01T00:00:00Z"
  tumbling_window_in_seconds     = 30

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.main.arn
    }
  }
}

# Nothing more is said of this one.
resource "aws_lambda_event_source_mapping" "plain" {
  event_source_arn = aws_sqs_queue.main.arn
  function_name    = aws_lambda_function.plain.arn
}
