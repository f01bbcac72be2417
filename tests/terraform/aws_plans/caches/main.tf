locals {
  token = join("", ["0123456789", "abcdefghij"])
}

resource "aws_elasticache_replication_group" "r" {
  replication_group_id       = "r"
  description                = "r"
  engine                     = "redis"
  engine_version             = 7.1
  node_type                  = "cache.t3.micro"
  num_cache_clusters         = "2"
  port                       = "6379"
  at_rest_encryption_enabled = "true"
  transit_encryption_enabled = "true"
  automatic_failover_enabled = true
  auth_token                 = local.token
  security_group_ids         = ["sg-2", "sg-1"]
}

resource "aws_opensearch_domain" "o" {
  domain_name    = "search"
  engine_version = "OpenSearch_2.11"
  cluster_config {
    instance_type          = "r6g.large.search"
    instance_count         = "3"
    zone_awareness_enabled = "true"
    zone_awareness_config {
      availability_zone_count = "3"
    }
  }
  ebs_options {
    ebs_enabled = true
    volume_size = "10"
  }
  encrypt_at_rest {
    enabled = "true"
  }
  node_to_node_encryption {
    enabled = true
  }
  domain_endpoint_options {
    enforce_https       = "true"
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
  advanced_options = {
    "rest.action.multi.allow_explicit_index" = true
  }
}

resource "aws_mq_broker" "b" {
  broker_name        = "b"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.t3.micro"
  user {
    username = "root1"
    password = "not-a-real-one-1"
  }
}

resource "aws_efs_file_system" "f" {
  creation_token = "f"
  encrypted      = "true"
  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}

resource "aws_memorydb_user" "u" {
  user_name     = "u"
  access_string = "on ~* &* +@all"
  authentication_mode {
    type      = "password"
    passwords = ["not-a-real-password", "another-fake-password"]
  }
}
