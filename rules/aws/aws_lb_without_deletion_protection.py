"""A wrong destroy takes down everything behind this load balancer, and its address with it.

With deletion protection the API refuses until somebody switches it off first. It is off by
default, and balancers of short-lived environments do better without.
"""

from scanner import LOW, rule


@rule(
    on=("aws_lb", "aws_alb"),
    severity=LOW,
    fix="Set enable_deletion_protection = true.",
    aliases=("CKV_AWS_150",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    ),
    bad=(
        'resource "aws_lb" "web" { name = "web" }  # here',
        'resource "aws_alb" "web" { enable_deletion_protection = false }  # here',
    ),
    good=(
        'resource "aws_lb" "web" { enable_deletion_protection = true }',
        """
variable "protected" { default = "true" }

resource "aws_lb" "web" { enable_deletion_protection = var.protected }
""",
    ),
)
def check(balancer):
    if not balancer.get("enable_deletion_protection", default=False):
        yield balancer.fail("enable_deletion_protection", "one call deletes the load balancer")
