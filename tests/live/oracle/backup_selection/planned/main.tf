# The local server knows no selections.
resource "aws_backup_selection" "main" {
  name          = "main"
  plan_id       = "0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  iam_role_arn  = "arn:aws:iam::123456789012:role/backup"
  resources     = ["arn:aws:rds:*:*:db:*", "arn:aws:dynamodb:*:*:table/*"]
  not_resources = ["arn:aws:rds:*:*:db:scratch"]

  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "daily"
  }
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "weekly"
  }
  condition {
    string_equals {
      key   = "aws:ResourceTag/stage"
      value = "production"
    }
    string_like {
      key   = "aws:ResourceTag/application"
      value = "shop*"
    }
    string_not_equals {
      key   = "aws:ResourceTag/keep"
      value = "no"
    }
    string_not_like {
      key   = "aws:ResourceTag/team"
      value = "test*"
    }
  }
}

resource "aws_backup_selection" "plain" {
  name         = "plain"
  plan_id      = "0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  iam_role_arn = "arn:aws:iam::123456789012:role/backup"
  resources    = ["*"]
}
