variable "owner" { default = "platform" }

provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = { owner = var.owner, env = "test" }
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
  default_tags {
    tags = merge({ region = "west" }, { count = 2 })
  }
}

provider "aws" {
  alias  = "plain"
  region = "eu-west-1"
}

resource "aws_sqs_queue" "none" {
  name = "none"
}

resource "aws_sqs_queue" "own" {
  name = "own"
  tags = { env = "own", extra = 1 }
}

resource "aws_sqs_queue" "null" {
  name = "null"
  tags = { env = null, extra = "x" }
}

resource "aws_sqs_queue" "blank" {
  name = "blank"
  tags = { env = "", extra = "x" }
}

resource "aws_sqs_queue" "unknown" {
  name = "unknown"
  tags = { queue = aws_sqs_queue.none.arn }
}

resource "aws_sqs_queue" "west" {
  provider = aws.west
  name     = "west"
  tags     = { region = "own" }
}

resource "aws_sqs_queue" "plain" {
  provider = aws.plain
  name     = "plain"
}

resource "aws_sqs_queue" "plain_tags" {
  provider = aws.plain
  name     = "plain"
  tags     = { a = "b" }
}

resource "aws_vpc_security_group_egress_rule" "framework" {
  security_group_id = "sg-12345678"
  ip_protocol       = "-1"
  cidr_ipv4         = "10.0.0.0/8"
  tags              = { env = "own" }
}

resource "aws_s3_bucket" "same" {
  bucket = "same"
  tags   = { owner = "platform" }
}

resource "aws_dynamodb_table" "t" {
  provider     = aws.west
  name         = "t"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

output "all" { value = aws_sqs_queue.own.tags_all }
output "owner" { value = aws_sqs_queue.none.tags_all["owner"] }
