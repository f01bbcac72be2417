"""Browsers are not told to insist on HTTPS, or to refuse frames and sniffed types.

A response headers policy adds Strict-Transport-Security and its kin to every answer of a behaviour.
Applications that send these headers themselves need none.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix="Set response_headers_policy_id in each cache behaviour.",
    aliases=("CKV2_AWS_32",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {  # here
    target_origin_id = "app"
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior { response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03" }
}
""",
        """
resource "aws_cloudfront_response_headers_policy" "all" { name = "all" }

resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    response_headers_policy_id = aws_cloudfront_response_headers_policy.all.id
  }
}
""",
    ),
)
def check(distribution):
    for behavior in distribution.each("default_cache_behavior"):
        if not behavior.is_set("response_headers_policy_id"):
            yield behavior.fail("response_headers_policy_id", "no security headers are added")
