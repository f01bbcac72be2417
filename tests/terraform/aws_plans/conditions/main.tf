variable "encrypted" {
  type    = bool
  default = true
}
variable "key" {
  type    = string
  default = null
}
variable "extra" {
  type    = any
  default = { a = ["1", 2] }
}

locals {
  algorithm = var.key == null ? "AES256" : "aws:kms"
  text      = try(var.extra.b, var.extra.a[1], "none")
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  count  = var.encrypted ? 1 : 0
  bucket = "b"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = local.algorithm
      kms_master_key_id = var.key
    }
  }
}

resource "aws_ebs_volume" "v" {
  availability_zone = "us-east-1a"
  size              = local.text
  encrypted         = var.encrypted
  kms_key_id        = var.key
  type              = var.encrypted ? "gp3" : null
  throughput        = try(tonumber("x"), "250")
}

resource "aws_instance" "i" {
  ami               = "ami-12345678"
  instance_type     = "t3.micro"
  subnet_id         = aws_ebs_volume.v.id == "" ? null : "subnet-1"
  key_name          = aws_ebs_volume.v.encrypted ? "secure" : "plain"
  user_data         = aws_ebs_volume.v.arn
  source_dest_check = can(tonumber("x")) ? "true" : "false"
}

resource "aws_codebuild_project" "p" {
  name           = "p"
  service_role   = "arn:aws:iam::123456789012:role/p"
  build_timeout  = "60"
  encryption_key = coalesce(var.key, "arn:aws:kms:us-east-1:123456789012:alias/aws/s3")
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = "true"
    dynamic "environment_variable" {
      for_each = { A = 1, B = true, C = "x" }
      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }
  source {
    type            = "GITHUB"
    location        = "https://github.com/example/example.git"
    git_clone_depth = "1"
    buildspec       = yamlencode({ version = 0.2, phases = { build = { commands = ["make"] } } })
  }
}

output "algorithm" { value = local.algorithm }
