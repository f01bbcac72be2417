locals {
  owner = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "kms:*"
      Resource  = "*"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
    }]
  })
}

resource "aws_kms_key" "main" {
  description                        = "Everything of the team"
  policy                             = local.owner
  enable_key_rotation                = true
  deletion_window_in_days            = 7
  multi_region                       = true
  bypass_policy_lockout_safety_check = true
  tags                               = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_kms_key" "plain" {}

resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "RSA_2048"
  is_enabled               = false
}

resource "aws_kms_key" "apart" {}

resource "aws_kms_key_policy" "apart" {
  key_id = aws_kms_key.apart.id
  policy = local.owner
}

resource "aws_kms_alias" "main" {
  name          = "alias/team"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_alias" "plain" {
  name_prefix   = "alias/team-"
  target_key_id = aws_kms_key.plain.arn
}

# In a store outside of AWS, as far as the server knows an ordinary one.
resource "aws_kms_key" "stored" {}
