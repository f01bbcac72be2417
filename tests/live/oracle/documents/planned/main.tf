resource "aws_docdb_cluster" "main" {
  cluster_identifier              = "documents"
  engine_version                  = "5.0.0"
  storage_encrypted               = true
  kms_key_id                      = "arn:aws:kms:eu-west-1:123456789012:key/a1"
  deletion_protection             = true
  backup_retention_period         = 14
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
  port                            = 27018
  availability_zones              = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  db_subnet_group_name            = "documents"
  db_cluster_parameter_group_name = "documents"
  master_username                 = "root1"
  master_password                 = "not-a-real-secret"
  preferred_backup_window         = "02:00-03:00"
  preferred_maintenance_window    = "sun:04:00-sun:05:00"
  storage_type                    = "iopt1"
  vpc_security_group_ids          = ["sg-1"]
  skip_final_snapshot             = true
  tags                            = { team = "core" }
}

resource "aws_docdb_cluster" "plain" {
  cluster_identifier          = "plain"
  master_username             = "root1"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

resource "aws_docdb_cluster_instance" "main" {
  identifier                      = "documents-1"
  cluster_identifier              = "documents"
  instance_class                  = "db.r6g.large"
  auto_minor_version_upgrade      = false
  availability_zone               = "eu-west-1b"
  ca_cert_identifier              = "rds-ca-rsa4096-g1"
  copy_tags_to_snapshot           = true
  enable_performance_insights     = true
  performance_insights_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/a1"
  preferred_maintenance_window    = "sun:05:00-sun:06:00"
  promotion_tier                  = 3
  tags                            = { team = "core" }
}

resource "aws_docdb_cluster_instance" "plain" {
  identifier         = "plain-1"
  cluster_identifier = "plain"
  instance_class     = "db.t4g.medium"
}
