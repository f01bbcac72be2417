resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "main" {
  name   = "trueup"
  vpc_id = aws_vpc.main.id
}

resource "aws_ecs_cluster" "main" {
  name = "trueup-main"
  tags = { team = "core" }

  configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = "/ecs/exec"
        s3_bucket_name                 = "trueup-exec"
        s3_bucket_encryption_enabled   = true
        s3_key_prefix                  = "exec"
      }
    }
    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      kms_key_id                           = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
  service_connect_defaults {
    namespace = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-0123456789abcdef"
  }
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# Nothing more is said of this one.
resource "aws_ecs_cluster" "plain" {
  name = "trueup-plain"
}

resource "aws_ecs_task_definition" "main" {
  family                   = "trueup-main"
  cpu                      = "512"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::123456789012:role/trueup-execution"
  task_role_arn            = "arn:aws:iam::123456789012:role/trueup-task"
  tags                     = { team = "core" }

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"
      essential = true
      portMappings = [{ containerPort = 8080, hostPort = 8080 }]
      environment = [
        { name = "TABLE", value = "orders" },
        { name = "LOG_LEVEL", value = "debug" },
      ]
      secrets                = [{ name = "DB", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/db" }]
      readonlyRootFilesystem = true
      logConfiguration = {
        logDriver = "awslogs"
        options   = { "awslogs-group" = "/ecs/web", "awslogs-region" = "eu-west-1" }
      }
    },
    {
      name      = "proxy"
      image     = "envoy:1"
      essential = false
    },
  ])

  ephemeral_storage {
    size_in_gib = 30
  }
  proxy_configuration {
    container_name = "proxy"
    type           = "APPMESH"
    properties     = { AppPorts = "8080", ProxyIngressPort = "15000" }
  }
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  volume {
    name = "files"
    efs_volume_configuration {
      file_system_id     = "fs-0123456789abcdef0"
      root_directory     = "/data"
      transit_encryption = "ENABLED"
      authorization_config {
        access_point_id = "fsap-0123456789abcdef0"
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_ecs_task_definition" "host" {
  family       = "trueup-host"
  ipc_mode     = "task"
  pid_mode     = "task"
  network_mode = "bridge"

  container_definitions = jsonencode([{
    name         = "agent"
    image        = "agent:1"
    memory       = 128
    portMappings = [{ containerPort = 80, hostPort = 8080, protocol = "udp" }]
    mountPoints  = [{ sourceVolume = "sock", containerPath = "/var/run/docker.sock" }]
  }])

  inference_accelerator {
    device_name = "device_1"
    device_type = "eia1.medium"
  }
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.availability-zone == eu-west-1a"
  }
  volume {
    name      = "sock"
    host_path = "/var/run/docker.sock"
  }
  volume {
    name = "scratch"
    docker_volume_configuration {
      scope         = "shared"
      autoprovision = true
      driver        = "local"
      driver_opts   = { type = "tmpfs" }
      labels        = { team = "core" }
    }
  }
}

# Nothing more is said of this one.
resource "aws_ecs_task_definition" "plain" {
  family = "trueup-plain"
  container_definitions = jsonencode([{
    name   = "one"
    image  = "busybox:1"
    memory = 64
  }])
}

resource "aws_ecs_service" "main" {
  name             = "trueup-main"
  cluster          = aws_ecs_cluster.main.id
  task_definition  = aws_ecs_task_definition.main.arn
  desired_count    = 2
  launch_type      = "FARGATE"
  platform_version = "1.4.0"
  propagate_tags   = "SERVICE"
  tags             = { team = "core" }

  network_configuration {
    subnets          = [aws_subnet.main.id]
    security_groups  = [aws_security_group.main.id]
    assign_public_ip = true
  }
}

# Nothing more is said of this one; the server cannot do without a network.
resource "aws_ecs_service" "plain" {
  name            = "trueup-plain"
  cluster         = aws_ecs_cluster.plain.name
  task_definition = "${aws_ecs_task_definition.plain.family}:${aws_ecs_task_definition.plain.revision}"

  network_configuration {
    subnets = [aws_subnet.main.id]
  }
}
