resource "aws_kms_key" "main" {}

resource "aws_s3_bucket" "trail" {
  bucket = "trueup-trail"
}

resource "aws_sns_topic" "trail" {
  name = "trail"
}

resource "aws_cloudtrail" "main" {
  name                          = "main"
  s3_bucket_name                = aws_s3_bucket.trail.id
  s3_key_prefix                 = "logs"
  sns_topic_name                = aws_sns_topic.trail.name
  include_global_service_events = false
  is_multi_region_trail         = false
  enable_logging                = false
  enable_log_file_validation    = true
  kms_key_id                    = aws_kms_key.main.arn
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.main.arn}:*"
  cloud_watch_logs_role_arn     = "arn:aws:iam::123456789012:role/trail"
  tags                          = { team = "core" }

  event_selector {
    read_write_type                  = "WriteOnly"
    include_management_events        = true
    exclude_management_event_sources = ["kms.amazonaws.com"]

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }

  insight_selector {
    insight_type = "ApiCallRateInsight"
  }
}

resource "aws_cloudtrail" "whole" {
  name                  = "whole"
  s3_bucket_name        = aws_s3_bucket.trail.id
  is_multi_region_trail = true
  is_organization_trail = true

  advanced_event_selector {
    name = "secrets"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field       = "resources.ARN"
      starts_with = ["arn:aws:s3:::b", "arn:aws:s3:::a"]
    }
  }
}

# Nothing more is said of this one.
resource "aws_cloudtrail" "plain" {
  name           = "plain"
  s3_bucket_name = aws_s3_bucket.trail.id
}

resource "aws_cloudwatch_log_group" "main" {
  name              = "/app/main"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn
  tags              = { team = "core" }
}

resource "aws_cloudwatch_log_group" "plain" {
  name_prefix = "plain"
}

resource "aws_cloudwatch_log_metric_filter" "main" {
  name           = "denied"
  log_group_name = aws_cloudwatch_log_group.main.name
  pattern        = "{ $.errorCode = \"AccessDenied\" }"

  metric_transformation {
    name       = "Denied"
    namespace  = "Audit"
    value      = "$.count"
    unit       = "Count"
    dimensions = { who = "$.userIdentity.arn" }
  }
}

resource "aws_cloudwatch_log_metric_filter" "plain" {
  name           = "all"
  log_group_name = aws_cloudwatch_log_group.plain.name
  pattern        = ""

  metric_transformation {
    name          = "All"
    namespace     = "Audit"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "main" {
  alarm_name                = "denied"
  alarm_description         = "Somebody tries"
  actions_enabled           = false
  alarm_actions             = [aws_sns_topic.trail.arn]
  ok_actions                = [aws_sns_topic.trail.arn]
  insufficient_data_actions = [aws_sns_topic.trail.arn]
  comparison_operator       = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm       = 2
  evaluation_periods        = 3
  metric_name               = "Denied"
  namespace                 = "Audit"
  period                    = 60
  statistic                 = "Sum"
  threshold                 = 5
  treat_missing_data        = "notBreaching"
  unit                      = "Count"
  dimensions                = { who = "anybody" }
  tags                      = { team = "core" }
}

resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name                            = "late"
  comparison_operator                   = "GreaterThanThreshold"
  evaluation_periods                    = 1
  metric_name                           = "Latency"
  namespace                             = "App"
  period                                = 60
  extended_statistic                    = "p99"
  threshold                             = 1.5
  evaluate_low_sample_count_percentiles = "ignore"
}

resource "aws_cloudwatch_metric_alarm" "strange" {
  alarm_name          = "strange"
  comparison_operator = "LessThanLowerOrGreaterThanUpperThreshold"
  evaluation_periods  = 2
  threshold_metric_id = "band"

  metric_query {
    id          = "band"
    expression  = "ANOMALY_DETECTION_BAND(requests)"
    label       = "Requests (expected)"
    return_data = true
  }

  metric_query {
    id          = "requests"
    return_data = true

    metric {
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 120
      stat        = "Sum"
      unit        = "Count"
      dimensions  = { LoadBalancer = "app/main" }
    }
  }
}
