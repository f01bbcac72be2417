"""Viewers may still speak TLS 1.0 or 1.1 with this distribution, and be read on the way.

A certificate of one's own without minimum_protocol_version takes TLSv1. With CloudFront's default
certificate the version cannot be chosen, which is another rule's business.
"""

from scanner import MEDIUM, rule

_OLD = ("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016")


@rule(
    on="aws_cloudfront_distribution",
    severity=MEDIUM,
    fix='Set minimum_protocol_version = "TLSv1.2_2021", or TLSv1.3_2025.',
    related_ids=("CKV_AWS_174", "AVD-AWS-0013"),
    cwe=326,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.1_2016"  # here
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {  # here
    iam_certificate_id = "ASCA1"
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  viewer_certificate {
    cloudfront_default_certificate = true
    minimum_protocol_version       = "TLSv1"
  }
}
""",
    ),
)
def check(distribution):
    for certificate in distribution.each("viewer_certificate"):
        if certificate.get("cloudfront_default_certificate", default=False):
            continue
        if certificate.get("minimum_protocol_version", default="TLSv1") in _OLD:
            yield certificate.fail("minimum_protocol_version", "TLS before 1.2 is accepted")
