"""Nobody can tell afterwards who called this load balancer, and with what.

Access logs have one line for each request, or connection, with its source and answer. They are off
unless a bucket is named and enabled is true; gateway load balancers have none.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb", "aws_alb", "aws_elb"),
    severity=LOW,
    fix="Add access_logs with a bucket and enabled = true.",
    aliases=("CKV_AWS_91", "CKV_AWS_92"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html",
    ),
    bad=(
        'resource "aws_lb" "web" { name = "web" }  # here',
        """
resource "aws_lb" "web" {
  access_logs {  # here
    bucket = "logs"
  }
}
""",
        'resource "aws_elb" "web" { name = "web" }  # here',
        """
resource "aws_elb" "web" {
  access_logs {
    bucket  = "logs"
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_lb" "web" {
  access_logs {
    bucket  = "logs"
    enabled = true
  }
}
""",
        # A classic load balancer's logs are on unless they are switched off.
        """
resource "aws_elb" "web" {
  access_logs { bucket = "logs" }
}
""",
        'resource "aws_lb" "appliances" { load_balancer_type = "gateway" }',
    ),
)
def check(balancer):
    classic = balancer.type == "aws_elb"
    if not classic and balancer.get("load_balancer_type", default="application") == "gateway":
        return
    named = classic and balancer.is_set("access_logs.bucket")
    if not balancer.get("access_logs.enabled", default=named):
        yield balancer.fail("access_logs.enabled", "requests are not logged")
