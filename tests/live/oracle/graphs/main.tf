# Neptune, and what DocumentDB has beside its cluster.

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
  name       = "relational"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_neptune_subnet_group" "main" {
  name        = "graphs"
  description = "graphs of the core team"
  subnet_ids  = [aws_subnet.a.id, aws_subnet.b.id]
  tags        = { team = "core" }
}

resource "aws_neptune_subnet_group" "plain" {
  name       = "plain-graphs"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_docdb_subnet_group" "main" {
  name        = "documents"
  description = "documents of the core team"
  subnet_ids  = [aws_subnet.a.id, aws_subnet.b.id]
  tags        = { team = "core" }
}

resource "aws_docdb_subnet_group" "plain" {
  name       = "plain-documents"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_neptune_cluster_parameter_group" "main" {
  name        = "graphs"
  family      = "neptune1.3"
  description = "settings of the core team"
  tags        = { team = "core" }
  parameter {
    name  = "neptune_enable_audit_log"
    value = "1"
  }
}

resource "aws_neptune_cluster_parameter_group" "plain" {
  name   = "plain-graphs"
  family = "neptune1.3"
}

resource "aws_neptune_parameter_group" "main" {
  name        = "graphs"
  family      = "neptune1.3"
  description = "settings of the core team"
  tags        = { team = "core" }
  parameter {
    name  = "neptune_query_timeout"
    value = "25"
  }
}

resource "aws_neptune_parameter_group" "plain" {
  name   = "plain-graphs"
  family = "neptune1.3"
}

resource "aws_docdb_cluster_parameter_group" "main" {
  name        = "documents"
  family      = "docdb5.0"
  description = "settings of the core team"
  tags        = { team = "core" }
  parameter {
    name  = "tls"
    value = "enabled"
  }
}

resource "aws_docdb_cluster_parameter_group" "plain" {
  name   = "plain-documents"
  family = "docdb5.0"
}

# A group of RDS itself is none of these.
resource "aws_rds_cluster_parameter_group" "main" {
  name   = "relational"
  family = "aurora-mysql8.0"
}

resource "aws_neptune_cluster" "main" {
  cluster_identifier                   = "graphs"
  engine_version                       = "1.3.2.1"
  availability_zones                   = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  backup_retention_period              = 14
  preferred_backup_window              = "02:00-03:00"
  preferred_maintenance_window         = "sun:04:00-sun:05:00"
  port                                 = 8183
  storage_encrypted                    = true
  kms_key_arn                          = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  copy_tags_to_snapshot                = true
  deletion_protection                  = true
  enable_cloudwatch_logs_exports       = ["audit"]
  neptune_cluster_parameter_group_name = aws_neptune_cluster_parameter_group.main.name
  neptune_subnet_group_name            = aws_neptune_subnet_group.main.name
  vpc_security_group_ids               = [aws_vpc.main.default_security_group_id]
  skip_final_snapshot                  = true
  tags                                 = { team = "core" }
  serverless_v2_scaling_configuration {
    min_capacity = 2
    max_capacity = 16
  }
}

resource "aws_neptune_cluster" "plain" {
  cluster_identifier  = "plain-graphs"
  skip_final_snapshot = true
}

resource "aws_neptune_cluster_instance" "main" {
  identifier                   = "graph-1"
  cluster_identifier           = aws_neptune_cluster.main.id
  instance_class               = "db.r6g.large"
  auto_minor_version_upgrade   = false
  neptune_parameter_group_name = aws_neptune_parameter_group.main.name
  neptune_subnet_group_name    = aws_neptune_subnet_group.main.name
  port                         = 8183
  promotion_tier               = 3
  publicly_accessible          = true
  tags                         = { team = "core" }
}

resource "aws_neptune_cluster_instance" "plain" {
  identifier         = "graph-2"
  cluster_identifier = aws_neptune_cluster.plain.id
  instance_class     = "db.r6g.large"
}
