"""Any website's script may write to this bucket with the permissions of whoever visits it.

CORS decides which sites' scripts a browser lets read and write. Every origin together with PUT,
POST or DELETE leaves it to the visitors' credentials and presigned URLs alone. Reading by any
origin (GET, HEAD), as for fonts and images, is left out.
"""

from scanner import MEDIUM, rule

_WRITES = ("PUT", "POST", "DELETE")


@rule(
    on=("aws_s3_bucket_cors_configuration", "aws_s3_bucket"),
    severity=MEDIUM,
    fix="Name the origins that upload to the bucket.",
    cwe=942,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html",),
    bad=(
        """
resource "aws_s3_bucket_cors_configuration" "uploads" {
  bucket = "uploads"
  cors_rule {
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["*"]  # here
  }
}
""",
        """
resource "aws_s3_bucket" "uploads" {
  bucket = "uploads"
  cors_rule {
    allowed_methods = ["DELETE"]
    allowed_origins = ["https://example.com", "*"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_cors_configuration" "fonts" {
  bucket = "fonts"
  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = ["*"]
  }
  cors_rule {
    allowed_methods = ["POST"]
    allowed_origins = ["https://example.com"]
  }
}
""",
        """
resource "aws_s3_bucket" "uploads" {
  bucket = "uploads"
  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_cors_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["https://example.com"]
  }
}
""",
    ),
)
def check(bucket):
    if bucket.type == "aws_s3_bucket" and bucket.related(
        "aws_s3_bucket_cors_configuration", "bucket"
    ):
        return
    for cors in bucket.each("cors_rule"):
        writes = any(method.value in _WRITES for method in cors.each("allowed_methods"))
        if writes and any(origin.value == "*" for origin in cors.each("allowed_origins")):
            yield cors.fail("allowed_origins", "any origin may write")
