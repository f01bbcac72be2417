"""A zone with few instances behind it is overrun while the others idle.

A classic load balancer spreads requests over all instances, whatever their zone, unless that is
switched off; Terraform leaves it on.
"""

from scanner import LOW, rule


@rule(
    on="aws_elb",
    severity=LOW,
    fix="Set cross_zone_load_balancing = true, or leave it out.",
    aliases=("CKV_AWS_138",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html",
    ),
    bad=('resource "aws_elb" "web" { cross_zone_load_balancing = false }  # here',),
    good=(
        'resource "aws_elb" "web" { name = "web" }',
        'resource "aws_elb" "web" { cross_zone_load_balancing = "true" }',
    ),
)
def check(balancer):
    if not balancer.get("cross_zone_load_balancing", default=True):
        yield balancer.fail("cross_zone_load_balancing", "each zone stands alone")
