"""A stolen key is enough to delete every version of every object.

MFA delete asks for the root user's second factor before a version is deleted or versioning is
suspended. Only the root user can switch it on, and lifecycle rules then no longer work, so that
it suits archives and audit trails rather than every bucket.
"""

from scanner import LOW, rule


@rule(
    on="aws_s3_bucket_versioning",
    severity=LOW,
    fix='Set mfa_delete = "Enabled" with mfa, as the root user.',
    cwe=308,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_versioning" "data" {
  bucket = "data"
  # here
  versioning_configuration {
    status = "Enabled"
  }
}
""",
        """
resource "aws_s3_bucket_versioning" "data" {
  bucket = "data"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_versioning" "data" {
  bucket = "data"
  mfa    = "arn:aws:iam::123456789012:mfa/root-account-mfa-device 123456"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
}
""",
        """
resource "aws_s3_bucket_versioning" "data" {
  bucket = "data"
  versioning_configuration {
    status = "Suspended"
  }
}
""",
    ),
)  # fmt: skip
def check(versioning):
    if versioning.get("versioning_configuration.status") != "Enabled":
        return
    path = "versioning_configuration.mfa_delete"
    if versioning.get(path, default="Disabled").lower() != "enabled":
        yield versioning.fail(path, "versions can be deleted without MFA")
