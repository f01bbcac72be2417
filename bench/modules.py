"""The shelf of Terraform modules that the generated corpus calls; see corpus.py."""

from __future__ import annotations

# Module -> (inputs with their types, body, modules that it calls). `${...}` is Terraform's own.
MODULES: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "network": (
        {"name": "string", "cidr": "string", "zones": "list(string)"},
        """
resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = local.tags
}

resource "aws_subnet" "private" {
  for_each          = toset(var.zones)
  vpc_id            = aws_vpc.this.id
  availability_zone = each.value
  cidr_block        = cidrsubnet(var.cidr, 8, index(var.zones, each.value))
  tags              = merge(local.tags, { tier = "private" })
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
  tags   = local.tags
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

resource "aws_flow_log" "this" {
  count                = var.enabled ? 1 : 0
  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::${var.name}-flow-logs"
}
""",
        (),
    ),
    "security-group": (
        {"name": "string", "vpc_id": "string", "ports": "list(number)"},
        """
resource "aws_security_group" "this" {
  name        = var.name
  description = "Traffic of ${var.name}"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = var.ports
    content {
      description = "Port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }

  egress {
    description = "Anywhere"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = local.tags
}
""",
        (),
    ),
    "bucket": (
        {"name": "string", "versioned": "bool"},
        """
resource "aws_s3_bucket" "this" {
  bucket = var.name
  tags   = local.tags
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.enabled
}
""",
        (),
    ),
    "key": (
        {"name": "string"},
        """
resource "aws_kms_key" "this" {
  description             = var.name
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = local.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
""",
        (),
    ),
    "role": (
        {"name": "string", "service": "string", "actions": "list(string)"},
        """
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "${var.service}.amazonaws.com" }
    }]
  })
  tags = local.tags
}

resource "aws_iam_role_policy" "this" {
  name = "inline"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for action in var.actions : { Effect = "Allow", Action = action, Resource = "*" }]
  })
}
""",
        (),
    ),
    "database": (
        {"name": "string", "vpc_id": "string", "size": "number"},
        """
resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = [for zone in ["a", "b"] : "subnet-${zone}${var.name}"]
}

resource "aws_db_instance" "this" {
  identifier              = var.name
  engine                  = "postgres"
  instance_class          = "db.m6g.large"
  allocated_storage       = var.size
  storage_encrypted       = var.enabled
  kms_key_id              = module.key.arn
  username                = "owner"
  password                = "change-${var.name}"
  db_subnet_group_name    = aws_db_subnet_group.this.name
  vpc_security_group_ids  = [module.security_group.id]
  backup_retention_period = 7
  skip_final_snapshot     = false
  tags                    = local.tags
}
""",
        ("key", "security-group"),
    ),
    "queue": (
        {"name": "string", "seconds": "number"},
        """
resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = "alias/aws/sqs"
}

resource "aws_sqs_queue" "this" {
  name                       = var.name
  visibility_timeout_seconds = var.seconds
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
  tags = local.tags
}

resource "aws_sns_topic" "alarms" {
  name = "${var.name}-alarms"
}
""",
        (),
    ),
    "table": (
        {"name": "string", "hash_key": "string"},
        """
resource "aws_dynamodb_table" "this" {
  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = var.hash_key

  attribute {
    name = var.hash_key
    type = "S"
  }

  point_in_time_recovery {
    enabled = var.enabled
  }

  tags = local.tags
}
""",
        (),
    ),
    "function": (
        {"name": "string", "memory": "number"},
        """
resource "aws_lambda_function" "this" {
  function_name = var.name
  role          = module.role.arn
  handler       = "main.handler"
  runtime       = "python3.12"
  filename      = "${path.module}/function.zip"
  memory_size   = var.memory

  environment {
    variables = { STAGE = terraform.workspace, NAME = upper(var.name) }
  }

  tags = local.tags
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.enabled ? 90 : 7
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 60
  statistic           = "Sum"
  threshold           = 0
}
""",
        ("role",),
    ),
    "balancer": (
        {"name": "string", "vpc_id": "string", "port": "number"},
        """
resource "aws_lb" "this" {
  name               = substr(var.name, 0, 32)
  load_balancer_type = "application"
  internal           = !var.enabled
  subnets            = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
  security_groups    = [module.security_group.id]
}

resource "aws_lb_target_group" "this" {
  name     = substr(var.name, 0, 32)
  port     = var.port
  protocol = "HTTP"
  vpc_id   = var.vpc_id
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
""",
        ("security-group",),
    ),
    "service": (
        {"name": "string", "vpc_id": "string", "image": "string", "replicas": "number"},
        """
resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = module.role.arn
  container_definitions = jsonencode([{
    name         = "app"
    image        = var.image
    essential    = true
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = "main"
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.replicas
  launch_type     = "FARGATE"
}

resource "aws_appautoscaling_target" "this" {
  max_capacity       = var.replicas * 4
  min_capacity       = var.replicas
  resource_id        = "service/main/${var.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
""",
        ("role", "balancer"),
    ),
    "platform": (
        {"name": "string", "cidr": "string", "zones": "list(string)", "image": "string"},
        """
resource "aws_ecs_cluster" "this" {
  name = var.name
  setting {
    name  = "containerInsights"
    value = var.enabled ? "enabled" : "disabled"
  }
}

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
}
""",
        ("network", "service", "bucket"),
    ),
}
