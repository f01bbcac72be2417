"""A corpus of Terraform as teams write it, always the same: see `write`.

Locals and maps, for_each over sets and maps, count, dynamic blocks, conditionals, jsonencode,
heredocs, templatefile, modules that call modules with outputs of others, provider aliases and
optional() attributes; of one root to another what is switched on, and how large things are, differ.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

SEED = 20_261

NETWORK = """
variable "name" { type = string }
variable "cidr" { type = string }
variable "zones" { type = list(string) }
variable "rules" {
  type = map(object({
    port        = number
    cidr_blocks = optional(list(string), ["10.0.0.0/8"])
    description = optional(string, "from the office")
  }))
  default = {}
}
variable "flow_logs" {
  type    = bool
  default = true
}
variable "public" { default = false }

locals {
  tags = { Name = var.name, Module = "network" }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = local.tags
}

resource "aws_subnet" "this" {
  count                   = length(var.zones)
  vpc_id                  = aws_vpc.this.id
  availability_zone       = var.zones[count.index]
  cidr_block              = cidrsubnet(var.cidr, 8, count.index)
  map_public_ip_on_launch = var.public
  tags                    = merge(local.tags, { Zone = var.zones[count.index] })
}

resource "aws_security_group" "this" {
  name        = "${var.name}-service"
  description = "What reaches ${var.name}"
  vpc_id      = aws_vpc.this.id

  dynamic "ingress" {
    for_each = var.rules
    content {
      description = ingress.value.description
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidr_blocks
    }
  }

  egress {
    description = "to anywhere"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_flow_log" "this" {
  count                = var.flow_logs ? 1 : 0
  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::${var.name}-logs"
}

output "vpc_id" { value = aws_vpc.this.id }
output "subnet_ids" { value = aws_subnet.this[*].id }
output "security_group_id" { value = aws_security_group.this.id }
"""

BUCKET = """
variable "name" { type = string }
variable "versioned" {
  type    = bool
  default = true
}
variable "kms_key_id" {
  type    = string
  default = null
}
variable "acl" { default = "private" }
variable "lifecycle_days" {
  type    = number
  default = 0
}

resource "aws_s3_bucket" "this" {
  bucket        = var.name
  force_destroy = false
}

resource "aws_s3_bucket_acl" "this" {
  bucket = aws_s3_bucket.this.id
  acl    = var.acl
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.acl == "private"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_id == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_id
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = var.lifecycle_days > 0 ? 1 : 0
  bucket = aws_s3_bucket.this.id
  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = var.lifecycle_days
    }
  }
}

output "arn" { value = aws_s3_bucket.this.arn }
output "id" { value = aws_s3_bucket.this.id }
"""

DATABASE = """
variable "name" { type = string }
variable "settings" {
  type = object({
    class      = string
    storage    = optional(number, 20)
    encrypted  = optional(bool, true)
    public     = optional(bool, false)
    multi_az   = optional(bool, false)
    backup     = optional(number, 7)
    protection = optional(bool, true)
  })
}
variable "subnet_ids" { type = list(string) }
variable "security_group_ids" { type = list(string) }
variable "kms_key_arn" { type = string }
variable "exports" {
  type    = set(string)
  default = ["audit", "error"]
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "this" {
  identifier                      = var.name
  engine                          = "mysql"
  instance_class                  = var.settings.class
  allocated_storage               = var.settings.storage
  storage_encrypted               = var.settings.encrypted
  kms_key_id                      = var.kms_key_arn
  publicly_accessible             = var.settings.public
  multi_az                        = var.settings.multi_az
  backup_retention_period         = var.settings.backup
  deletion_protection             = var.settings.protection
  enabled_cloudwatch_logs_exports = var.exports
  db_subnet_group_name            = aws_db_subnet_group.this.name
  vpc_security_group_ids          = var.security_group_ids
  auto_minor_version_upgrade      = true
  copy_tags_to_snapshot           = true
}

output "endpoint" { value = aws_db_instance.this.endpoint }
"""

QUEUE = """
variable "name" { type = string }
variable "key_id" {
  type    = string
  default = "alias/aws/sqs"
}
variable "topic" { type = string }

resource "aws_sqs_queue" "this" {
  name                      = var.name
  kms_master_key_id         = var.key_id
  message_retention_seconds = 86400
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 4
  })
}

resource "aws_sqs_queue" "dead" {
  name                    = "${var.name}-dead"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.id
  policy    = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": "sns.amazonaws.com" },
        "Action": "sqs:SendMessage",
        "Resource": "${aws_sqs_queue.this.arn}",
        "Condition": { "ArnEquals": { "aws:SourceArn": "${var.topic}" } }
      }]
    }
  POLICY
}

output "arn" { value = aws_sqs_queue.this.arn }
"""

SERVICE = """
variable "name" { type = string }
variable "bucket_arn" { type = string }
variable "subnet_ids" { type = list(string) }
variable "environment" {
  type    = map(string)
  default = {}
}
variable "tracing" {
  type    = string
  default = "Active"
}

module "events" {
  source = "../queue"
  name   = "${var.name}-events"
  topic  = aws_sns_topic.this.arn
}

resource "aws_sns_topic" "this" {
  name              = var.name
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "${var.bucket_arn}/*"
    }]
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 400
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  role                           = aws_iam_role.this.arn
  handler                        = "main.handler"
  runtime                        = "python3.12"
  filename                       = "function.zip"
  reserved_concurrent_executions = 5

  tracing_config {
    mode = var.tracing
  }

  dead_letter_config {
    target_arn = module.events.arn
  }

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = []
  }

  environment {
    variables = merge({ NAME = var.name }, var.environment)
  }
}

output "arn" { value = aws_lambda_function.this.arn }
"""

ROOT = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "replica"
  region = local.regions["replica"]
}

variable "environment" { default = "@environment@" }
variable "certificate_arn" {}
variable "debug" { type = bool }
variable "alarm_topic" {
  type    = string
  default = null
}

locals {
  name    = "@name@-${var.environment}"
  regions = { main = "eu-central-1", replica = "eu-west-1" }
  volumes = {
    data = { size = 100, encrypted = @encrypted@ }
    logs = { size = 20, encrypted = true }
  }
  ports = @ports@
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${module.storage.arn}/*"]
  }
}

resource "aws_kms_key" "main" {
  description         = "Everything of ${local.name}"
  enable_key_rotation = @rotation@
}

module "network" {
  source    = "../../modules/network"
  name      = local.name
  cidr      = "10.@number@.0.0/16"
  zones     = ["eu-central-1a", "eu-central-1b"]
  flow_logs = @flow_logs@
  rules = {
    https = { port = 443, cidr_blocks = ["0.0.0.0/0"] }
    admin = { port = @admin@ }
  }
}

module "storage" {
  source         = "../../modules/bucket"
  name           = "${local.name}-data"
  kms_key_id     = aws_kms_key.main.arn
  versioned      = @versioned@
  lifecycle_days = @days@
}

module "database" {
  source             = "../../modules/database"
  name               = local.name
  subnet_ids         = module.network.subnet_ids
  security_group_ids = [module.network.security_group_id]
  kms_key_arn        = aws_kms_key.main.arn
  settings = {
    class     = "db.m6g.large"
    multi_az  = @multi_az@
    public    = @public@
    encrypted = @encrypted@
  }
}

module "service" {
  source      = "../../modules/service"
  for_each    = toset(["api", "worker"])
  name        = "${local.name}-${each.key}"
  bucket_arn  = module.storage.arn
  subnet_ids  = module.network.subnet_ids
  environment = { DATABASE = module.database.endpoint, DEBUG = "false" }
}

resource "aws_ebs_volume" "this" {
  for_each          = local.volumes
  availability_zone = "eu-central-1a"
  size              = each.value.size
  encrypted         = each.value.encrypted
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_instance" "bastion" {
  count                       = @count@
  ami                         = "ami-12345678"
  instance_type               = "t3.micro"
  associate_public_ip_address = @public@
  monitoring                  = true
  ebs_optimized               = true
  user_data                   = templatefile("${path.module}/start.sh.tpl", { name = local.name })

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "@tokens@"
  }

  root_block_device {
    encrypted = @encrypted@
  }
}

resource "aws_security_group" "bastion" {
  name        = "${local.name}-bastion"
  description = "Administration"
  vpc_id      = module.network.vpc_id

  dynamic "ingress" {
    for_each = local.ports
    content {
      description = "port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["@office@"]
    }
  }
}

resource "aws_security_group_rule" "egress" {
  type              = "egress"
  description       = "to anywhere"
  security_group_id = aws_security_group.bastion.id
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_lb" "public" {
  name                       = local.name
  load_balancer_type         = "application"
  subnets                    = module.network.subnet_ids
  drop_invalid_header_fields = true
  enable_deletion_protection = var.environment == "production" ? true : false

  access_logs {
    bucket  = module.storage.id
    enabled = @logs@
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.public.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "@tls@"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "http" {
  count             = var.debug ? 1 : 0
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/1"
  }
}

resource "aws_cloudwatch_log_group" "audit" {
  name              = "${local.name}-audit"
  retention_in_days = var.debug ? 7 : 30
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_iam_policy" "read" {
  name   = "${local.name}-read"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy" "deploy" {
  name = "${local.name}-deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = @actions@
      Resource = "*"
    }]
  })
}

resource "aws_s3_bucket_policy" "tls" {
  bucket = module.storage.id
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "${module.storage.arn}/*",
        "Condition": { "Bool": { "aws:SecureTransport": "false" } }
      }]
    }
  EOT
}

resource "aws_dynamodb_table" "locks" {
  provider     = aws.replica
  name         = "${local.name}-locks"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = @recovery@
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.main.arn
  }
}

resource "aws_ecr_repository" "images" {
  for_each             = toset(["api", "worker"])
  name                 = "${local.name}/${each.value}"
  image_tag_mutability = "@mutability@"

  image_scanning_configuration {
    scan_on_push = @scan@
  }
}

resource "aws_ecs_task_definition" "job" {
  family = "${local.name}-job"
  container_definitions = jsonencode([{
    name                   = "job"
    image                  = "${aws_ecr_repository.images["api"].repository_url}:1"
    readonlyRootFilesystem = @readonly@
    privileged             = false
  }])
}

output "endpoint" { value = module.database.endpoint }
"""


def write(folder: Path, roots: int, seed: int = SEED) -> int:
    """Write the modules and so many roots that call them; how many blocks of resources and data
    there are, each counted once per root."""
    modules = {
        "network": NETWORK, "bucket": BUCKET, "database": DATABASE, "queue": QUEUE,
        "service": SERVICE,
    }  # fmt: skip
    for name, text in modules.items():
        (folder / "modules" / name).mkdir(parents=True)
        (folder / "modules" / name / "main.tf").write_text(text)
    source = random.Random(seed)
    for number in range(roots):
        text = ROOT
        for word, value in _choices(number, source).items():
            text = text.replace(f"@{word}@", value)
        # Else what is said of the modules of all roots is said of one address.
        text = re.sub(r'(module\.|module ")(\w+)', rf"\g<1>\g<2>{number}", text)
        root = folder / "roots" / f"service{number:03}"
        root.mkdir(parents=True)
        (root / "main.tf").write_text(text)
        (root / "start.sh.tpl").write_text("#!/bin/sh\nhostname ${name}\n")
    everything = (ROOT, NETWORK, BUCKET, DATABASE, SERVICE, SERVICE, QUEUE, QUEUE)
    return roots * sum(
        line.startswith(("resource ", "data ")) for text in everything for line in text.splitlines()
    )


def _choices(number: int, source: random.Random) -> dict[str, str]:
    either = ("true", "false")
    flags = ("encrypted", "rotation", "flow_logs", "versioned", "multi_az", "public", "logs",
             "recovery", "scan", "readonly")  # fmt: skip
    return {
        **{name: source.choice(either) for name in flags},
        "name": f"shop{number}",
        "number": str(number % 250),
        "environment": source.choice(("production", "staging")),
        "ports": source.choice(("[22, 443]", "[443]", "toset([3389])", "{ ssh = 22 }")),
        "admin": source.choice(("22", "3389", "8080")),
        "days": source.choice(("0", "90")),
        "count": source.choice(("0", "1", "2")),
        "tokens": source.choice(("required", "optional")),
        "office": source.choice(("0.0.0.0/0", "198.51.100.0/24")),
        "tls": source.choice(("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08")),
        "actions": source.choice(('"*"', '["ecs:UpdateService"]', '["iam:PassRole", "s3:*"]')),
        "mutability": source.choice(("MUTABLE", "IMMUTABLE")),
    }
