"""CloudFront fetches this bucket's objects as anybody could, so the bucket has to be public.

With origin access control (or the older identity) the bucket lets in this distribution alone, and
nobody gets round its TLS, its web ACL or its signed addresses. Buckets that serve as websites are
no such origin.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

# A bucket's REST endpoint, regional or not; the endpoint of a website has s3-website in it.
_BUCKET = re.compile(r"\.s3(?:[.-](?!website)[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$")


@rule(
    on="aws_cloudfront_distribution",
    severity=MEDIUM,
    fix="Set origin_access_control_id to that of an aws_cloudfront_origin_access_control.",
    related_ids=("CKV2_AWS_46",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {  # here
    origin_id   = "files"
    domain_name = "files.s3.eu-central-1.amazonaws.com"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  origin {  # here
    origin_id   = "files"
    domain_name = "files.s3.amazonaws.com"
    s3_origin_config { origin_access_identity = "" }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id                = "files"
    domain_name              = "files.s3.eu-central-1.amazonaws.com"
    origin_access_control_id = "E1"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id   = "files"
    domain_name = "files.s3.amazonaws.com"
    s3_origin_config { origin_access_identity = "origin-access-identity/cloudfront/E1" }
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id   = "site"
    domain_name = "site.s3-website.eu-central-1.amazonaws.com"
    custom_origin_config { origin_protocol_policy = "http-only" }
  }
}
""",
    ),
)
def check(distribution):
    for origin in distribution.each("origin"):
        if origin.get("origin_access_control_id", default="") != "":
            continue
        if origin.get("s3_origin_config.origin_access_identity", default="") != "":
            continue
        if matches(_BUCKET, origin.get("domain_name")):
            yield origin.fail(message="the bucket is fetched without a signature")
