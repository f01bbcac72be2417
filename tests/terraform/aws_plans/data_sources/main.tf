provider "aws" {
  region = "us-east-1"
}

data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
data "aws_partition" "here" {}
data "aws_availability_zones" "all" {
  state = "available"
}

locals {
  zones = slice(data.aws_availability_zones.all.names, 0, 2)
  arn   = "arn:${data.aws_partition.here.partition}:s3:::data-${data.aws_caller_identity.me.account_id}"
}

data "aws_iam_policy_document" "own" {
  statement {
    actions   = ["s3:*"]
    resources = [local.arn, "${local.arn}/*"]
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "zone" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
}

resource "aws_s3_bucket" "data" {
  bucket = "data-${data.aws_caller_identity.me.account_id}-${data.aws_region.here.name}"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = data.aws_iam_policy_document.own.json
}

resource "aws_ssm_parameter" "zone_count" {
  name  = "/zones"
  type  = "String"
  value = length(local.zones)
}

resource "aws_cloudwatch_log_group" "later" {
  name = "/aws/${data.aws_vpc.later.id}"
}

data "aws_vpc" "later" {
  id = aws_vpc.main.id
}

resource "aws_cloudwatch_log_group" "here" {
  name = "/${data.aws_region.here.name}/${data.aws_partition.here.partition}"
}
