locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
    }]
  })
}

resource "aws_kms_key" "main" {}

resource "aws_secretsmanager_secret" "main" {
  name                    = "db/password"
  description             = "Of the database"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 7
  policy                  = local.policy
  tags                    = { team = "core" }

  replica {
    region = "eu-central-1"
  }
}

# Nothing more is said of this one.
resource "aws_secretsmanager_secret" "plain" {
  name = "plain"
}

resource "aws_secretsmanager_secret" "apart" {
  name_prefix = "apart-"
}

resource "aws_secretsmanager_secret_policy" "apart" {
  secret_arn          = aws_secretsmanager_secret.apart.arn
  policy              = local.policy
  block_public_policy = true
}

# The server knows no schedules, and rotates nothing by itself.
resource "aws_secretsmanager_secret_rotation" "main" {
  secret_id          = aws_secretsmanager_secret.main.id
  rotate_immediately = false
  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_secretsmanager_secret_rotation" "scheduled" {
  secret_id          = aws_secretsmanager_secret.plain.id
  rotate_immediately = false
  rotation_rules {
    automatically_after_days = 10
  }
}

resource "aws_ssm_parameter" "main" {
  name            = "/app/size"
  type            = "String"
  value           = "large"
  description     = "How large"
  allowed_pattern = "^[a-z]+$"
  tier            = "Advanced"
  tags            = { team = "core" }
}

resource "aws_ssm_parameter" "image" {
  name           = "image"
  type           = "String"
  data_type      = "aws:ec2:image"
  insecure_value = "ami-0123456789abcdef0"
}

resource "aws_ssm_parameter" "hidden" {
  name   = "/app/token"
  type   = "SecureString"
  value  = "not-a-secret"
  key_id = aws_kms_key.main.key_id
}

resource "aws_ssm_parameter" "plain" {
  name  = "plain"
  type  = "StringList"
  value = "a,b"
}
