"""Which names were asked for in this zone, by malware or by somebody who maps it, is not kept.

Query logging writes each query to CloudWatch Logs. It is for public zones; those of a VPC are
logged by the resolver instead.
"""

from scanner import LOW, rule


@rule(
    on="aws_route53_zone",
    severity=LOW,
    fix="Add aws_route53_query_log.",
    aliases=("CKV2_AWS_39",),
    cwe=778,
    references=("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",),
    bad=('resource "aws_route53_zone" "main" { name = "example.com" }  # here',),
    good=(
        """
resource "aws_route53_zone" "main" { name = "example.com" }

resource "aws_route53_query_log" "main" { zone_id = aws_route53_zone.main.zone_id }
""",
        """
resource "aws_route53_zone" "inside" {
  name = "example.internal"
  vpc { vpc_id = "vpc-1" }
}
""",
    ),
)
def check(zone):
    if any(True for _ in zone.each("vpc")):
        return
    if not zone.related("aws_route53_query_log", "zone_id"):
        yield zone.fail(message="queries are not logged")
