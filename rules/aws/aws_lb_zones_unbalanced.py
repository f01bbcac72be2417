"""When a zone's targets fail, the clients that come in by that zone fail with them.

Network and gateway load balancers send traffic to targets of their own zone alone unless
cross-zone balancing is on, here or in their target groups; application load balancers always
balance over zones. It costs transfer between zones, which is why teams differ.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb", "aws_alb"),
    severity=LOW,
    fix="Set enable_cross_zone_load_balancing = true.",
    aliases=("CKV_AWS_152",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    ),
    bad=(
        'resource "aws_lb" "tcp" { load_balancer_type = "network" }  # here',
        """
resource "aws_lb" "appliances" {
  load_balancer_type               = "gateway"
  enable_cross_zone_load_balancing = false  # here
}
""",
    ),
    good=(
        """
resource "aws_lb" "tcp" {
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = true
}
""",
        'resource "aws_lb" "web" { name = "web" }',
    ),
)
def check(balancer):
    if balancer.get("load_balancer_type", default="application") == "application":
        return
    if not balancer.get("enable_cross_zone_load_balancing", default=False):
        yield balancer.fail("enable_cross_zone_load_balancing", "each zone stands alone")
