"""What the web ACL turned away, and what it let through, cannot be looked up.

Sampled requests are kept for three hours. A logging configuration writes each request to CloudWatch
Logs, S3 or Firehose, which is what tuning and investigations need.
"""

from scanner import LOW, rule


@rule(
    on="aws_wafv2_web_acl",
    severity=LOW,
    fix="Add aws_wafv2_web_acl_logging_configuration.",
    aliases=("CKV2_AWS_31",),
    cwe=778,
    references=("https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",),
    bad=('resource "aws_wafv2_web_acl" "main" { name = "main" }  # here',),
    good=(
        """
resource "aws_wafv2_web_acl" "main" { name = "main" }

resource "aws_wafv2_web_acl_logging_configuration" "main" {
  resource_arn = aws_wafv2_web_acl.main.arn
}
""",
        'resource "aws_wafv2_ip_set" "office" { name = "office" }',
    ),
)
def check(acl):
    if not acl.related("aws_wafv2_web_acl_logging_configuration", "resource_arn"):
        yield acl.fail(message="requests are not logged")
