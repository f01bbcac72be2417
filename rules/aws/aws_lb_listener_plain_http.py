"""Whoever sits between a client and this listener reads and changes what is sent.

An HTTP listener should send every client to HTTPS. One that forwards, or authenticates, in the
clear does not; behind an internal load balancer, or CloudFront by its own means, teams may accept
it, so internal ones are left alone.
"""

from scanner import HIGH, rule


@rule(
    on=("aws_lb_listener", "aws_alb_listener"),
    severity=HIGH,
    fix='Redirect to HTTPS in default_action, with status_code = "HTTP_301".',
    related_ids=("CKV_AWS_2", "CKV2_AWS_20", "AVD-AWS-0054"),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    ),
    bad=(
        """
resource "aws_lb_listener" "http" {
  protocol = "HTTP"
  default_action {  # here
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/app/1"
  }
}
""",
        """
resource "aws_lb" "web" { internal = false }

resource "aws_alb_listener" "http" {
  load_balancer_arn = aws_lb.web.arn
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTP"  # here
      port        = "8080"
      status_code = "HTTP_301"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_lb_listener" "http" {
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
""",
        """
resource "aws_lb_listener" "http" {
  protocol = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
""",
        """
resource "aws_lb_listener" "https" {
  protocol = "HTTPS"
  default_action { type = "forward" }
}
""",
        """
resource "aws_lb" "inside" { internal = true }

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.inside.arn
  protocol          = "HTTP"
  default_action { type = "forward" }
}
""",
    ),
)
def check(listener):
    if listener.get("protocol", default="") != "HTTP" or _is_internal(listener):
        return
    for action in listener.each("default_action"):
        kind = action.get("type")
        if kind == "redirect":
            # Left out it stays as the client came.
            if action.get("redirect.protocol", default="#{protocol}") != "HTTPS":
                yield action.fail("redirect.protocol", "clients are not sent to HTTPS")
        elif kind != "fixed-response":
            yield action.fail(message="requests are served in the clear")


def _is_internal(listener):
    for balancer in listener.beside("aws_lb", "aws_alb"):
        if balancer.get("internal", default=False):
            for kind in ("aws_lb_listener", "aws_alb_listener"):
                for other in balancer.related(kind, "load_balancer_arn"):
                    if other.resource.address == listener.resource.address:
                        return True
    return False
