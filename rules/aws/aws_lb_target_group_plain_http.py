"""Between the load balancer and its targets everything travels in the clear.

Inside a VPC that is how most teams do it; where a standard asks for encryption on every hop, the
targets take HTTPS or TLS. Groups of Lambda functions have no protocol.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb_target_group", "aws_alb_target_group"),
    severity=LOW,
    fix='Set protocol = "HTTPS" and let the targets serve TLS.',
    aliases=("CKV_AWS_378",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    ),
    bad=('resource "aws_lb_target_group" "app" { protocol = "HTTP" }  # here',),
    good=(
        'resource "aws_lb_target_group" "app" { protocol = "HTTPS" }',
        'resource "aws_alb_target_group" "jobs" { target_type = "lambda" }',
    ),
)
def check(group):
    if group.get("protocol", default="") == "HTTP":
        yield group.fail("protocol", "targets are reached in the clear")
