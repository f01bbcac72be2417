# The server knows no analyzers, and one recorder an account.
resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = "unused"
  type          = "ACCOUNT_UNUSED_ACCESS"
  tags          = { team = "core" }

  configuration {
    unused_access {
      unused_access_age = 180

      analysis_rule {
        exclusion {
          account_ids = ["111122223333", "444455556666"]
        }
        exclusion {
          resource_tags = [{ spare = "yes" }, { old = "yes" }]
        }
      }
    }
  }
}

resource "aws_accessanalyzer_analyzer" "plain" {
  analyzer_name = "plain"
}

resource "aws_config_configuration_recorder" "chosen" {
  name     = "chosen"
  role_arn = "arn:aws:iam::123456789012:role/config"

  recording_group {
    all_supported                 = false
    include_global_resource_types = false
    resource_types                = ["AWS::S3::Bucket", "AWS::IAM::Role"]
  }
}

resource "aws_config_configuration_recorder" "plain" {
  role_arn = "arn:aws:iam::123456789012:role/config"
}
