"""Every AWS account may read and run this document, with all that its scripts give away.

Run books name hosts, paths and accounts, and now and then hold secrets. Share with accounts by
their number.
"""

from scanner import HIGH, rule
from scanner.shapes import asks


@rule(
    on="aws_ssm_document",
    severity=HIGH,
    fix="Name the accounts in permissions.account_ids.",
    aliases=("CKV_AWS_303",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
    ),
    bad=(
        """
resource "aws_ssm_document" "restart" {
  name          = "restart"
  document_type = "Command"
  content       = "{}"
  permissions = {
    type        = "Share"
    account_ids = "All"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_ssm_document" "restart" {
  name          = "restart"
  document_type = "Command"
  content       = "{}"
  permissions = {
    type        = "Share"
    account_ids = "123456789012"
  }
}
""",
        """
resource "aws_ssm_document" "restart" {
  name          = "restart"
  document_type = "Command"
  content       = "{}"
}
""",
    ),
)
def check(document):
    shared = document.get("permissions.account_ids", default="")
    if asks(shared, "is everyone", lambda text: text.lower() == "all"):
        yield document.fail("permissions.account_ids", "every AWS account may use the document")
