variable "alarms" {
  type = map(object({ threshold = number, missing = optional(string, "missing") }))
  default = {
    cpu    = { threshold = "80" }
    memory = { threshold = 90.5, missing = "breaching" }
  }
}

resource "aws_cloudwatch_metric_alarm" "all" {
  for_each            = var.alarms
  alarm_name          = each.key
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = "2"
  metric_name         = title(each.key)
  namespace           = "Custom"
  period              = "300"
  statistic           = "Average"
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:b", "arn:aws:sns:us-east-1:123456789012:a"]
  dimensions          = { Index = 1 }
}

resource "aws_cloudwatch_event_rule" "r" {
  name = "r"
  event_pattern = jsonencode({
    source      = ["aws.ec2"]
    detail-type = ["EC2 Instance State-change Notification"]
  })
}

resource "aws_cloudwatch_event_target" "r" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = "arn:aws:lambda:us-east-1:123456789012:function:f"
  input_transformer {
    input_paths    = { id = "$.detail.instance-id" }
    input_template = "\"<id>\""
  }
}

resource "aws_cloudwatch_log_group" "g" {
  for_each          = toset(["app", "web"])
  name              = "/svc/${each.key}"
  retention_in_days = each.key == "app" ? 365 : "14"
  kms_key_id        = each.key == "app" ? "arn:aws:kms:us-east-1:123456789012:key/1" : null
}

resource "aws_cloudwatch_log_metric_filter" "f" {
  name           = "errors"
  pattern        = "ERROR"
  log_group_name = aws_cloudwatch_log_group.g["app"].name
  metric_transformation {
    name          = "Errors"
    namespace     = "Custom"
    value         = 1
    default_value = "0"
  }
}

resource "aws_cloudtrail" "t" {
  name                          = "trail"
  s3_bucket_name                = "trail"
  is_multi_region_trail         = "true"
  include_global_service_events = true
  enable_log_file_validation    = "true"
  event_selector {
    read_write_type           = "All"
    include_management_events = "true"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "d"
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 3, height = 3, properties = { markdown = "hi" } }]
  })
}
