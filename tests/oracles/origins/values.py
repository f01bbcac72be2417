"""What examples leave out and Terraform asks for."""

from __future__ import annotations

from typing import Any

ROLE = "arn:aws:iam::123456789012:role/example"
_MACHINE = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'
FILL: dict[str, Any] = {
    "allocated_storage": 20,
    "allowed_methods": ["GET", "HEAD"],
    "ami": "ami-12345678",
    "assume_role_policy": '{"Version":"2012-10-17","Statement":[]}',
    "availability_zone": "eu-central-1a",
    "cached_methods": ["GET", "HEAD"],
    "capacity": 100,
    "cidr_block": "10.0.0.0/16",
    "cluster_identifier": "example",
    "default_cache_behavior": [
        {
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
            "target_origin_id": "example",
            "viewer_protocol_policy": "redirect-to-https",
            "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        }
    ],
    "device_name": "/dev/sdf",
    "execution_role": ROLE,
    "endpoint_type": "source",
    "engine": "postgres",
    "engine_family": "POSTGRESQL",
    "execution_role_arn": ROLE,
    "http_port": 80,
    "https_port": 443,
    "identifier": "example",
    "instance_class": "db.m7g.large",
    "instance_type": "t3.micro",
    "name": "example",
    "origin": [{"domain_name": "example.s3.eu-central-1.amazonaws.com", "origin_id": "example"}],
    "origin_protocol_policy": "https-only",
    "origin_ssl_protocols": ["TLSv1.2"],
    "password": "example-only",
    "policy": '{"Version":"2012-10-17","Statement":[]}',
    "policy_arn": "arn:aws:iam::123456789012:policy/example",
    "protocol": "tcp",
    "replication_instance_class": "dms.t3.micro",
    "replication_instance_id": "example",
    "restriction_type": "none",
    "role": "example",
    "role_arn": ROLE,
    "runtime": "cloudfront-js-2.0",
    "scope": "REGIONAL",
    "skip_final_snapshot": True,
    "subnet_ids": ["subnet-12345678", "subnet-87654321"],
    "username": "example",
    "viewer_certificate": [{"cloudfront_default_certificate": True}],
    "viewer_protocol_policy": "redirect-to-https",
    "visibility_config": [
        {
            "cloudwatch_metrics_enabled": True,
            "metric_name": "example",
            "sampled_requests_enabled": True,
        }
    ],
    "vpc_id": "vpc-12345678",
}
"""Values for required arguments by name; others get one that fits their type."""

_CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/example"
INSIDE: dict[str, dict[str, Any]] = {
    "domain_name_configuration": {
        "certificate_arn": _CERTIFICATE,
        "endpoint_type": "REGIONAL",
        "security_policy": "TLS_1_2",
    },
    "origin": {"domain_name": "example.s3.eu-central-1.amazonaws.com"},
}
"""Values for required arguments of a block, by its name."""

_BALANCED: dict[str, Any] = {
    "port": 8080,
    "load_balancer_arn": "${aws_lb.example.arn}",
    "default_action": [
        {"type": "forward", "target_group_arn": "${aws_lb_target_group.example.arn}"}
    ],
}

ALWAYS: dict[str, dict[str, Any]] = {
    "aws_alb_listener": _BALANCED,
    "aws_autoscaling_policy": {"adjustment_type": "ChangeInCapacity", "scaling_adjustment": 1},
    "aws_cloudformation_stack": {
        "template_body": '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}'
    },
    "aws_route53_query_log": {
        "cloudwatch_log_group_arn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/a:*"
    },
    "aws_route53_record": {"zone_id": "${aws_route53_zone.example.zone_id}", "type": "A"},
    "aws_route53_zone": {"name": "example.com"},
    "aws_secretsmanager_secret_policy": {"secret_arn": "${aws_secretsmanager_secret.example.arn}"},
    "aws_secretsmanager_secret_rotation": {
        "secret_id": "${aws_secretsmanager_secret.example.id}",
        "rotation_lambda_arn": "arn:aws:lambda:eu-central-1:123456789012:function:rotate",
    },
    "aws_wafv2_web_acl_logging_configuration": {
        "log_destination_configs": [
            "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-example"
        ],
        "resource_arn": "${aws_wafv2_web_acl.example.arn}",
    },
    "aws_sfn_state_machine": {"definition": _MACHINE},
    "aws_subnet": {"cidr_block": "10.0.0.0/24", "vpc_id": "${aws_vpc.example.id}"},
    "aws_vpc": {"cidr_block": "10.0.0.0/16"},
    "aws_vpc_peering_connection": {"peer_vpc_id": "vpc-87654321"},
    "aws_db_instance": {
        "allocated_storage": 20,
        "engine": "postgres",
        "identifier": "example",
        "instance_class": "db.m7g.large",
        "username": "example",
        "password": "example-only",
        "skip_final_snapshot": True,
    },
    "aws_dynamodb_table": {
        "hash_key": "id",
        "attribute": [{"name": "id", "type": "S"}],
        "read_capacity": 1,
        "write_capacity": 1,
    },
    "aws_account_alternate_contact": {
        "email_address": "security@example.com",
        "phone_number": "+15555550100",
    },
    "aws_acm_certificate": {"domain_name": "www.example.com", "validation_method": "DNS"},
    "aws_appsync_api_cache": {
        "api_caching_behavior": "FULL_REQUEST_CACHING",
        "type": "SMALL",
        "ttl": 60,
    },
    "aws_autoscaling_group": {
        "availability_zones": ["eu-central-1a"],
        "launch_template": [{"id": "lt-12345678", "version": "1"}],
        "wait_for_capacity_timeout": "0",
    },
    "aws_cloudwatch_metric_alarm": {
        "comparison_operator": "GreaterThanThreshold",
        "metric_name": "example",
        "namespace": "example",
        "period": 60,
        "statistic": "Sum",
        "threshold": 1,
    },
    "aws_codebuild_project": {
        "artifacts": [{"type": "NO_ARTIFACTS"}],
        "environment": [
            {
                "compute_type": "BUILD_GENERAL1_SMALL",
                "image": "aws/codebuild/standard:7.0",
                "type": "LINUX_CONTAINER",
            }
        ],
        "service_role": ROLE,
        "source": [{"type": "GITHUB", "location": "https://github.com/example/example.git"}],
    },
    "aws_dms_replication_task": {"migration_type": "full-load", "table_mappings": '{"rules":[]}'},
    "aws_docdb_cluster": {"master_username": "example", "master_password": "example-only"},
    "aws_ecs_task_definition": {"memory": 512},
    "aws_elasticache_cluster": {
        "engine": "memcached",
        "node_type": "cache.t4g.small",
        "num_cache_nodes": 1,
    },
    "aws_elasticache_replication_group": {"node_type": "cache.t4g.small"},
    "aws_elasticache_user": {"engine": "valkey"},
    "aws_elb": {
        "availability_zones": ["eu-central-1a"],
        "listener": [
            {"instance_port": 80, "instance_protocol": "http", "lb_port": 80, "lb_protocol": "http"}
        ],
    },
    "aws_fsx_windows_file_system": {
        "active_directory_id": "d-1234567890",
        "subnet_ids": ["subnet-12345678"],
        "throughput_capacity": 32,
    },
    "aws_instance": {"ami": "ami-12345678", "instance_type": "t3.micro"},
    "aws_kinesis_firehose_delivery_stream": {
        "destination": "extended_s3",
        "extended_s3_configuration": [
            {
                "role_arn": ROLE,
                "bucket_arn": "arn:aws:s3:::example",
                "cloudwatch_logging_options": [
                    {"enabled": True, "log_group_name": "example", "log_stream_name": "example"}
                ],
            }
        ],
    },
    "aws_kinesis_stream": {"shard_count": 1},
    "aws_lambda_function": {
        "filename": "${path.module}/code.zip",
        "handler": "a.b",
        "role": ROLE,
        "runtime": "python3.13",
    },
    "aws_lb_listener": _BALANCED,
    "aws_lb_target_group": {"port": 80, "protocol": "HTTP", "vpc_id": "vpc-12345678"},
    "aws_lightsail_database": {"master_password": "example-only"},
    "aws_mq_broker": {
        "engine_type": "RabbitMQ",
        "engine_version": "3.13",
        "host_instance_type": "mq.m5.large",
    },
    "aws_qldb_ledger": {"permissions_mode": "STANDARD"},
    "aws_rds_cluster": {
        "master_username": "example",
        "master_password": "example-only",
        "skip_final_snapshot": True,
    },
    "aws_redshift_cluster": {
        "master_username": "example",
        "master_password": "Example-only-1",
        "node_type": "ra3.xlplus",
    },
    "aws_sagemaker_domain": {
        "auth_mode": "IAM",
        "default_user_settings": [{"execution_role": ROLE}],
    },
    "aws_sagemaker_notebook_instance": {"instance_type": "ml.t3.medium"},
    "aws_scheduler_schedule": {
        "flexible_time_window": [{"mode": "OFF"}],
        "schedule_expression": "rate(1 hour)",
        "target": [{"arn": "arn:aws:sqs:eu-central-1:123456789012:example", "role_arn": ROLE}],
    },
    "aws_ssm_parameter": {"value": "example-only"},
    "aws_wafv2_ip_set": {"ip_address_version": "IPV4"},
    "aws_wafv2_web_acl": {"default_action": [{"allow": [{}]}]},
    "aws_lb": {"subnets": ["subnet-12345678", "subnet-87654321"]},
}
"""What the provider asks for only when it applies."""

BESIDE: dict[str, dict[str, dict[str, Any]]] = {
    "aws_cognito_user_pool": {
        "mfa_configuration": {"software_token_mfa_configuration": [{"enabled": True}]}
    },
    "aws_route53_record": {
        "failover_routing_policy": {"set_identifier": "example"},
        "records": {"ttl": 300},
    },
    "aws_db_instance": {
        "monitoring_interval": {"monitoring_role_arn": ROLE},
        "performance_insights_kms_key_id": {"performance_insights_enabled": True},
    },
    "aws_lb_listener": {"protocol=HTTPS": {"certificate_arn": _CERTIFICATE}},
    "aws_rds_cluster": {"monitoring_interval": {"monitoring_role_arn": ROLE}},
}
"""What the provider or the service asks for beside another argument, or one that is given so, by
type."""

EXCLUDED: dict[str, tuple[str, ...]] = {
    "billing_mode=PAY_PER_REQUEST": ("read_capacity", "write_capacity"),
    "certificate_authority_arn": ("validation_method",),
    "certificate_body": ("validation_method",),
    "elasticsearch_configuration": ("extended_s3_configuration",),
    "filename": ("s3_bucket",),
    "global_replication_group_id": ("node_type",),
    "http_endpoint_configuration": ("extended_s3_configuration",),
    "image_uri": ("filename", "handler", "runtime"),
    "insecure_value": ("value",),
    "launch_configuration": ("launch_template",),
    "launch_template": ("ami", "instance_type"),
    "manage_master_password": ("master_password",),
    "manage_master_user_password": ("master_password", "password"),
    "mixed_instances_policy": ("launch_template",),
    "private_key": ("validation_method",),
    "redshift_configuration": ("extended_s3_configuration",),
    "replication_group_id": ("engine", "node_type", "num_cache_nodes"),
    "s3_bucket": ("filename",),
    "splunk_configuration": ("extended_s3_configuration",),
    "subnets": ("availability_zones",),
    "value_wo": ("value",),
    "vpc_zone_identifier": ("availability_zones",),
    "master_password_wo": ("master_password",),
    "replication_source_identifier": ("master_username", "master_password"),
    "snapshot_identifier": ("master_username", "master_password"),
}
"""What must not be added where another argument is given, or given so."""
