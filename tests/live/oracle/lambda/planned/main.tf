resource "aws_lambda_function" "image" {
  function_name           = "trueup-image"
  role                    = "arn:aws:iam::123456789012:role/trueup-function"
  package_type            = "Image"
  image_uri               = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/trueup:1"
  code_signing_config_arn = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0"
  tags                    = { team = "core" }

  file_system_config {
    arn              = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0"
    local_mount_path = "/mnt/data"
  }
  image_config {
    command           = ["app.handler"]
    entry_point       = ["/bin/run"]
    working_directory = "/srv"
  }
  logging_config {
    log_format            = "JSON"
    application_log_level = "WARN"
    system_log_level      = "DEBUG"
    log_group             = "/functions/image"
  }
  snap_start {
    apply_on = "PublishedVersions"
  }
  vpc_config {
    subnet_ids                  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    security_group_ids          = ["sg-0123456789abcdef0"]
    ipv6_allowed_for_dual_stack = true
  }
}

resource "aws_lambda_permission" "device" {
  statement_id       = "device"
  function_name      = aws_lambda_function.image.function_name
  action             = "lambda:InvokeFunction"
  principal          = "alexa-appkit.amazon.com"
  event_source_token = "amzn1.ask.skill.trueup"
  qualifier          = "live"
}

resource "aws_lambda_permission" "url" {
  statement_id           = "url"
  function_name          = aws_lambda_function.image.function_name
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "*"
  function_url_auth_type = "NONE"
}

resource "aws_lambda_function_url" "live" {
  function_name      = aws_lambda_function.image.function_name
  qualifier          = "live"
  authorization_type = "NONE"
  invoke_mode        = "RESPONSE_STREAM"
}

resource "aws_lambda_event_source_mapping" "kafka" {
  function_name     = aws_lambda_function.image.function_name
  topics            = ["orders"]
  starting_position = "TRIM_HORIZON"

  provisioned_poller_config {
    maximum_pollers = 10
    minimum_pollers = 2
  }
  self_managed_event_source {
    endpoints = { KAFKA_BOOTSTRAP_SERVERS = "one.example.com:9092,two.example.com:9092" }
  }
  self_managed_kafka_event_source_config {
    consumer_group_id = "orders"
  }
  source_access_configuration {
    type = "VPC_SUBNET"
    uri  = "subnet:subnet-0123456789abcdef0"
  }
  source_access_configuration {
    type = "VPC_SECURITY_GROUP"
    uri  = "security_group:sg-0123456789abcdef0"
  }
}

resource "aws_lambda_event_source_mapping" "msk" {
  function_name     = aws_lambda_function.image.function_name
  event_source_arn  = "arn:aws:kafka:eu-west-1:123456789012:cluster/trueup/0123abcd"
  topics            = ["orders"]
  starting_position = "LATEST"

  amazon_managed_kafka_event_source_config {
    consumer_group_id = "orders"
  }
}

resource "aws_lambda_event_source_mapping" "broker" {
  function_name    = aws_lambda_function.image.function_name
  event_source_arn = "arn:aws:mq:eu-west-1:123456789012:broker:trueup:b-0123abcd"
  queues           = ["orders"]
}

resource "aws_lambda_event_source_mapping" "documents" {
  function_name     = aws_lambda_function.image.function_name
  event_source_arn  = "arn:aws:rds:eu-west-1:123456789012:cluster:trueup"
  starting_position = "LATEST"

  document_db_event_source_config {
    database_name   = "shop"
    collection_name = "orders"
    full_document   = "UpdateLookup"
  }
}
