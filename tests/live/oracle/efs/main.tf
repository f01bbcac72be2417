resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_efs_file_system" "main" {
  creation_token                  = "main"
  encrypted                       = true
  kms_key_id                      = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  performance_mode                = "maxIO"
  throughput_mode                 = "provisioned"
  provisioned_throughput_in_mibps = 64
  tags                            = { team = "core" }

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
  lifecycle_policy {
    transition_to_primary_storage_class = "AFTER_1_ACCESS"
  }
  lifecycle_policy {
    transition_to_archive = "AFTER_90_DAYS"
  }
}

resource "aws_efs_file_system" "zonal" {
  availability_zone_name = "eu-west-1a"
}

resource "aws_efs_file_system" "plain" {}

resource "aws_efs_mount_target" "main" {
  file_system_id  = aws_efs_file_system.main.id
  subnet_id       = aws_subnet.a.id
  ip_address      = "10.0.1.20"
  security_groups = [aws_vpc.main.default_security_group_id]
}

resource "aws_efs_mount_target" "plain" {
  file_system_id = aws_efs_file_system.main.id
  subnet_id      = aws_subnet.b.id
}

resource "aws_efs_access_point" "main" {
  file_system_id = aws_efs_file_system.main.id
  tags           = { team = "core" }

  posix_user {
    uid            = 1001
    gid            = 1002
    secondary_gids = [1003, 1004]
  }
  root_directory {
    path = "/shop"
    creation_info {
      owner_uid   = 1001
      owner_gid   = 1002
      permissions = "0750"
    }
  }
}

resource "aws_efs_access_point" "plain" {
  file_system_id = aws_efs_file_system.plain.id
}

resource "aws_efs_file_system_policy" "main" {
  file_system_id = aws_efs_file_system.main.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Action    = "*"
      Principal = { AWS = "*" }
      Resource  = aws_efs_file_system.main.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
