# What the local server cannot create.
resource "aws_db_instance" "windows" {
  identifier                            = "windows"
  engine                                = "custom-sqlserver-se"
  engine_version                        = "15.00.4261.1"
  instance_class                        = "db.m5.xlarge"
  allocated_storage                     = 100
  storage_type                          = "gp3"
  storage_throughput                    = 500
  iops                                  = 12000
  username                              = "owner"
  manage_master_user_password           = true
  master_user_secret_kms_key_id         = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  timezone                              = "GMT Standard Time"
  character_set_name                    = "Latin1_General_CI_AS"
  custom_iam_instance_profile           = "AWSRDSCustomInstanceProfile"
  domain_auth_secret_arn                = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:join-AbCdEf"
  domain_dns_ips                        = ["10.0.0.10", "10.0.0.11"]
  domain_fqdn                           = "corp.example.com"
  domain_ou                             = "OU=databases,DC=corp,DC=example,DC=com"
  network_type                          = "DUAL"
  engine_lifecycle_support              = "open-source-rds-extended-support-disabled"
  database_insights_mode                = "advanced"
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  performance_insights_retention_period = 465
  skip_final_snapshot                   = true
}

resource "aws_db_instance" "oracle" {
  identifier                = "oracle"
  engine                    = "oracle-ee"
  instance_class            = "db.m5.large"
  replicate_source_db       = "first"
  replica_mode              = "mounted"
  nchar_character_set_name  = "UTF8"
  dedicated_log_volume      = true
  backup_target             = "outposts"
  customer_owned_ip_enabled = true
  domain                    = "d-9367a1b2c3"
  domain_iam_role_name      = "directory"
  skip_final_snapshot       = true
}

resource "aws_rds_cluster" "zones" {
  cluster_identifier                    = "zones"
  engine                                = "mysql"
  db_cluster_instance_class             = "db.m5d.large"
  allocated_storage                     = 100
  storage_type                          = "io1"
  iops                                  = 1000
  master_username                       = "owner"
  manage_master_user_password           = true
  master_user_secret_kms_key_id         = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  ca_certificate_identifier             = "rds-ca-rsa4096-g1"
  cluster_scalability_type              = "standard"
  db_system_id                          = "zones"
  domain                                = "d-9367a1b2c3"
  domain_iam_role_name                  = "directory"
  database_insights_mode                = "advanced"
  engine_lifecycle_support              = "open-source-rds-extended-support-disabled"
  monitoring_interval                   = 30
  monitoring_role_arn                   = "arn:aws:iam::123456789012:role/monitoring"
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  performance_insights_retention_period = 465
  skip_final_snapshot                   = true
}

resource "aws_rds_cluster" "second" {
  cluster_identifier             = "second"
  engine                         = "aurora-mysql"
  global_cluster_identifier      = "everywhere"
  replication_source_identifier  = "arn:aws:rds:us-east-1:123456789012:cluster:first"
  enable_global_write_forwarding = true
  enable_local_write_forwarding  = true
  enable_http_endpoint           = true
  iam_roles                      = ["arn:aws:iam::123456789012:role/import"]
  skip_final_snapshot            = true

  serverlessv2_scaling_configuration {
    min_capacity             = 0
    max_capacity             = 4
    seconds_until_auto_pause = 600
  }
}

resource "aws_rds_cluster" "serverless" {
  cluster_identifier  = "serverless"
  engine              = "aurora-mysql"
  engine_mode         = "serverless"
  master_username     = "owner"
  master_password     = "not-a-secret"
  skip_final_snapshot = true

  scaling_configuration {
    auto_pause               = false
    max_capacity             = 64
    min_capacity             = 2
    seconds_before_timeout   = 360
    seconds_until_auto_pause = 600
    timeout_action           = "ForceApplyCapacityChange"
  }
}

resource "aws_rds_cluster_instance" "second" {
  identifier                            = "second-1"
  cluster_identifier                    = "second"
  engine                                = "aurora-mysql"
  instance_class                        = "db.r6g.large"
  custom_iam_instance_profile           = "AWSRDSCustomInstanceProfile"
  promotion_tier                        = 3
  preferred_backup_window               = "03:00-04:00"
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  performance_insights_retention_period = 465
}
