"""Headers that are no valid HTTP reach the application, which may read them differently.

That difference is what request smuggling lives on. Only application load balancers have headers to
look at, and they pass invalid ones on unless they are told to drop them.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_lb", "aws_alb"),
    severity=MEDIUM,
    fix="Set drop_invalid_header_fields = true.",
    aliases=("CKV_AWS_131", "AVD-AWS-0052"),
    cwe=444,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",),
    bad=(
        'resource "aws_lb" "web" { name = "web" }  # here',
        'resource "aws_alb" "web" { drop_invalid_header_fields = false }  # here',
    ),
    good=(
        'resource "aws_lb" "web" { drop_invalid_header_fields = true }',
        'resource "aws_lb" "tcp" { load_balancer_type = "network" }',
    ),
)
def check(balancer):
    if balancer.get("load_balancer_type", default="application") != "application":
        return
    if not balancer.get("drop_invalid_header_fields", default=False):
        yield balancer.fail("drop_invalid_header_fields", "invalid headers are passed on")
