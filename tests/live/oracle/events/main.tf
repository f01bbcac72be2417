locals {
  role   = "arn:aws:iam::123456789012:role/events"
  anyone = "arn:aws:%s:eu-west-1:123456789012:%s"
}

resource "aws_cloudwatch_event_bus" "own" {
  name = "own"
}

resource "aws_cloudwatch_event_rule" "main" {
  name           = "logins"
  event_bus_name = aws_cloudwatch_event_bus.own.name
  description    = "Root signs in"
  event_pattern  = jsonencode({ detail-type = ["AWS Console Sign In via CloudTrail"] })
  role_arn       = local.role
  state          = "DISABLED"
  tags           = { team = "core" }
}

resource "aws_cloudwatch_event_rule" "plain" {
  name                = "hourly"
  schedule_expression = "rate(60 minutes)"
}

resource "aws_cloudwatch_event_target" "main" {
  rule           = aws_cloudwatch_event_rule.main.name
  event_bus_name = aws_cloudwatch_event_bus.own.name
  target_id      = "notify"
  arn            = format(local.anyone, "sqs", "notify.fifo")
  role_arn       = local.role

  sqs_target {
    message_group_id = "logins"
  }

  dead_letter_config {
    arn = format(local.anyone, "sqs", "lost")
  }

  retry_policy {
    maximum_event_age_in_seconds = 600
    maximum_retry_attempts       = 3
  }

  input_transformer {
    input_paths    = { who = "$.detail.userIdentity.arn" }
    input_template = "{\"who\": <who>}"
  }
}

resource "aws_cloudwatch_event_target" "plain" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "plain"
  arn       = format(local.anyone, "sqs", "plain")
}

resource "aws_cloudwatch_event_target" "input" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "input"
  arn       = format(local.anyone, "lambda", "function:main")
  input     = jsonencode({ job = "clean" })
}

resource "aws_cloudwatch_event_target" "path" {
  rule       = aws_cloudwatch_event_rule.plain.name
  target_id  = "path"
  arn        = format(local.anyone, "kinesis", "stream/main")
  role_arn   = local.role
  input_path = "$.detail"

  kinesis_target {
    partition_key_path = "$.detail.id"
  }
}

resource "aws_cloudwatch_event_target" "ecs" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "ecs"
  arn       = format(local.anyone, "ecs", "cluster/main")
  role_arn  = local.role

  ecs_target {
    task_definition_arn     = format(local.anyone, "ecs", "task-definition/job:1")
    task_count              = 2
    launch_type             = "FARGATE"
    platform_version        = "1.4.0"
    group                   = "jobs"
    propagate_tags          = "TASK_DEFINITION"
    enable_ecs_managed_tags = true
    enable_execute_command  = true
    tags                    = { team = "core" }

    network_configuration {
      subnets          = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
      security_groups  = ["sg-0123456789abcdef0"]
      assign_public_ip = true
    }

    placement_constraint {
      type       = "memberOf"
      expression = "attribute:ecs.instance-type =~ t2.*"
    }

    ordered_placement_strategy {
      type  = "spread"
      field = "attribute:ecs.availability-zone"
    }
  }
}

resource "aws_cloudwatch_event_target" "spot" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "spot"
  arn       = format(local.anyone, "ecs", "cluster/main")
  role_arn  = local.role

  ecs_target {
    task_definition_arn = format(local.anyone, "ecs", "task-definition/job:1")

    capacity_provider_strategy {
      capacity_provider = "FARGATE_SPOT"
      weight            = 2
      base              = 1
    }
  }
}

resource "aws_cloudwatch_event_target" "batch" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "batch"
  arn       = format(local.anyone, "batch", "job-queue/main")
  role_arn  = local.role

  batch_target {
    job_definition = format(local.anyone, "batch", "job-definition/main:1")
    job_name       = "clean"
    array_size     = 3
    job_attempts   = 2
  }
}

resource "aws_cloudwatch_event_target" "http" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "http"
  arn       = format(local.anyone, "execute-api", "abcdefghij/prod/GET/clean")
  role_arn  = local.role

  http_target {
    header_parameters       = { Env = "prod" }
    query_string_parameters = { all = "$.detail.all" }
    path_parameter_values   = ["one"]
  }
}

resource "aws_cloudwatch_event_target" "redshift" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "redshift"
  arn       = format(local.anyone, "redshift", "cluster:main")
  role_arn  = local.role

  redshift_target {
    database            = "app"
    db_user             = "cleaner"
    secrets_manager_arn = format(local.anyone, "secretsmanager", "secret:app-AbCdEf")
    sql                 = "delete from old"
    statement_name      = "clean"
    with_event          = true
  }
}

resource "aws_cloudwatch_event_target" "run" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "run"
  arn       = "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript"
  role_arn  = local.role

  run_command_targets {
    key    = "tag:role"
    values = ["web"]
  }
}

resource "aws_cloudwatch_event_target" "pipeline" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "pipeline"
  arn       = format(local.anyone, "sagemaker", "pipeline/main")
  role_arn  = local.role

  sagemaker_pipeline_target {
    pipeline_parameter_list {
      name  = "size"
      value = "small"
    }
  }
}

resource "aws_cloudwatch_event_target" "graph" {
  rule      = aws_cloudwatch_event_rule.plain.name
  target_id = "graph"
  arn       = format(local.anyone, "appsync", "endpoints/graphql-api/main")
  role_arn  = local.role

  appsync_target {
    graphql_operation = "mutation Clean { clean }"
  }
}

resource "aws_kms_key" "main" {}

resource "aws_cloudwatch_log_group" "machine" {
  name = "machine"
}

resource "aws_sfn_state_machine" "main" {
  name     = "main"
  role_arn = local.role
  type     = "EXPRESS"
  definition = jsonencode({
    StartAt = "Wait"
    States  = { Wait = { Type = "Wait", Seconds = 5, End = true } }
  })
  tags = { team = "core" }

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.machine.arn}:*"
    include_execution_data = true
    level                  = "ALL"
  }

  tracing_configuration {
    enabled = true
  }

  encryption_configuration {
    type                              = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_id                        = aws_kms_key.main.arn
    kms_data_key_reuse_period_seconds = 900
  }
}

resource "aws_sfn_state_machine" "plain" {
  name_prefix = "plain"
  role_arn    = local.role
  definition = jsonencode({
    StartAt = "Done"
    States  = { Done = { Type = "Succeed" } }
  })
}
