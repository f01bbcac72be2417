"""Requests that the load balancer and the application would read differently are let through.

In the mode monitor they are only counted, so that request smuggling succeeds. The default,
defensive, turns away those that are known to be attacks.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_lb", "aws_alb", "aws_elb"),
    severity=MEDIUM,
    fix='Set desync_mitigation_mode = "strictest" or "defensive".',
    aliases=("CKV_AWS_328",),
    cwe=444,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    ),
    bad=(
        'resource "aws_lb" "web" { desync_mitigation_mode = "monitor" }  # here',
        'resource "aws_elb" "web" { desync_mitigation_mode = "monitor" }  # here',
    ),
    good=(
        'resource "aws_lb" "web" { desync_mitigation_mode = "strictest" }',
        'resource "aws_elb" "web" { name = "web" }',
    ),
)
def check(balancer):
    if balancer.get("desync_mitigation_mode", default="defensive") == "monitor":
        yield balancer.fail("desync_mitigation_mode", "ambiguous requests are only counted")
