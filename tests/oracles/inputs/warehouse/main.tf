# What a plan and a state look like: modules, keys, references through calls, secrets, unknowns.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

variable "endpoint" {
  type = string
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
}

variable "open_to" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

variable "stage" {
  type    = number
  default = 1
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    ec2 = var.endpoint
    iam = var.endpoint
    kms = var.endpoint
    rds = var.endpoint
    s3  = var.endpoint
    sqs = var.endpoint
    sts = var.endpoint
  }
  default_tags {
    tags = { team = "warehouse" }
  }
}

provider "aws" {
  alias                       = "east"
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    ec2 = var.endpoint
    iam = var.endpoint
    kms = var.endpoint
    s3  = var.endpoint
    sts = var.endpoint
  }
}

locals {
  stores = {
    logs = { protect = true }
    raw  = { protect = false }
  }
}

module "store" {
  source   = "./modules/store"
  for_each = local.stores
  name     = "warehouse-${each.key}"
  key      = aws_kms_key.main.arn
  protect  = each.value.protect
}

module "names" {
  source  = "./modules/names"
  buckets = { for key, store in module.store : key => store.bucket }
}

# The target comes out of one module, goes through another and a local.
resource "aws_s3_bucket_versioning" "all" {
  for_each = module.names.buckets
  bucket   = each.value
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "plain" {
  provider      = aws.east
  bucket_prefix = "plain-"
}

resource "aws_s3_bucket_public_access_block" "plain" {
  provider                = aws.east
  bucket                  = aws_s3_bucket.plain.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_kms_key" "main" {
  description = "stage ${var.stage}"
}

resource "aws_security_group" "door" {
  name        = "door"
  description = "the door"

  dynamic "ingress" {
    for_each = toset(["443", "22"])
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ingress.value == "22" ? var.open_to : ["10.0.0.0/8"]
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  timeouts {
    create = "5m"
  }
}

resource "aws_db_instance" "main" {
  count               = var.stage == 1 ? 1 : 2
  identifier          = "main-${count.index}"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = "20"
  username            = "warehouse"
  password            = var.password
  storage_encrypted   = true
  skip_final_snapshot = true
  kms_key_id          = aws_kms_key.main.arn
}

resource "aws_sqs_queue" "old" {
  count = var.stage == 1 ? 1 : 0
  name  = "old"
}

resource "aws_sqs_queue" "renamed" {
  name = "queue-${var.stage}"
}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.main.arn]
  }
}

resource "aws_iam_role_policy" "read" {
  role   = aws_iam_role.reader.name
  policy = data.aws_iam_policy_document.read.json
}

output "buckets" {
  value = module.names.buckets
}

output "secret" {
  value     = var.password
  sensitive = true
}
