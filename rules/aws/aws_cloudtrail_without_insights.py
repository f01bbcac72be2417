"""A burst of calls or of errors, as stolen credentials cause it, is lost among the others.

Insights learns an account's usual rates and records what is out of them. It costs extra, and teams
with GuardDuty may do without.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudtrail",
    severity=LOW,
    fix="Add insight_selector for ApiCallRateInsight and ApiErrorRateInsight.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
    ),
    bad=('resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',),
    good=(
        """
resource "aws_cloudtrail" "all" {
  insight_selector { insight_type = "ApiCallRateInsight" }
}
""",
        """
resource "aws_cloudtrail" "all" {
  insight_selector { insight_type = "ApiCallRateInsight" }
  insight_selector { insight_type = "ApiErrorRateInsight" }
}
""",
    ),
)
def check(trail):
    if not any(True for _ in trail.each("insight_selector")):
        yield trail.fail("insight_selector", "unusual rates of calls are not recorded")
