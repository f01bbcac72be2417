variable "name" {
  default = "reports"
}

variable "unknown" {}

locals {
  archive = aws_s3_bucket.archive.id
  shared  = "shared-${var.name}"
}

provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "east"
  region = "us-east-1"
}

# Through a local.
resource "aws_s3_bucket" "archive" {
  provider = aws.east
  bucket   = "archive"
}

resource "aws_s3_bucket_versioning" "archive" {
  bucket = local.archive

  versioning_configuration {
    status = "Enabled"
  }
}

# By the same variable, which has a value, or has none; and by a local.
resource "aws_s3_bucket" "reports" {
  bucket = var.name
}

resource "aws_s3_bucket_acl" "reports" {
  bucket = var.name
  acl    = "private"
}

resource "aws_s3_bucket" "unknown" {
  bucket = var.unknown
}

resource "aws_s3_bucket_acl" "unknown" {
  bucket = var.unknown
  acl    = "private"
}

resource "aws_s3_bucket" "shared" {
  bucket = local.shared
}

resource "aws_s3_bucket_acl" "shared" {
  bucket = local.shared
  acl    = "private"
}

# By the same text, which Checkov does not compare.
resource "aws_s3_bucket" "text" {
  bucket = "text"
}

resource "aws_s3_bucket_acl" "text" {
  bucket = "text"
  acl    = "private"
}

# Mentioned, and no value comes from it.
resource "aws_vpc" "one" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "one" {
  vpc_id          = "vpc-1"
  log_destination = "arn:aws:s3:::logs"
  depends_on      = [aws_vpc.one]
}

# Into a module, out of one, and between instances of one.
module "network" {
  source = "./network"
  vpc_id = aws_vpc.one.id
}

resource "aws_instance" "web" {
  ami                    = "ami-1"
  vpc_security_group_ids = [module.network.group_id]
}

module "bucket" {
  source   = "./bucket"
  for_each = toset(["left", "right"])
  name     = each.key
}

# A data source, within nested blocks, in a text.
data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.archive.arn}/*"]
  }
}

resource "aws_s3_bucket_policy" "archive" {
  bucket = aws_s3_bucket.archive.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_config_configuration_recorder_status" "own" {
  name = aws_ram_resource_share.own.name
}

resource "aws_ram_resource_share" "own" {
  name          = "own"
  resource_type = "an argument of its own"
}
