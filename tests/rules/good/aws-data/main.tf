terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {
    bucket       = "shop-terraform-state"
    key          = "data.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  subnets = ["subnet-0a1", "subnet-0b2", "subnet-0c3"]
}

resource "aws_kms_key" "data" {
  description         = "Data at rest of the shop"
  enable_key_rotation = true
}

# --- Orders: Aurora PostgreSQL -------------------------------------------------------------------

resource "aws_db_subnet_group" "private" {
  name       = "shop-private"
  subnet_ids = local.subnets
}

resource "aws_rds_cluster_parameter_group" "orders" {
  name   = "orders"
  family = "aurora-postgresql16"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier              = "orders"
  engine                          = "aurora-postgresql"
  engine_version                  = "16.6"
  database_name                   = "orders"
  master_username                 = "orders_owner"
  manage_master_user_password     = true
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.data.arn
  backup_retention_period         = 14
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  final_snapshot_identifier       = "orders-final"
  db_subnet_group_name            = aws_db_subnet_group.private.name
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.orders.name
  enabled_cloudwatch_logs_exports = ["postgresql"]

  iam_database_authentication_enabled = true
}

resource "aws_rds_cluster_instance" "orders" {
  count                        = 2
  identifier                   = "orders-${count.index}"
  cluster_identifier           = aws_rds_cluster.orders.cluster_identifier
  engine                       = aws_rds_cluster.orders.engine
  instance_class               = "db.r7g.large"
  performance_insights_enabled = true
}

# --- Back office: RDS for PostgreSQL with a replica ----------------------------------------------

resource "aws_db_parameter_group" "office" {
  name   = "office"
  family = "postgres17"
}

resource "aws_db_instance" "office" {
  identifier                      = "office"
  engine                          = "postgres"
  engine_version                  = "17"
  instance_class                  = "db.m7g.large"
  allocated_storage               = 100
  max_allocated_storage           = 400
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.data.arn
  multi_az                        = true
  username                        = "office_owner"
  manage_master_user_password     = true
  backup_retention_period         = 14
  deletion_protection             = true
  final_snapshot_identifier       = "office-final"
  copy_tags_to_snapshot           = true
  db_subnet_group_name            = aws_db_subnet_group.private.name
  parameter_group_name            = aws_db_parameter_group.office.name
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}

resource "aws_db_instance" "reports" {
  identifier          = "reports"
  replicate_source_db = aws_db_instance.office.identifier
  instance_class      = "db.m7g.large"
  storage_encrypted   = true
  skip_final_snapshot = true
}

# --- Sessions, events, tables --------------------------------------------------------------------

resource "aws_elasticache_user_group" "sessions" {
  engine        = "valkey"
  user_group_id = "sessions"
  user_ids      = [aws_elasticache_user.shop.user_id]
}

resource "aws_elasticache_user" "shop" {
  user_id       = "shop"
  user_name     = "shop"
  engine        = "valkey"
  access_string = "on ~session:* +@read +@write"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "Sessions of the shop"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.r7g.large"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  subnet_group_name          = "private"
  transit_encryption_enabled = true
  user_group_ids             = [aws_elasticache_user_group.sessions.user_group_id]
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customer"

  attribute {
    name = "customer"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_kinesis_stream" "clicks" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.data.arn

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = local.subnets
    security_groups = ["sg-0a1"]
  }

  client_authentication {
    sasl {
      iam = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = "/msk/events"
      }
    }
  }
}

resource "aws_opensearch_domain" "catalogue" {
  domain_name    = "catalogue"
  engine_version = "OpenSearch_2.19"

  advanced_security_options {
    enabled = true

    master_user_options {
      master_user_arn = "arn:aws:iam::111122223333:role/search-admin"
    }
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 100
  }

  encrypt_at_rest {
    enabled = true
  }

  node_to_node_encryption {
    enabled = true
  }

  vpc_options {
    subnet_ids         = [local.subnets[0]]
    security_group_ids = ["sg-0a1"]
  }
}

# --- Warehouse -----------------------------------------------------------------------------------

resource "aws_redshift_parameter_group" "warehouse" {
  name   = "warehouse"
  family = "redshift-2.0"
}

resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier                  = "warehouse"
  database_name                       = "sales"
  master_username                     = "sales_owner"
  manage_master_password              = true
  node_type                           = "ra3.large"
  number_of_nodes                     = 2
  encrypted                           = true
  automated_snapshot_retention_period = 14
  cluster_parameter_group_name        = aws_redshift_parameter_group.warehouse.name
  cluster_subnet_group_name           = "private"
  final_snapshot_identifier           = "warehouse-final"
}

resource "aws_redshift_logging" "warehouse" {
  cluster_identifier   = aws_redshift_cluster.warehouse.cluster_identifier
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog", "userlog"]
}

# --- Files and their backups ---------------------------------------------------------------------

resource "aws_efs_file_system" "media" {
  creation_token = "media"
  encrypted      = true

  tags = {
    Backup = "daily"
  }
}

resource "aws_efs_access_point" "shop" {
  file_system_id = aws_efs_file_system.media.id

  posix_user {
    uid = 1000
    gid = 1000
  }

  root_directory {
    path = "/shop"
  }
}

resource "aws_backup_vault" "main" {
  name        = "main"
  kms_key_arn = aws_kms_key.data.arn
}

resource "aws_backup_plan" "daily" {
  name = "daily"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = 35
    }
  }
}

resource "aws_backup_selection" "tagged" {
  name         = "tagged"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"

  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}
