resource "aws_cloudwatch_log_group" "main" {
  name = "api"
}

resource "aws_api_gateway_rest_api" "main" {
  name                         = "orders"
  description                  = "Orders of customers"
  api_key_source               = "AUTHORIZER"
  binary_media_types           = ["application/octet-stream", "image/png"]
  minimum_compression_size     = "1024"
  disable_execute_api_endpoint = true
  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = ["vpce-0123456789abcdef0"]
  }
  tags = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_api_gateway_rest_api" "plain" {
  name = "plain"
}

resource "aws_api_gateway_resource" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  parent_id   = aws_api_gateway_rest_api.main.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "main" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  resource_id   = aws_api_gateway_resource.main.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  resource_id = aws_api_gateway_resource.main.id
  http_method = aws_api_gateway_method.main.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_deployment" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  depends_on  = [aws_api_gateway_integration.main]
}

resource "aws_api_gateway_stage" "main" {
  rest_api_id           = aws_api_gateway_rest_api.main.id
  deployment_id         = aws_api_gateway_deployment.main.id
  stage_name            = "live"
  description           = "What customers see"
  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
  variables             = { backend = "blue" }
  xray_tracing_enabled  = true
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.main.arn
    format          = "$context.requestId"
  }
  tags = { team = "core" }
}

resource "aws_api_gateway_stage" "plain" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  deployment_id = aws_api_gateway_deployment.main.id
  stage_name    = "plain"
}

resource "aws_api_gateway_method_settings" "main" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  stage_name  = aws_api_gateway_stage.main.stage_name
  method_path = "*/*"
  settings {
    logging_level                              = "INFO"
    metrics_enabled                            = true
    data_trace_enabled                         = true
    throttling_burst_limit                     = 50
    throttling_rate_limit                      = 100.5
    caching_enabled                            = true
    cache_ttl_in_seconds                       = 60
    cache_data_encrypted                       = true
    require_authorization_for_cache_control    = false
    unauthorized_cache_control_header_strategy = "FAIL_WITH_403"
  }
}

resource "aws_api_gateway_method_settings" "plain" {
  rest_api_id = aws_api_gateway_rest_api.main.id
  stage_name  = aws_api_gateway_stage.plain.stage_name
  method_path = "orders/GET"
  settings {
    metrics_enabled = true
  }
}

resource "aws_apigatewayv2_api" "main" {
  name                         = "events"
  protocol_type                = "HTTP"
  description                  = "Events of customers"
  version                      = "3"
  disable_execute_api_endpoint = true
  cors_configuration {
    allow_credentials = true
    allow_headers     = ["authorization"]
    allow_methods     = ["GET", "POST"]
    allow_origins     = ["https://example.com"]
    expose_headers    = ["x-request-id"]
    max_age           = 300
  }
  tags = { team = "core" }
}

resource "aws_apigatewayv2_api" "socket" {
  name                         = "chat"
  protocol_type                = "WEBSOCKET"
  api_key_selection_expression = "$context.authorizer.usageIdentifierKey"
  route_selection_expression   = "$request.body.action"
}

resource "aws_apigatewayv2_stage" "main" {
  api_id                = aws_apigatewayv2_api.socket.id
  name                  = "live"
  auto_deploy           = true
  description           = "What customers see"
  client_certificate_id = "a1b2c3"
  stage_variables       = { backend = "blue" }
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.main.arn
    format          = "$context.requestId"
  }
  default_route_settings {
    data_trace_enabled       = true
    detailed_metrics_enabled = true
    logging_level            = "ERROR"
    throttling_burst_limit   = 50
    throttling_rate_limit    = 100
  }
  route_settings {
    route_key              = "$connect"
    logging_level          = "INFO"
    throttling_burst_limit = 5
    throttling_rate_limit  = 10
  }
  tags = { team = "core" }
}

resource "aws_apigatewayv2_stage" "plain" {
  api_id = aws_apigatewayv2_api.main.id
  name   = "$default"
}
