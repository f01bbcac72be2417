resource "aws_backup_vault" "main" {
  name        = "main"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  tags        = { team = "core" }
}

resource "aws_backup_vault" "plain" {
  name = "plain"
}

resource "aws_backup_plan" "main" {
  name = "main"
  tags = { team = "core" }

  rule {
    rule_name                    = "daily"
    target_vault_name            = aws_backup_vault.main.name
    schedule                     = "cron(0 3 * * ? *)"
    schedule_expression_timezone = "Europe/Paris"
    start_window                 = 120
    completion_window            = 360
    enable_continuous_backup     = true
    recovery_point_tags          = { made = "daily" }

    lifecycle {
      cold_storage_after                        = 30
      delete_after                              = 180
      opt_in_to_archive_for_supported_resources = true
    }
    copy_action {
      destination_vault_arn = aws_backup_vault.plain.arn
      lifecycle {
        delete_after = 90
      }
    }
  }
  rule {
    rule_name         = "weekly"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "rate(7 days)"
  }
  advanced_backup_setting {
    resource_type  = "EC2"
    backup_options = { WindowsVSS = "enabled" }
  }
}

resource "aws_backup_plan" "plain" {
  name = "plain"

  rule {
    rule_name         = "only"
    target_vault_name = aws_backup_vault.plain.name
    schedule          = "cron(0 5 ? * * *)"
  }
}
