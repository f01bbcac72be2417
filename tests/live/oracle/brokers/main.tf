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

resource "aws_mq_broker" "directory" {
  broker_name             = "directory"
  engine_type             = "ActiveMQ"
  engine_version          = "5.18"
  host_instance_type      = "mq.m5.large"
  authentication_strategy = "ldap"
  deployment_mode         = "ACTIVE_STANDBY_MULTI_AZ"
  security_groups         = [aws_security_group.main.id]
  ldap_server_metadata {
    hosts                    = ["ldap.example.com"]
    role_base                = "ou=roles,dc=example,dc=com"
    role_name                = "cn"
    role_search_matching     = "(member={0})"
    role_search_subtree      = true
    service_account_username = "uid=mq,dc=example,dc=com"
    service_account_password = "not-a-real-secret-4"
    user_base                = "ou=people,dc=example,dc=com"
    user_role_name           = "memberOf"
    user_search_matching     = "(uid={0})"
    user_search_subtree      = true
  }
  user {
    username = "app"
    password = "not-a-real-secret-5"
  }
}
