"""Removing this bucket from the code, or one destroy too many, deletes everything in it.

S3 refuses to delete a bucket that is not empty, which has saved many. force_destroy = true makes
Terraform delete all objects and versions first. It belongs to scratch environments.
"""

from scanner import LOW, rule


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Remove force_destroy or set it to false.",
    cwe=693,
    references=(
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket",
    ),
    bad=(
        """
resource "aws_s3_bucket" "data" {
  bucket        = "data"
  force_destroy = true  # here
}
""",
    ),
    good=(
        'resource "aws_s3_bucket" "data" { bucket = "data" }',
        """
resource "aws_s3_bucket" "data" {
  bucket        = "data"
  force_destroy = false
}

resource "aws_s3_object" "scratch" {
  bucket        = aws_s3_bucket.data.id
  key           = "scratch"
  force_destroy = true
}
""",
    ),
)  # fmt: skip
def check(bucket):
    if bucket.get("force_destroy", default=False):
        yield bucket.fail("force_destroy", "a destroy deletes everything in the bucket")
