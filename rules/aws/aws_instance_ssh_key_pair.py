"""One private key opens the instance, nobody knows who holds a copy, and it never expires.

Session Manager and EC2 Instance Connect let in people by their IAM identity, for one session, and
write it down. A key pair is then not needed, nor an open port 22.
"""

from scanner import LOW, rule


@rule(
    on=("aws_instance", "aws_launch_template", "aws_launch_configuration"),
    severity=LOW,
    fix="Remove key_name and use Session Manager.",
    cwe=308,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    ),
    bad=('resource "aws_instance" "web" { key_name = "operators" }  # here',),
    good=(
        'resource "aws_instance" "web" { iam_instance_profile = "web" }',
        'resource "aws_launch_template" "web" { key_name = "" }',
    ),
)  # fmt: skip
def check(instance):
    if instance.get("key_name", default=""):
        yield instance.fail("key_name", "a shared SSH key opens the instance")
