"""This object can be read by anyone, even if its bucket's policy lets nobody in.

An object's own canned ACL public-read, public-read-write or authenticated-read opens it to the
internet or to every AWS account. Where a bucket has ACLs switched off, S3 refuses it.
"""

from scanner import HIGH, rule

_PUBLIC = ("public-read", "public-read-write", "authenticated-read")


@rule(
    on=("aws_s3_object", "aws_s3_object_copy", "aws_s3_bucket_object"),
    severity=HIGH,
    fix="Leave acl out, and serve what must be public by CloudFront.",
    cwe=732,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",),
    bad=(
        """
resource "aws_s3_object" "report" {
  bucket = "data"
  key    = "report.pdf"
  acl    = "public-read"  # here
}
""",
    ),
    good=(
        """
resource "aws_s3_object" "report" {
  bucket = "data"
  key    = "report.pdf"
}
""",
        """
resource "aws_s3_object" "report" {
  bucket = "data"
  key    = "public-read"
  acl    = "bucket-owner-full-control"
}
""",
    ),
)
def check(item):
    if item.get("acl", default="private") in _PUBLIC:
        yield item.fail("acl", "the ACL lets in everyone")
