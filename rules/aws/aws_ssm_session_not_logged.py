"""What is typed in a shell by Session Manager is written nowhere.

The session preferences name a bucket or a log group for the output. Without either, only that a
session took place is in CloudTrail; sessions that are forwarded ports cannot be logged.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ssm_document",
    severity=MEDIUM,
    fix="Set s3BucketName or cloudWatchLogGroupName in the document's inputs.",
    related_ids=("CKV_AWS_113",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html",
    ),
    bad=(
        """
resource "aws_ssm_document" "session" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content = jsonencode({  # here
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { s3BucketName = "", cloudWatchLogGroupName = "" }
  })
}
""",
    ),
    good=(
        """
resource "aws_ssm_document" "session" {
  document_type = "Session"
  content = jsonencode({
    sessionType = "Standard_Stream"
    inputs      = { cloudWatchLogGroupName = "/ssm/sessions" }
  })
}
""",
        """
resource "aws_ssm_document" "session" {
  document_type = "Session"
  content = jsonencode({
    sessionType = "Standard_Stream"
    inputs      = { s3BucketName = "sessions" }
  })
}
""",
        """
resource "aws_ssm_document" "tunnel" {
  document_type = "Session"
  content       = jsonencode({ sessionType = "Port" })
}
""",
        """
resource "aws_ssm_document" "patch" {
  document_type = "Command"
  content       = jsonencode({ sessionType = "Standard_Stream" })
}
""",
    ),
)
def check(document):
    if document.get("document_type") != "Session":
        return
    content = document.document("content")
    if content.get("sessionType") != "Standard_Stream":
        return
    names = ("s3BucketName", "cloudWatchLogGroupName")
    if all(content.get(("inputs", name), default="") == "" for name in names):
        yield document.fail("content", "sessions are not logged")
