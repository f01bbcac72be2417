"""The account-wide guard against public buckets has a hole.

The account's block holds for every bucket, also for those that no code manages, but only for the
settings that are on: each of the four closes a way of its own, and one that is left out is off.
"""

from scanner import MEDIUM, rule

_SETTINGS = (
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
)


@rule(
    on="aws_s3_account_public_access_block",
    severity=MEDIUM,
    fix="Set all four settings to true.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ),
    bad=(
        """
resource "aws_s3_account_public_access_block" "all" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false  # here
}
""",
        """
resource "aws_s3_account_public_access_block" "all" {  # here
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
}
""",
    ),
    good=(
        """
resource "aws_s3_account_public_access_block" "all" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
""",
        # One bucket that is meant to be open is no business of the account's block.
        """
resource "aws_s3_bucket_public_access_block" "site" {
  bucket            = "site"
  block_public_acls = false
}
""",
    ),
)  # fmt: skip
def check(account):
    for name in _SETTINGS:
        if not account.get(name, default=False):
            yield account.fail(name, f"{name} is not true")
