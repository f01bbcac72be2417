"""Build logs are written to S3 with the encryption switched off.

Logs of builds often show tokens and internal addresses. The encryption is on unless it is switched
off, which is only needed to serve the logs from a static web site.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codebuild_project",
    severity=MEDIUM,
    fix="Remove encryption_disabled from s3_logs.",
    aliases=("CKV_AWS_311",),
    cwe=311,
    references=("https://docs.aws.amazon.com/codebuild/latest/APIReference/API_S3LogsConfig.html",),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  logs_config {
    s3_logs {
      status              = "ENABLED"
      location            = "build-logs/app"
      encryption_disabled = true  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  logs_config {
    s3_logs {
      status   = "ENABLED"
      location = "build-logs/app"
    }
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  logs_config {
    s3_logs {
      status              = "DISABLED"
      encryption_disabled = true
    }
  }
}
""",
    ),
)
def check(project):
    for logs in project.each("logs_config.s3_logs"):
        disabled = logs.get("encryption_disabled", default=False)
        if disabled and logs.get("status", default="DISABLED") == "ENABLED":
            yield logs.fail("encryption_disabled", "logs are not encrypted")
