"""Nobody can tell afterwards who fetched what from this distribution.

Standard logs go to a bucket by logging_config, or are delivered by CloudWatch Logs
(aws_cloudwatch_log_delivery_source), or a behaviour has real-time logs; any of them will do.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix="Add logging_config, or aws_cloudwatch_log_delivery_source for the distribution.",
    related_ids=("CKV_AWS_86", "AVD-AWS-0010"),
    cwe=778,
    references=("https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/logging.html",),
    bad=('resource "aws_cloudfront_distribution" "site" { comment = "site" }  # here',),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  logging_config { bucket = "logs.s3.amazonaws.com" }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    realtime_log_config_arn = "arn:aws:cloudfront::111122223333:realtime-log-config/all"
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" { comment = "site" }

resource "aws_cloudwatch_log_delivery_source" "site" {
  name         = "site"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.site.arn
}
""",
    ),
)
def check(distribution):
    if any(True for _ in distribution.each("logging_config")):
        return
    if distribution.is_set("default_cache_behavior.realtime_log_config_arn"):
        return
    if not distribution.related("aws_cloudwatch_log_delivery_source", "resource_arn"):
        yield distribution.fail("logging_config", "requests are not logged")
