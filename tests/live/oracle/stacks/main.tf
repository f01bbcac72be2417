resource "aws_iam_role" "main" {
  name = "stacks"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "cloudformation.amazonaws.com" }
    }]
  })
}

resource "aws_sns_topic" "main" {
  name = "stacks"
}

resource "aws_cloudformation_stack" "main" {
  name               = "queues"
  capabilities       = ["CAPABILITY_IAM"]
  iam_role_arn       = aws_iam_role.main.arn
  notification_arns  = [aws_sns_topic.main.arn]
  timeout_in_minutes = 10
  parameters         = { Stage = "live" }
  policy_body = jsonencode({
    Statement = [{ Effect = "Deny", Action = "Update:*", Principal = "*", Resource = "*" }]
  })
  template_body = jsonencode({
    Parameters = {
      Stage = { Type = "String" }
      Size  = { Type = "String", Default = "small" }
    }
    Resources = { Queue = { Type = "AWS::SQS::Queue" } }
  })
  tags = { team = "core" }
}

resource "aws_cloudformation_stack" "plain" {
  name          = "plain"
  template_body = <<-EOT
    Resources:
      Queue:
        Type: AWS::SQS::Queue
  EOT
}
