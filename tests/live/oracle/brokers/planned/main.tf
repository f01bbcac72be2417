resource "aws_msk_cluster" "main" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 4
  enhanced_monitoring    = "PER_BROKER"
  storage_mode           = "TIERED"
  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    client_subnets  = ["subnet-1", "subnet-2"]
    security_groups = ["sg-1"]
    connectivity_info {
      public_access {
        type = "SERVICE_PROVIDED_EIPS"
      }
      vpc_connectivity {
        client_authentication {
          tls = true
          sasl {
            iam   = true
            scram = true
          }
        }
      }
    }
    storage_info {
      ebs_storage_info {
        volume_size = 500
        provisioned_throughput {
          enabled           = true
          volume_throughput = 250
        }
      }
    }
  }
  client_authentication {
    unauthenticated = true
    sasl {
      iam   = true
      scram = true
    }
    tls {
      certificate_authority_arns = [
        "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/a1",
      ]
    }
  }
  configuration_info {
    arn      = "arn:aws:kafka:eu-west-1:123456789012:configuration/events/a1"
    revision = 2
  }
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/a1"
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
      in_cluster    = false
    }
  }
  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = "events"
      }
      firehose {
        enabled         = true
        delivery_stream = "events"
      }
      s3 {
        enabled = true
        bucket  = "logs"
        prefix  = "events/"
      }
    }
  }
  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }
      node_exporter {
        enabled_in_broker = true
      }
    }
  }
  tags = { team = "core" }
}

resource "aws_msk_cluster" "plain" {
  cluster_name           = "plain"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 2
  broker_node_group_info {
    instance_type   = "kafka.t3.small"
    client_subnets  = ["subnet-1", "subnet-2"]
    security_groups = ["sg-1"]
  }
}
