"""Nobody can tell afterwards what was typed in sessions that this document opens.

Session Manager logs to a bucket or a log group that the document names, and otherwise keeps only
that a session took place. Only sessions of shells can be logged.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ssm_document",
    severity=MEDIUM,
    fix="Set cloudWatchLogGroupName or s3BucketName in the document's inputs.",
    related_ids=("CKV_AWS_113",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html",
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html",
    ),
    bad=(
        """
resource "aws_ssm_document" "session" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"
  content = jsonencode({  # here
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { kmsKeyId = "alias/session", s3BucketName = "", cloudWatchLogGroupName = "" }
  })
}
""",
    ),
    good=(
        """
resource "aws_ssm_document" "session" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { cloudWatchLogGroupName = "sessions" }
  })
}
""",
        """
resource "aws_ssm_document" "session" {
  name          = "session"
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { s3BucketName = "sessions" }
  })
}
""",
        """
resource "aws_ssm_document" "forward" {
  name          = "forward"
  document_type = "Session"
  content       = jsonencode({ schemaVersion = "1.0", sessionType = "Port", inputs = {} })
}
""",
        """
resource "aws_ssm_document" "command" {
  name          = "command"
  document_type = "Command"
  content       = jsonencode({ schemaVersion = "2.2", sessionType = "Standard_Stream" })
}
""",
    ),
)
def check(document):
    if document.get("document_type") != "Session":
        return
    session = document.document("content")
    if session.get("sessionType") not in ("Standard_Stream", "InteractiveCommands"):
        return
    inputs = session.sub("inputs")
    if not any(inputs.get(name) for name in ("cloudWatchLogGroupName", "s3BucketName")):
        yield session.fail("inputs", "sessions are not logged")
