resource "aws_ecs_service" "rich" {
  name                               = "trueup-rich"
  cluster                            = "arn:aws:ecs:eu-west-1:123456789012:cluster/trueup-main"
  task_definition                    = "arn:aws:ecs:eu-west-1:123456789012:task-definition/trueup-main:1"
  availability_zone_rebalancing      = "ENABLED"
  deployment_maximum_percent         = 150
  deployment_minimum_healthy_percent = 50
  desired_count                      = 3
  enable_ecs_managed_tags            = true
  enable_execute_command             = true
  health_check_grace_period_seconds  = 60

  alarms {
    alarm_names = ["errors", "latency"]
    enable      = true
    rollback    = true
  }
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 4
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"
    container_name   = "web"
    container_port   = 8080
  }
  network_configuration {
    subnets         = ["subnet-0123456789abcdef0"]
    security_groups = ["sg-0123456789abcdef0"]
  }
  service_connect_configuration {
    enabled   = true
    namespace = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-0123456789abcdef"

    log_configuration {
      log_driver = "awslogs"
      options    = { "awslogs-group" = "/ecs/connect" }
      secret_option {
        name       = "token"
        value_from = "arn:aws:ssm:eu-west-1:123456789012:parameter/token"
      }
    }
    service {
      port_name             = "http"
      discovery_name        = "web"
      ingress_port_override = 9090
      client_alias {
        dns_name = "web"
        port     = 80
      }
      timeout {
        idle_timeout_seconds        = 30
        per_request_timeout_seconds = 10
      }
      tls {
        kms_key  = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        role_arn = "arn:aws:iam::123456789012:role/connect"
        issuer_cert_authority {
          aws_pca_authority_arn = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/0123"
        }
      }
    }
  }
  service_registries {
    registry_arn   = "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-0123456789abcdef"
    container_name = "web"
    container_port = 8080
  }
  volume_configuration {
    name = "data"
    managed_ebs_volume {
      role_arn         = "arn:aws:iam::123456789012:role/volumes"
      encrypted        = true
      file_system_type = "ext4"
      iops             = 4000
      kms_key_id       = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      size_in_gb       = 20
      throughput       = 200
      volume_type      = "gp3"
      tag_specifications {
        resource_type  = "volume"
        propagate_tags = "SERVICE"
        tags           = { team = "core" }
      }
    }
  }
  vpc_lattice_configurations {
    port_name        = "http"
    role_arn         = "arn:aws:iam::123456789012:role/lattice"
    target_group_arn = "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0"
  }
}

resource "aws_ecs_service" "daemon" {
  name                = "trueup-daemon"
  cluster             = "trueup-plain"
  task_definition     = "trueup-host:1"
  launch_type         = "EC2"
  iam_role            = "arn:aws:iam::123456789012:role/balancer"
  scheduling_strategy = "DAEMON"

  load_balancer {
    elb_name       = "classic"
    container_name = "agent"
    container_port = 80
  }
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.availability-zone == eu-west-1a"
  }
}

resource "aws_ecs_service" "external" {
  name          = "trueup-external"
  cluster       = "trueup-plain"
  desired_count = 1
  launch_type   = "EC2"

  deployment_controller {
    type = "EXTERNAL"
  }
  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }
  ordered_placement_strategy {
    type  = "binpack"
    field = "memory"
  }
}

resource "aws_ecs_task_definition" "windows" {
  family                 = "trueup-windows"
  network_mode           = "awsvpc"
  enable_fault_injection = true
  container_definitions  = jsonencode([{ name = "one", image = "windows:1", memory = 64 }])

  volume {
    name = "share"
    fsx_windows_file_server_volume_configuration {
      file_system_id = "fs-0123456789abcdef0"
      root_directory = "\\data"
      authorization_config {
        credentials_parameter = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:share"
        domain                = "example.com"
      }
    }
  }
  volume {
    name                = "data"
    configure_at_launch = true
  }
}
