"""The primary of this failover is answered even when it is down, so nothing fails over.

Route 53 turns to the secondary when the primary's health check fails, or when an alias evaluates
its target's health. Without either the primary counts as healthy.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_route53_record",
    severity=MEDIUM,
    fix="Set health_check_id, or evaluate_target_health = true in the alias.",
    cwe=754,
    references=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html",
    ),
    bad=(
        """
resource "aws_route53_record" "primary" {
  name    = "www.example.com"
  records = ["192.0.2.10"]
  failover_routing_policy {  # here
    type = "PRIMARY"
  }
}
""",
        """
resource "aws_route53_record" "primary" {
  name = "www.example.com"
  alias {
    name                   = "app.eu-central-1.elb.amazonaws.com"
    evaluate_target_health = false
  }
  failover_routing_policy {  # here
    type = "PRIMARY"
  }
}
""",
    ),
    good=(
        """
resource "aws_route53_record" "primary" {
  name            = "www.example.com"
  records         = ["192.0.2.10"]
  health_check_id = "abcdef11-2222-3333-4444-555555fedcba"
  failover_routing_policy { type = "PRIMARY" }
}
""",
        """
resource "aws_route53_record" "primary" {
  name = "www.example.com"
  alias {
    name                   = "app.eu-central-1.elb.amazonaws.com"
    evaluate_target_health = true
  }
  failover_routing_policy { type = "PRIMARY" }
}
""",
        """
resource "aws_route53_record" "standby" {
  name    = "www.example.com"
  records = ["192.0.2.20"]
  failover_routing_policy { type = "SECONDARY" }
}
""",
    ),
)
def check(record):
    if record.is_set("health_check_id"):
        return
    if record.get("alias.evaluate_target_health", default=False):
        return
    for policy in record.each("failover_routing_policy"):
        if policy.get("type") == "PRIMARY":
            yield policy.fail(message="the primary's health is not checked")
