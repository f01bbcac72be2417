variable "password" {
  type      = string
  default   = "not-a-real-one"
  sensitive = true
}

resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = ["subnet-b", "subnet-a", "subnet-b"]
}

resource "aws_db_parameter_group" "pg" {
  name   = "pg"
  family = "postgres15"
  parameter {
    name  = "log_connections"
    value = 1
  }
  parameter {
    name         = "shared_buffers"
    value        = "1024"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "main" {
  identifier                   = "main"
  engine                       = "postgres"
  engine_version               = 15.4
  instance_class               = "db.m6g.large"
  allocated_storage            = 100
  max_allocated_storage        = "500"
  db_subnet_group_name         = aws_db_subnet_group.main.name
  parameter_group_name         = aws_db_parameter_group.pg.name
  vpc_security_group_ids       = ["sg-2", "sg-1"]
  username                     = "admin1"
  password                     = var.password
  publicly_accessible          = false
  deletion_protection          = true
  performance_insights_enabled = true
  monitoring_interval          = 60
  monitoring_role_arn          = "arn:aws:iam::123456789012:role/monitor"
  skip_final_snapshot          = false
  final_snapshot_identifier    = "last"
}

resource "aws_db_instance" "write_only" {
  identifier          = "wo"
  engine              = "mysql"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "admin1"
  password_wo         = var.password
  password_wo_version = "1"
  skip_final_snapshot = true
}

resource "aws_rds_cluster" "aurora" {
  cluster_identifier      = "aurora"
  engine                  = "aurora-postgresql"
  availability_zones      = ["us-east-1a", "us-east-1b", "us-east-1c"]
  database_name           = "app"
  master_username         = "admin1"
  master_password         = "not-a-real-one"
  backup_retention_period = 5
  storage_encrypted       = true
  skip_final_snapshot     = true
  serverlessv2_scaling_configuration {
    max_capacity = "1.5"
    min_capacity = 0.5
  }
}

resource "aws_rds_cluster_instance" "aurora" {
  count              = 2
  identifier         = "aurora-${count.index}"
  cluster_identifier = aws_rds_cluster.aurora.id
  instance_class     = "db.r6g.large"
  engine             = aws_rds_cluster.aurora.engine
}
