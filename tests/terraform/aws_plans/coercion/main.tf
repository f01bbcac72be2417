# Arguments spelled in other types than the provider's.
variable "port" { default = "5432" }
variable "size" {
  type    = string
  default = "40"
}
variable "on" { default = "true" }

resource "aws_db_instance" "db" {
  identifier                          = "coerced"
  engine                              = "postgres"
  instance_class                      = "db.t3.micro"
  allocated_storage                   = var.size
  port                                = var.port
  storage_encrypted                   = var.on
  multi_az                            = "false"
  skip_final_snapshot                 = "true"
  username                            = "root1"
  password                            = 12345678
  backup_retention_period             = "7"
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade", "postgresql"]
  iam_database_authentication_enabled = tostring(true)
  tags                                = { cost = 12, live = true, half = 0.5 }
}

resource "aws_sqs_queue" "q" {
  name                       = 42
  delay_seconds              = "90"
  visibility_timeout_seconds = 60 * 2
  fifo_queue                 = "false"
  sqs_managed_sse_enabled    = var.on == "true"
}

resource "aws_ebs_volume" "v" {
  availability_zone = "us-east-1a"
  size              = 10 + 5
  encrypted         = "true"
  iops              = "3000"
  type              = "gp3"
}

resource "aws_autoscaling_group" "g" {
  min_size             = "1"
  max_size             = 3
  desired_capacity     = tonumber("2")
  availability_zones   = toset(["us-east-1b", "us-east-1a", "us-east-1b"])
  launch_configuration = "lc"
  tag {
    key                 = "team"
    value               = 7
    propagate_at_launch = "true"
  }
}

resource "aws_cloudwatch_log_group" "l" {
  name              = "coerced"
  retention_in_days = "30"
  skip_destroy      = "true"
}

output "port_plus_one" { value = aws_db_instance.db.port + 1 }
output "logs" { value = aws_db_instance.db.enabled_cloudwatch_logs_exports }
output "is_string" { value = aws_sqs_queue.q.name == "42" }
output "tag" { value = aws_db_instance.db.tags.live }
