"""Between CloudFront and the origin, requests cross the internet in the clear.

http-only is never encrypted, match-viewer is when the viewer asks for it. The website endpoint of a
bucket speaks nothing but HTTP, and an origin inside a VPC is reached privately.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_WEBSITE = re.compile(r"\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?$")
_PLAIN = ("http-only", "match-viewer")


@rule(
    on="aws_cloudfront_distribution",
    severity=MEDIUM,
    fix='Set origin_protocol_policy = "https-only".',
    related_ids=("CKV2_AWS_72",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    custom_origin_config {
      http_port              = 80
      origin_protocol_policy = "http-only"  # here
    }
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    custom_origin_config {
      origin_protocol_policy = "match-viewer"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id   = "app"
    domain_name = "app.example.com"
    custom_origin_config { origin_protocol_policy = "https-only" }
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
        for config in origin.each("custom_origin_config"):
            if config.get("origin_protocol_policy") not in _PLAIN:
                continue
            if not matches(_WEBSITE, origin.get("domain_name")):
                yield config.fail("origin_protocol_policy", "the origin is reached in the clear")
