"""One wrong click or call ends the instance, and its root disk goes with it.

Termination protection makes the API refuse until it is switched off. It suits instances that are
cared for one by one; those of Auto Scaling groups and spot instances are meant to come and go.
"""

from scanner import LOW, rule


@rule(
    on="aws_instance",
    severity=LOW,
    fix="Set disable_api_termination = true.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
    ),
    bad=(
        'resource "aws_instance" "web" { ami = "ami-1" }  # here',
        'resource "aws_instance" "web" { disable_api_termination = false }  # here',
    ),
    good=(
        'resource "aws_instance" "web" { disable_api_termination = true }',
        """
resource "aws_instance" "batch" {
  instance_market_options {
    market_type = "spot"
  }
}
""",
    ),
)  # fmt: skip
def check(instance):
    if instance.get("instance_market_options.market_type", default="") == "spot":
        return
    if not instance.get("disable_api_termination", default=False):
        yield instance.fail("disable_api_termination", "it can be terminated by one call")
