resource "aws_api_gateway_rest_api" "a" {
  name                         = "a"
  disable_execute_api_endpoint = "true"
  binary_media_types           = ["image/png"]
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_method" "m" {
  rest_api_id      = aws_api_gateway_rest_api.a.id
  resource_id      = aws_api_gateway_rest_api.a.root_resource_id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = "true"
  request_parameters = {
    "method.request.header.X-Id" = "true"
  }
}

resource "aws_apigatewayv2_api" "h" {
  name          = "h"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["*"]
    max_age       = "60"
    allow_headers = toset(["b", "a"])
  }
}

resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.h.id
  name        = "$default"
  auto_deploy = "true"
  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:a"
    format          = "$context.requestId"
  }
  default_route_settings {
    throttling_burst_limit = "100"
    throttling_rate_limit  = "50"
  }
}

resource "aws_iot_topic_rule" "r" {
  name        = "r"
  enabled     = "true"
  sql         = "SELECT * FROM 'topic'"
  sql_version = "2016-03-23"
  lambda {
    function_arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
  }
}

resource "aws_cognito_user_pool" "p" {
  name = "p"
  password_policy {
    minimum_length                   = "12"
    require_lowercase                = "true"
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = "7"
  }
  schema {
    name                = "tenant"
    attribute_data_type = "String"
    mutable             = "true"
    string_attribute_constraints {
      min_length = 1
      max_length = 256
    }
  }
}
