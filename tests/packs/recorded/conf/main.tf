variable "name" {}

variable "size" {
  default = 20
}

locals {
  ports = [22, 443]
}

provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "east"
  region = "us-east-1"
}

resource "aws_s3_bucket" "logs" {
  bucket        = "logs-${var.name}"
  acl           = "private"
  force_destroy = "true"
  tags          = { team = "a", on = "false" }

  versioning {
    enabled = true
  }

  lifecycle_rule {
    id      = "one"
    enabled = true
    transition {
      days          = 30
      storage_class = "GLACIER"
    }
  }

  lifecycle_rule {
    id      = "two"
    enabled = false
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_security_group" "open" {
  count  = 2
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = local.ports[0]
    to_port     = local.ports[1]
    protocol    = "tcp"
    cidr_blocks = [var.name]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = []
  }
}

resource "aws_security_group" "listed" {
  ingress = [{ from_port = 22, cidr_blocks = ["0.0.0.0/0"] }]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ecs_task_definition" "app" {
  family                = upper("app")
  container_definitions = jsonencode([{ name = "app", privileged = true }])
}

resource "aws_iam_policy" "written" {
  policy = <<-EOF
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
  EOF
}

resource "aws_iam_policy" "referred" {
  policy = data.aws_iam_policy_document.all.json
}

data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_ebs_volume" "data" {
  for_each = { "a.b" = true, c = false }
  size              = var.size
  encrypted         = each.value
  availability_zone = each.key
}

module "child" {
  source = "./child"
  acl    = "public-read"
}

resource "aws_sqs_queue_policy" "heredoc" {
  queue_url = "https://example.com"
  policy    = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_vpc.main.arn}/*" }]
    }
  EOT
}
