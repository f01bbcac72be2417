resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_redshift_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.a.id]
}

resource "aws_redshift_parameter_group" "main" {
  name   = "main"
  family = "redshift-1.0"
}

resource "aws_redshift_cluster" "main" {
  cluster_identifier                  = "main"
  node_type                           = "ra3.xlplus"
  cluster_type                        = "multi-node"
  number_of_nodes                     = 3
  database_name                       = "shop"
  master_username                     = "owner"
  master_password                     = "Not-a-secret-1"
  allow_version_upgrade               = false
  automated_snapshot_retention_period = 14
  availability_zone                   = "eu-west-1a"
  cluster_parameter_group_name        = aws_redshift_parameter_group.main.name
  cluster_subnet_group_name           = aws_redshift_subnet_group.main.name
  vpc_security_group_ids              = [aws_vpc.main.default_security_group_id]
  encrypted                           = true
  kms_key_id                          = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  enhanced_vpc_routing                = true
  iam_roles                           = ["arn:aws:iam::123456789012:role/load"]
  port                                = 5440
  preferred_maintenance_window        = "mon:05:00-mon:06:00"
  publicly_accessible                 = true
  skip_final_snapshot                 = true
  tags                                = { team = "core" }
}

resource "aws_redshift_cluster" "plain" {
  cluster_identifier  = "plain"
  node_type           = "ra3.xlplus"
  database_name       = "dev"
  master_username     = "owner"
  master_password     = "Not-a-secret-1"
  publicly_accessible = false
  encrypted           = false
  skip_final_snapshot = true
}
