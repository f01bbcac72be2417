"""Packets that no rule mentions pass the firewall unseen.

The stateless default decides first. aws:pass lets a packet through without the stateful rules ever
looking at it; aws:forward_to_sfe hands it to them, and aws:drop drops it.
"""

from scanner import MEDIUM, rule

_DEFAULTS = ("stateless_default_actions", "stateless_fragment_default_actions")


@rule(
    on="aws_networkfirewall_firewall_policy",
    severity=MEDIUM,
    fix="Use aws:forward_to_sfe or aws:drop.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html",
        "https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html",
    ),
    bad=(
        """
resource "aws_networkfirewall_firewall_policy" "main" {
  name = "main"
  firewall_policy {
    stateless_default_actions          = ["aws:pass"]  # here
    stateless_fragment_default_actions = ["aws:drop"]
  }
}
""",
        """
resource "aws_networkfirewall_firewall_policy" "main" {
  name = "main"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:pass"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_networkfirewall_firewall_policy" "main" {
  name = "main"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:drop"]
  }
}
""",
        """
resource "aws_networkfirewall_firewall_policy" "main" {
  name        = "main"
  description = "aws:pass"
  firewall_policy {
    stateless_default_actions          = ["aws:drop", "count"]
    stateless_fragment_default_actions = ["aws:drop"]
  }
}
""",
    ),
)  # fmt: skip
def check(policy):
    for name in _DEFAULTS:
        for action in policy.each(f"firewall_policy.{name}"):
            if action.value == "aws:pass":
                yield policy.fail(f"firewall_policy.{name}", "packets pass unseen by default")
