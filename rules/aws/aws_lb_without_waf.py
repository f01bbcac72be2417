"""Nothing filters attacks and floods before they reach what stands behind this load balancer.

A web ACL stops known exploits and limits the rate of single addresses. Only application load
balancers that face the internet are meant; behind CloudFront with its own web ACL none is needed.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb", "aws_alb"),
    severity=LOW,
    fix="Associate a web ACL with it by aws_wafv2_web_acl_association.",
    aliases=("CKV2_AWS_28",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
    ),
    bad=(
        """
resource "aws_lb" "web" {  # here
  name = "web"
}

resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = "arn:aws:apigateway:eu-central-1::/restapis/a1/stages/live"
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/main/1"
}
""",
    ),
    good=(
        """
resource "aws_lb" "web" {
  name = "web"
}

resource "aws_wafv2_web_acl_association" "web" {
  resource_arn = aws_lb.web.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/main/1"
}
""",
        """
resource "aws_alb" "web" {
  name = "web"
}

resource "aws_wafregional_web_acl_association" "web" {
  resource_arn = aws_alb.web.arn
  web_acl_id   = "1"
}
""",
        'resource "aws_lb" "inside" { internal = true }',
        'resource "aws_lb" "tcp" { load_balancer_type = "network" }',
    ),
)
def check(balancer):
    if balancer.get("load_balancer_type", default="application") != "application":
        return
    if balancer.get("internal", default=False):
        return
    kinds = ("aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association")
    if not any(balancer.related(kind, "resource_arn") for kind in kinds):
        yield balancer.fail(message="no web ACL protects the load balancer")
