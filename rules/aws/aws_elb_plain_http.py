"""Whoever sits between a client and this classic load balancer reads and changes what is sent.

A classic load balancer cannot redirect, so a listener for HTTP serves in the clear. For TCP
somebody behind may end TLS, and internal load balancers are left alone.
"""

from scanner import HIGH, rule


@rule(
    on="aws_elb",
    severity=HIGH,
    fix="Use lb_protocol = HTTPS with a certificate, or move to an application load balancer.",
    related_ids=("CKV_AWS_127", "CKV_AWS_376"),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html",
    ),
    bad=(
        """
resource "aws_elb" "web" {
  listener {
    lb_port           = 80
    lb_protocol       = "http"  # here
    instance_port     = 8080
    instance_protocol = "http"
  }
}
""",
    ),
    good=(
        """
resource "aws_elb" "web" {
  listener {
    lb_port            = 443
    lb_protocol        = "HTTPS"
    instance_port      = 8080
    instance_protocol  = "http"
    ssl_certificate_id = "arn:aws:acm:eu-central-1:111122223333:certificate/1"
  }
}
""",
        """
resource "aws_elb" "inside" {
  internal = true
  listener {
    lb_port           = 80
    lb_protocol       = "http"
    instance_port     = 8080
    instance_protocol = "http"
  }
}
""",
    ),
)
def check(balancer):
    if balancer.get("internal", default=False):
        return
    for listener in balancer.each("listener"):
        if listener.get("lb_protocol", default="") in ("http", "HTTP"):
            yield listener.fail("lb_protocol", "requests are served in the clear")
