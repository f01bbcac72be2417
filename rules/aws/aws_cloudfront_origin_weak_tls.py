"""CloudFront may speak SSL 3, TLS 1.0 or 1.1 with the origin, and be read on the way.

It takes the best version that the origin and this list have in common; an origin that is made to
offer only an old one is an attacker's work. The list has no default.
"""

from scanner import MEDIUM, rule

_OLD = ("SSLv3", "TLSv1", "TLSv1.1")


@rule(
    on="aws_cloudfront_distribution",
    severity=MEDIUM,
    fix='Set origin_ssl_protocols = ["TLSv1.2"].',
    related_ids=("CKV2_AWS_54",),
    cwe=326,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.1", "TLSv1.2"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}
""",
        # A bucket's website has no TLS at all; the list has to be there all the same.
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "http-only"
      origin_ssl_protocols   = ["TLSv1"]
    }
  }
}
""",
    ),
)
def check(distribution):
    for origin in distribution.each("origin"):
        for config in origin.each("custom_origin_config"):
            if config.get("origin_protocol_policy") == "http-only":
                continue
            if any(one.value in _OLD for one in config.each("origin_ssl_protocols")):
                yield config.fail("origin_ssl_protocols", "TLS before 1.2 is accepted")
