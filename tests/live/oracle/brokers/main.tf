resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "main" {
  name   = "brokers"
  vpc_id = aws_vpc.main.id
}

resource "aws_mq_configuration" "main" {
  name           = "orders"
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
  data           = "<broker xmlns=\"http://activemq.apache.org/schema/core\"></broker>"
}

resource "aws_mq_broker" "main" {
  broker_name                = "orders"
  engine_type                = "ActiveMQ"
  engine_version             = "5.18"
  host_instance_type         = "mq.m5.large"
  deployment_mode            = "SINGLE_INSTANCE"
  storage_type               = "ebs"
  publicly_accessible        = true
  auto_minor_version_upgrade = true
  security_groups            = [aws_security_group.main.id]
  subnet_ids                 = [aws_subnet.a.id]
  configuration {
    id       = aws_mq_configuration.main.id
    revision = aws_mq_configuration.main.latest_revision
  }
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  logs {
    general = true
    audit   = true
  }
  maintenance_window_start_time {
    day_of_week = "MONDAY"
    time_of_day = "02:00"
    time_zone   = "CET"
  }
  user {
    username       = "app"
    password       = "not-a-real-secret-1"
    console_access = true
    groups         = ["readers"]
  }
  tags = { team = "core" }
}

resource "aws_mq_broker" "plain" {
  broker_name        = "plain"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.t3.micro"
  security_groups    = [aws_security_group.main.id]
  user {
    username = "app"
    password = "not-a-real-secret-2"
  }
}
