resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_db_subnet_group" "main" {
  name        = "main"
  description = "databases of the core team"
  subnet_ids  = [aws_subnet.a.id, aws_subnet.b.id]
  tags        = { team = "core" }
}

resource "aws_db_subnet_group" "plain" {
  name       = "plain"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_db_parameter_group" "main" {
  name        = "main"
  family      = "mysql8.0"
  description = "settings of the core team"
  tags        = { team = "core" }

  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
  parameter {
    name         = "performance_schema"
    value        = "1"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_parameter_group" "plain" {
  name   = "plain"
  family = "postgres16"
}

resource "aws_rds_cluster_parameter_group" "main" {
  name        = "main"
  family      = "aurora-mysql8.0"
  description = "settings of the core team"
  tags        = { team = "core" }

  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
  parameter {
    name         = "binlog_format"
    value        = "ROW"
    apply_method = "pending-reboot"
  }
}

resource "aws_rds_cluster_parameter_group" "plain" {
  name   = "plain"
  family = "aurora-postgresql16"
}

resource "aws_db_option_group" "main" {
  name                 = "main"
  engine_name          = "mysql"
  major_engine_version = "8.0"
}

resource "aws_db_instance" "main" {
  identifier                          = "main"
  engine                              = "mysql"
  engine_version                      = "8.0.45"
  instance_class                      = "db.t3.medium"
  allocated_storage                   = 200
  max_allocated_storage               = 500
  storage_type                        = "io1"
  iops                                = 3000
  storage_encrypted                   = true
  kms_key_id                          = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  db_name                             = "shop"
  username                            = "owner"
  password                            = "not-a-secret"
  port                                = 3307
  multi_az                            = true
  availability_zone                   = null
  auto_minor_version_upgrade          = false
  backup_retention_period             = 14
  backup_window                       = "03:00-04:00"
  maintenance_window                  = "Mon:05:00-Mon:06:00"
  ca_cert_identifier                  = "rds-ca-rsa4096-g1"
  copy_tags_to_snapshot               = true
  db_subnet_group_name                = aws_db_subnet_group.main.name
  parameter_group_name                = aws_db_parameter_group.main.name
  option_group_name                   = aws_db_option_group.main.name
  vpc_security_group_ids              = [aws_vpc.main.default_security_group_id]
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["audit", "error"]
  iam_database_authentication_enabled = true
  license_model                       = "general-public-license"
  monitoring_interval                 = 30
  monitoring_role_arn                 = "arn:aws:iam::123456789012:role/monitoring"
  publicly_accessible                 = true
  skip_final_snapshot                 = true
  tags                                = { team = "core" }
}

resource "aws_db_instance" "plain" {
  identifier          = "plain"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "owner"
  password            = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_db_instance" "replica" {
  identifier          = "replica"
  replicate_source_db = aws_db_instance.plain.identifier
  instance_class      = "db.t3.micro"
  skip_final_snapshot = true
}

resource "aws_db_snapshot" "main" {
  db_instance_identifier = aws_db_instance.plain.identifier
  db_snapshot_identifier = "before"
  shared_accounts        = ["222233334444"]
  tags                   = { team = "core" }
}

resource "aws_db_snapshot" "plain" {
  db_instance_identifier = aws_db_instance.plain.identifier
  db_snapshot_identifier = "after"
}

resource "aws_rds_cluster" "main" {
  cluster_identifier                  = "main"
  engine                              = "aurora-mysql"
  engine_version                      = "8.0.mysql_aurora.3.08.0"
  availability_zones                  = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  database_name                       = "shop"
  master_username                     = "owner"
  master_password                     = "not-a-secret"
  backtrack_window                    = 3600
  backup_retention_period             = 14
  preferred_backup_window             = "03:00-04:00"
  preferred_maintenance_window        = "mon:05:00-mon:06:00"
  copy_tags_to_snapshot               = true
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.main.name
  db_subnet_group_name                = aws_db_subnet_group.main.name
  vpc_security_group_ids              = [aws_vpc.main.default_security_group_id]
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["audit"]
  enable_http_endpoint                = true
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  kms_key_id                          = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  port                                = 3307
  network_type                        = "DUAL"
  skip_final_snapshot                 = true
  tags                                = { team = "core" }

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 4
  }
}

resource "aws_rds_cluster" "plain" {
  cluster_identifier  = "plain"
  engine              = "aurora-postgresql"
  master_username     = "owner"
  master_password     = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_rds_cluster_instance" "main" {
  identifier                   = "main-1"
  cluster_identifier           = aws_rds_cluster.main.id
  engine                       = aws_rds_cluster.main.engine
  engine_version               = aws_rds_cluster.main.engine_version
  instance_class               = "db.r6g.large"
  availability_zone            = "eu-west-1b"
  auto_minor_version_upgrade   = false
  ca_cert_identifier           = "rds-ca-rsa4096-g1"
  copy_tags_to_snapshot        = true
  db_parameter_group_name      = aws_db_parameter_group.main.name
  db_subnet_group_name         = aws_db_subnet_group.main.name
  monitoring_interval          = 30
  monitoring_role_arn          = "arn:aws:iam::123456789012:role/monitoring"
  preferred_maintenance_window = "mon:06:00-mon:07:00"
  publicly_accessible          = true
  tags                         = { team = "core" }
}

resource "aws_rds_cluster_instance" "plain" {
  identifier         = "plain-1"
  cluster_identifier = aws_rds_cluster.plain.id
  engine             = aws_rds_cluster.plain.engine
  instance_class     = "db.r6g.large"
}
