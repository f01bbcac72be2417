# Applied by record.py with the real provider to a local server. Every type that is read live, with
# every argument that the server keeps.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  default_tags {
    tags = { owner = "platform" }
  }
}

resource "aws_s3_bucket" "data" {
  bucket              = "trueup-data"
  force_destroy       = true
  object_lock_enabled = true
  tags                = { team = "core", cost = "42" }
}

resource "aws_s3_bucket" "logs" {
  bucket = "trueup-logs"
}

# Nothing is written about this one: all its settings are the platform's.
resource "aws_s3_bucket" "plain" {
  bucket = "trueup-plain"
}

# The older spelling, inline.
resource "aws_s3_bucket" "inline" {
  bucket = "trueup-inline"
  tags   = { style = "inline" }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TLS", Effect = "Deny", Principal = "*", Action = "s3:*"
      Resource  = ["arn:aws:s3:::trueup-inline", "arn:aws:s3:::trueup-inline/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
  versioning {
    enabled = true
  }
  logging {
    target_bucket = aws_s3_bucket_acl.logs.bucket
    target_prefix = "inline/"
  }
  server_side_encryption_configuration {
    rule {
      bucket_key_enabled = true
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
      }
    }
  }
  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
  website {
    index_document = "index.html"
    error_document = "error.html"
  }
  lifecycle_rule {
    id      = "archive"
    enabled = true
    prefix  = "log/"
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    expiration {
      days = 90
    }
    noncurrent_version_expiration {
      days = 30
    }
    abort_incomplete_multipart_upload_days = 7
  }
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::trueup-data/*"
    }]
  })
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "old"
    status = "Enabled"
    filter {
      prefix = "tmp/"
    }
    expiration {
      days = 30
    }
    transition {
      days          = 10
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
  timeouts {
    create = "2m"
  }
}

resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket_acl.logs.bucket
  target_prefix = "data/"
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket_ownership_controls.logs.bucket
  acl    = "log-delivery-write"
}

resource "aws_s3_bucket_cors_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  cors_rule {
    id              = "one"
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
  cors_rule {
    id              = "two"
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_website_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  index_document {
    suffix = "index.html"
  }
  error_document {
    key = "error.html"
  }
  routing_rule {
    condition {
      key_prefix_equals = "docs/"
    }
    redirect {
      replace_key_prefix_with = "documents/"
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "inline" {
  name        = "inline"
  description = "rules inside"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "inline" }
  ingress {
    description = "https"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
  ingress {
    protocol         = "tcp"
    from_port        = 22
    to_port          = 22
    ipv6_cidr_blocks = ["2001:db8::/32"]
    self             = true
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "split" {
  name   = "split"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.split.id
  description       = "web"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.0.0/8"
  tags              = { Name = "web" }
}

resource "aws_vpc_security_group_ingress_rule" "peer" {
  security_group_id            = aws_security_group.split.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.inline.id
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.split.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "older" {
  name   = "older"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "ranges" {
  security_group_id = aws_security_group.older.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 8080
  to_port           = 8090
  cidr_blocks       = ["10.1.0.0/16", "10.2.0.0/16"]
  description       = "two ranges"
}

resource "aws_security_group_rule" "source" {
  security_group_id        = aws_security_group.older.id
  type                     = "ingress"
  protocol                 = "udp"
  from_port                = 53
  to_port                  = 53
  source_security_group_id = aws_security_group.inline.id
}

resource "aws_security_group_rule" "self" {
  security_group_id = aws_security_group.older.id
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  self              = true
}

resource "aws_iam_policy" "reader" {
  name        = "reader"
  path        = "/team/"
  description = "reads"
  tags        = { team = "core" }
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }]
  })
}

resource "aws_iam_role" "app" {
  name                 = "app"
  path                 = "/service/"
  description          = "the application"
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.reader.arn
  tags                 = { team = "core" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "app" {
  name = "own"
  role = aws_iam_role.app.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.reader.arn
}

resource "aws_iam_role" "inline" {
  name                = "inline"
  managed_policy_arns = [aws_iam_policy.reader.arn]
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "123456789012" }
    }]
  })
  inline_policy {
    name = "inside"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }]
    })
  }
}
