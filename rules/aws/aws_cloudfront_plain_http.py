"""Viewers may fetch pages, and send their cookies, over plain HTTP.

With viewer_protocol_policy = allow-all CloudFront answers both. redirect-to-https sends browsers
on, https-only turns plain requests away.
"""

from scanner import HIGH, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=HIGH,
    fix='Set viewer_protocol_policy = "redirect-to-https".',
    aliases=("CKV_AWS_34", "AVD-AWS-0012"),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    viewer_protocol_policy = "allow-all"  # here
  }
  ordered_cache_behavior {
    path_pattern           = "/api/*"
    viewer_protocol_policy = "allow-all"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  comment = "allow-all"
  default_cache_behavior {
    viewer_protocol_policy = "https-only"
  }
  ordered_cache_behavior {
    path_pattern           = "/api/*"
    viewer_protocol_policy = "https-only"
  }
}
""",
    ),
)
def check(distribution):
    for path in ("default_cache_behavior", "ordered_cache_behavior"):
        for behavior in distribution.each(path):
            if behavior.get("viewer_protocol_policy") == "allow-all":
                yield behavior.fail("viewer_protocol_policy", "plain HTTP is served")
