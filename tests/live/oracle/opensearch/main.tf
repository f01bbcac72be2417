resource "aws_opensearch_domain" "main" {
  domain_name    = "main"
  engine_version = "OpenSearch_2.11"
  tags           = { team = "core" }

  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "es:ESHttpGet"
      Principal = { AWS = "arn:aws:iam::123456789012:role/search" }
      Resource  = "arn:aws:es:eu-west-1:123456789012:domain/main/*"
    }]
  })
  advanced_options = {
    "indices.query.bool.max_clause_count"    = "2048"
    "override_main_response_version"         = "false"
    "rest.action.multi.allow_explicit_index" = "true"
  }
  advanced_security_options {
    enabled                        = true
    anonymous_auth_enabled         = true
    internal_user_database_enabled = true
    master_user_options {
      master_user_name     = "owner"
      master_user_password = "Not-a-secret-1"
    }
  }
  cluster_config {
    instance_type            = "r6g.large.search"
    instance_count           = 4
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    dedicated_master_type    = "m6g.large.search"
    warm_enabled             = true
    warm_count               = 2
    warm_type                = "ultrawarm1.medium.search"
    zone_awareness_enabled   = true
    zone_awareness_config {
      availability_zone_count = 3
    }
    cold_storage_options {
      enabled = true
    }
    multi_az_with_standby_enabled = true
    node_options {
      node_type = "coordinator"
      node_config {
        count   = 2
        enabled = true
        type    = "m6g.large.search"
      }
    }
  }
  cognito_options {
    enabled          = true
    identity_pool_id = "eu-west-1:0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
    role_arn         = "arn:aws:iam::123456789012:role/dashboards"
    user_pool_id     = "eu-west-1_AbCdEfGhI"
  }
  domain_endpoint_options {
    enforce_https                   = true
    tls_security_policy             = "Policy-Min-TLS-1-2-PFS-2023-10"
    custom_endpoint_enabled         = true
    custom_endpoint                 = "search.example.com"
    custom_endpoint_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  }
  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = 100
    iops        = 4000
    throughput  = 250
  }
  encrypt_at_rest {
    enabled    = true
    kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  }
  node_to_node_encryption {
    enabled = true
  }
  log_publishing_options {
    log_type                 = "AUDIT_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:audit"
  }
  log_publishing_options {
    log_type                 = "INDEX_SLOW_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:slow"
    enabled                  = false
  }
  off_peak_window_options {
    enabled = true
    off_peak_window {
      window_start_time {
        hours   = 22
        minutes = 30
      }
    }
  }
  snapshot_options {
    automated_snapshot_start_hour = 3
  }
  software_update_options {
    auto_software_update_enabled = true
  }
  vpc_options {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60001"]
    security_group_ids = ["sg-0a1b2c3d4e5f60001"]
  }
  auto_tune_options {
    desired_state       = "ENABLED"
    rollback_on_disable = "NO_ROLLBACK"
    maintenance_schedule {
      start_at                       = "2027-01-01T03:00:00Z"
      cron_expression_for_recurrence = "cron(0 3 * * ? *)"
      duration {
        unit  = "HOURS"
        value = 2
      }
    }
  }
}

resource "aws_opensearch_domain" "plain" {
  domain_name = "plain"
}
