"""Everything behind this load balancer is offered to the whole internet.

A balancer is internal only where internal is true. A public one is right for a public service, and
each should be there on purpose.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb", "aws_alb", "aws_elb"),
    severity=LOW,
    fix="Set internal = true if only your own networks call it.",
    aliases=("AVD-AWS-0053",),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    ),
    bad=(
        'resource "aws_lb" "web" { name = "web" }  # here',
        'resource "aws_elb" "web" { internal = false }  # here',
    ),
    good=(
        'resource "aws_lb" "web" { internal = true }',
        'resource "aws_alb" "appliances" { load_balancer_type = "gateway" }',
    ),
)
def check(balancer):
    classic = balancer.type == "aws_elb"
    if not classic and balancer.get("load_balancer_type", default="application") == "gateway":
        return
    if not balancer.get("internal", default=False):
        yield balancer.fail("internal", "the load balancer faces the internet")
