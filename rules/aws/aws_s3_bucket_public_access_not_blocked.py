"""Nothing stops this bucket from being made public by one wrong ACL or policy.

All four settings together make S3 refuse and ignore public ACLs and policies. New buckets have
them on when they are created in the console or the API, but a bucket that Terraform manages
without aws_s3_bucket_public_access_block is neither checked nor put back when somebody switches
them off. An account-wide aws_s3_account_public_access_block covers every bucket of the account.
"""

from scanner import MEDIUM, rule

_SETTINGS = (
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
)


@rule(
    on="aws_s3_bucket",
    severity=MEDIUM,
    fix="Add aws_s3_bucket_public_access_block with all four settings true.",
    related_ids=(
        "CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56",
        "AVD-AWS-0086", "AVD-AWS-0087", "AVD-AWS-0091", "AVD-AWS-0093", "AVD-AWS-0094",
    ),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ),
    bad=(
        'resource "aws_s3_bucket" "logs" {}  # here',
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = false  # here
  ignore_public_acls      = true
  restrict_public_buckets = true
}
""",
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_public_access_block" "logs" {  # here
  bucket             = "logs"
  block_public_acls  = true
  ignore_public_acls = true
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_account_public_access_block" "all" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
""",
    ),
)  # fmt: skip
def check(bucket):
    for account in bucket.beside("aws_s3_account_public_access_block"):
        if all(account.get(name, default=False) for name in _SETTINGS):
            return
    blocks = bucket.related("aws_s3_bucket_public_access_block", "bucket")
    if not blocks:
        yield bucket.fail(message="public access is not blocked")
        return
    for block in blocks:
        for name in _SETTINGS:
            if not block.get(name, default=False):
                yield block.fail(name, f"{name} is not true")
