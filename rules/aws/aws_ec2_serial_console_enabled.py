"""A console past all security groups is open to everyone with the right to push a key to it.

The serial console reaches instances without the network. It is for emergencies; left on, it is a
way in that no firewall shows. It is off in every account unless switched on, and this resource
switches it on unless it says false.
"""

from scanner import LOW, rule


@rule(
    on="aws_ec2_serial_console_access",
    severity=LOW,
    fix="Set enabled = false, and switch it on when it is needed.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html",
    ),
    bad=(
        'resource "aws_ec2_serial_console_access" "all" {}  # here',
        'resource "aws_ec2_serial_console_access" "all" { enabled = true }  # here',
    ),
    good=(
        'resource "aws_ec2_serial_console_access" "all" { enabled = false }',
        'resource "aws_ec2_serial_console_access" "all" { enabled = "false" }',
    ),
)  # fmt: skip
def check(setting):
    if setting.get("enabled", default=True):
        yield setting.fail("enabled", "the serial console is open")
