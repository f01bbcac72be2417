# The local server keeps half of a cluster, and no parameter groups.
resource "aws_elasticache_subnet_group" "main" {
  name        = "main"
  description = "caches of the core team"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  tags        = { team = "core" }
}

resource "aws_elasticache_subnet_group" "plain" {
  name       = "plain"
  subnet_ids = ["subnet-0a1b2c3d4e5f60001"]
}

resource "aws_elasticache_parameter_group" "main" {
  name        = "main"
  family      = "redis7"
  description = "settings of the core team"
  tags        = { team = "core" }

  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
  parameter {
    name  = "cluster-enabled"
    value = "yes"
  }
}

resource "aws_elasticache_parameter_group" "plain" {
  name   = "plain"
  family = "memcached1.6"
}

resource "aws_elasticache_cluster" "main" {
  cluster_id                 = "sessions"
  engine                     = "memcached"
  engine_version             = "1.6.22"
  node_type                  = "cache.t4g.small"
  num_cache_nodes            = 2
  az_mode                    = "cross-az"
  port                       = 11212
  parameter_group_name       = "main"
  subnet_group_name          = "main"
  security_group_ids         = ["sg-0a1b2c3d4e5f60001"]
  maintenance_window         = "mon:05:00-mon:06:00"
  notification_topic_arn     = "arn:aws:sns:eu-west-1:123456789012:caches"
  transit_encryption_enabled = true
  network_type               = "dual_stack"
  ip_discovery               = "ipv6"
  outpost_mode               = "single-outpost"
  preferred_outpost_arn      = "arn:aws:outposts:eu-west-1:123456789012:outpost/op-0a1b2c3d4e5f60001"
  tags                       = { team = "core" }
}

resource "aws_elasticache_cluster" "single" {
  cluster_id                 = "queue"
  engine                     = "redis"
  engine_version             = "7.0"
  node_type                  = "cache.t4g.small"
  num_cache_nodes            = 1
  availability_zone          = "eu-west-1b"
  port                       = 6380
  auto_minor_version_upgrade = false
  snapshot_retention_limit   = 7
  snapshot_window            = "02:00-03:00"

  log_delivery_configuration {
    destination      = "slow"
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
  log_delivery_configuration {
    destination      = "engine"
    destination_type = "kinesis-firehose"
    log_format       = "text"
    log_type         = "engine-log"
  }
}

resource "aws_elasticache_cluster" "reader" {
  cluster_id           = "shop-003"
  replication_group_id = "shop"
}

resource "aws_elasticache_cluster" "plain" {
  cluster_id      = "plain"
  engine          = "memcached"
  node_type       = "cache.t4g.micro"
  num_cache_nodes = 1
}

resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "shop"
  description                = "the shop"
  engine                     = "valkey"
  engine_version             = "7.2"
  node_type                  = "cache.r6gd.xlarge"
  num_cache_clusters         = 3
  port                       = 6380
  parameter_group_name       = "main"
  subnet_group_name          = "main"
  security_group_ids         = ["sg-0a1b2c3d4e5f60001"]
  at_rest_encryption_enabled = true
  kms_key_id                 = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  transit_encryption_enabled = true
  transit_encryption_mode    = "preferred"
  auto_minor_version_upgrade = false
  automatic_failover_enabled = true
  multi_az_enabled           = true
  data_tiering_enabled       = true
  maintenance_window         = "mon:05:00-mon:06:00"
  notification_topic_arn     = "arn:aws:sns:eu-west-1:123456789012:caches"
  snapshot_retention_limit   = 7
  snapshot_window            = "02:00-03:00"
  network_type               = "dual_stack"
  ip_discovery               = "ipv6"
  user_group_ids             = ["shop"]
  tags                       = { team = "core" }

  log_delivery_configuration {
    destination      = "slow"
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
}

resource "aws_elasticache_replication_group" "sharded" {
  replication_group_id       = "carts"
  description                = "the carts"
  engine                     = "redis"
  engine_version             = "6.x"
  node_type                  = "cache.r6g.large"
  cluster_mode               = "enabled"
  automatic_failover_enabled = true
  num_node_groups            = 2
  replicas_per_node_group    = 1
  auth_token                 = "not-a-secret-but-long"
  transit_encryption_enabled = true
}

resource "aws_elasticache_replication_group" "second" {
  replication_group_id        = "second"
  description                 = "a copy"
  global_replication_group_id = "ldgnf-everywhere"
  num_cache_clusters          = 1
}
