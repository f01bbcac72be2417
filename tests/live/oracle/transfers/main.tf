resource "aws_iam_role" "main" {
  name = "transfer"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}

resource "aws_transfer_server" "main" {
  domain                           = "EFS"
  protocols                        = ["FTPS", "SFTP"]
  certificate                      = "arn:aws:acm:eu-west-1:123456789012:certificate/a1"
  endpoint_type                    = "VPC_ENDPOINT"
  identity_provider_type           = "API_GATEWAY"
  url                              = "https://a1.execute-api.eu-west-1.amazonaws.com/live"
  invocation_role                  = aws_iam_role.main.arn
  sftp_authentication_methods      = "PUBLIC_KEY_AND_PASSWORD"
  logging_role                     = aws_iam_role.main.arn
  security_policy_name             = "TransferSecurityPolicy-2024-01"
  post_authentication_login_banner = "Welcome"
  pre_authentication_login_banner  = "Members only"
  structured_log_destinations      = ["arn:aws:logs:eu-west-1:123456789012:log-group:transfer:*"]
  endpoint_details {
    vpc_endpoint_id = "vpce-0123456789abcdef0"
  }
  protocol_details {
    passive_ip                  = "192.0.2.1"
    set_stat_option             = "ENABLE_NO_OP"
    tls_session_resumption_mode = "ENABLED"
    as2_transports              = ["HTTP"]
  }
  s3_storage_options {
    directory_listing_optimization = "ENABLED"
  }
  workflow_details {
    on_upload {
      execution_role = aws_iam_role.main.arn
      workflow_id    = "w-1"
    }
    on_partial_upload {
      execution_role = aws_iam_role.main.arn
      workflow_id    = "w-2"
    }
  }
  tags = { team = "core" }
}

resource "aws_transfer_server" "plain" {}
