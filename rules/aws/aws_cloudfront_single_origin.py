"""When the origin of this distribution is down, so is everything it serves.

An origin group names a second origin that CloudFront turns to on chosen errors. A bucket, or a load
balancer over several zones, is available enough for many.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix="Add origin_group with two members.",
    related_ids=("CKV_AWS_310",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {  # here
  origin { origin_id = "app" }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  origin_group {
    origin_id = "apps"
    member { origin_id = "app" }
    member { origin_id = "standby" }
  }
}
""",
        'resource "aws_cloudfront_function" "rewrite" { name = "rewrite" }',
    ),
)
def check(distribution):
    if not any(True for _ in distribution.each("origin_group")):
        yield distribution.fail("origin_group", "no second origin takes over")
