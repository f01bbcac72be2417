"""Every AWS account can read this document and run it.

A document that is shared with all shows how instances are managed, with whatever stands in it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ssm_document",
    severity=HIGH,
    fix="Name the accounts in permissions, or leave permissions out.",
    aliases=("CKV_AWS_303",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
    ),
    bad=(
        """
resource "aws_ssm_document" "patch" {
  permissions = {
    type        = "Share"
    account_ids = "all"  # here
  }
}
""",
        """
resource "aws_ssm_document" "patch" {
  permissions = {
    type        = "Share"
    account_ids = "All"  # here
  }
}
""",
    ),
    good=(
        'resource "aws_ssm_document" "patch" { name = "patch" }',
        """
resource "aws_ssm_document" "patch" {
  permissions = {
    type        = "Share"
    account_ids = "111122223333"
  }
}
""",
    ),
)
def check(document):
    if document.get("permissions.account_ids", default="") in ("all", "All"):
        yield document.fail("permissions.account_ids", "the document is shared with everyone")
