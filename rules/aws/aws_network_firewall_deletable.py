"""One call takes the firewall away, and with it everything that it kept out.

Delete protection makes the API refuse until it is switched off on purpose.
Without it a wrong destroy, or an intruder, opens the network.
"""

from scanner import LOW, rule


@rule(
    on="aws_networkfirewall_firewall",
    severity=LOW,
    fix="Set delete_protection = true.",
    aliases=("CKV_AWS_344",),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html",
    ),
    bad=(
        'resource "aws_networkfirewall_firewall" "main" { name = "main" }  # here',
        'resource "aws_networkfirewall_firewall" "main" { delete_protection = false }  # here',
    ),
    good=(
        'resource "aws_networkfirewall_firewall" "main" { delete_protection = true }',
        """
resource "aws_networkfirewall_firewall" "main" {
  delete_protection        = true
  subnet_change_protection = false
}
""",
    ),
)  # fmt: skip
def check(firewall):
    if not firewall.get("delete_protection", default=False):
        yield firewall.fail("delete_protection", "the firewall can be deleted by one call")
