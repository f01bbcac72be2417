"""What is typed in a session, passwords included, has no key of your own on its way.

Sessions run over TLS in any case. A KMS key encrypts them once more, from the client to the
instance, and its policy decides who may open one.
"""

from scanner import LOW, rule


@rule(
    on="aws_ssm_document",
    severity=LOW,
    fix="Set kmsKeyId in the document's inputs.",
    aliases=("CKV_AWS_112",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html",
    ),
    bad=(
        """
resource "aws_ssm_document" "session" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content = jsonencode({  # here
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { cloudWatchLogGroupName = "sessions" }
  })
}
""",
    ),
    good=(
        """
resource "aws_ssm_document" "session" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs        = { cloudWatchLogGroupName = "sessions", kmsKeyId = "alias/session" }
  })
}
""",
        """
resource "aws_ssm_document" "command" {
  name          = "command"
  document_type = "Command"
  content       = jsonencode({ schemaVersion = "2.2", inputs = { name = "x" } })
}
""",
        """
resource "aws_ssm_document" "session" {
  name          = "session"
  document_type = "Session"
  content       = jsonencode({ schemaVersion = "1.0", sessionType = "Standard_Stream" })
}
""",
    ),
)
def check(document):
    if document.get("document_type") != "Session":
        return
    session = document.document("content")
    if session.is_set("inputs") and not session.get("inputs.kmsKeyId"):
        yield session.fail("inputs", "sessions have no key of your own")
