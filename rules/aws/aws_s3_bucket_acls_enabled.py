"""Objects may have owners and ACLs of their own, which no bucket policy shows.

Since April 2023 new buckets have ACLs switched off (BucketOwnerEnforced). ObjectWriter and
BucketOwnerPreferred switch them on again: an account that uploads may keep an object to itself or
make it public. A bucket to which CloudFront's older logs or S3's own are delivered by ACL may need
BucketOwnerPreferred. Ownership controls that are left out are fine.
"""

from scanner import LOW, rule


@rule(
    on="aws_s3_bucket_ownership_controls",
    severity=LOW,
    fix='Set object_ownership = "BucketOwnerEnforced".',
    related_ids=("CKV2_AWS_65",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "data"
  rule {
    object_ownership = "ObjectWriter"  # here
  }
}
""",
        """
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "data"
  rule {
    object_ownership = "BucketOwnerPreferred"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "data"
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
""",
        """
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "data"
  rule {
    object_ownership = ["BucketOwnerEnforced", "ObjectWriter"][0]
  }
}
""",
    ),
)  # fmt: skip
def check(controls):
    if controls.get("rule.object_ownership") in ("ObjectWriter", "BucketOwnerPreferred"):
        yield controls.fail("rule.object_ownership", "ACLs are enabled")
