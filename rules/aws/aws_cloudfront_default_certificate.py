"""Viewers may speak TLS 1.0 with this distribution, because CloudFront's own certificate is used.

With it the minimum version cannot be raised, and the site is only found by its cloudfront.net name.
Distributions without aliases, for a few machines, can live with that.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix="Set acm_certificate_arn in viewer_certificate, with a name of your own in aliases.",
    aliases=("CKV2_AWS_42",),
    cwe=326,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    cloudfront_default_certificate = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    cloudfront_default_certificate = "false"
    iam_certificate_id             = "ASCA1"
  }
}
""",
    ),
)
def check(distribution):
    if distribution.get("viewer_certificate.cloudfront_default_certificate", default=False):
        yield distribution.fail(
            "viewer_certificate.cloudfront_default_certificate", "it has no certificate of its own"
        )
