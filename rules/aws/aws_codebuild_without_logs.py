"""What the builds of this project did is kept nowhere: both kinds of logs are switched off.

CodeBuild writes to CloudWatch unless it is told not to. Without any log neither a failed build nor
a manipulated one can be looked into.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codebuild_project",
    severity=MEDIUM,
    fix='Remove status = "DISABLED" from cloudwatch_logs, or enable s3_logs.',
    related_ids=("CKV_AWS_314",),
    cwe=778,
    references=("https://docs.aws.amazon.com/codebuild/latest/APIReference/API_LogsConfig.html",),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  logs_config {
    cloudwatch_logs {
      status = "DISABLED"  # here
    }
  }
}
""",
    ),
    good=(
        'resource "aws_codebuild_project" "app" { name = "app" }',
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  logs_config {
    cloudwatch_logs {
      status = "DISABLED"
    }
    s3_logs {
      status   = "ENABLED"
      location = "build-logs/app"
    }
  }
}
""",
    ),
)
def check(project):
    path = "logs_config.cloudwatch_logs.status"
    if project.get(path, default="ENABLED") != "DISABLED":
        return
    if project.get("logs_config.s3_logs.status", default="DISABLED") != "ENABLED":
        yield project.fail(path, "builds are not logged")
