variable "settings" {
  type    = map(string)
  default = { LEVEL = "info", RETRIES = 3 }
}

resource "aws_iam_role" "fn" {
  name = "fn"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "fn" {
  function_name                  = "fn"
  role                           = aws_iam_role.fn.arn
  handler                        = "index.handler"
  runtime                        = "python3.12"
  s3_bucket                      = "code"
  s3_key                         = "fn.zip"
  memory_size                    = "256"
  timeout                        = "30"
  reserved_concurrent_executions = "5"
  architectures                  = ["arm64"]
  layers                         = ["arn:aws:lambda:us-east-1:123456789012:layer:one:1"]
  environment {
    variables = merge(var.settings, { DEBUG = false, LIMIT = 10 })
  }
  vpc_config {
    subnet_ids         = ["subnet-2", "subnet-1"]
    security_group_ids = toset(["sg-1"])
  }
  tracing_config {
    mode = "Active"
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_sqs_queue" "dead" {
  name_prefix               = "dead-"
  message_retention_seconds = "1209600"
  kms_master_key_id         = "alias/aws/sqs"
}

resource "aws_sqs_queue" "main" {
  name = "main"
  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:dead"
    maxReceiveCount     = 4
  })
}

resource "aws_lambda_permission" "fn" {
  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.fn.function_name
  principal     = "events.amazonaws.com"
}

resource "aws_lambda_event_source_mapping" "fn" {
  event_source_arn = "arn:aws:sqs:us-east-1:123456789012:main"
  function_name    = aws_lambda_function.fn.function_name
  batch_size       = "10"
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["a"] } })
    }
  }
}

resource "aws_lambda_function_url" "fn" {
  function_name      = aws_lambda_function.fn.function_name
  authorization_type = "NONE"
  cors {
    allow_origins     = ["*"]
    max_age           = "86400"
    allow_methods     = ["GET", "POST", "GET"]
    allow_credentials = "false"
  }
}
