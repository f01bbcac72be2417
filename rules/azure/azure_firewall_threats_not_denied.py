"""Traffic with addresses that Microsoft knows as malicious is let through.

Alert, which applies when nothing is said, only writes it down. A firewall that has a policy is set
there.
"""

from scanner import MEDIUM, rule


@rule(
    on=("azurerm_firewall", "azurerm_firewall_policy"),
    severity=MEDIUM,
    fix='Set the threat intelligence mode to "Deny".',
    related_ids=("CKV_AZURE_216",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/firewall/threat-intel",),
    bad=(
        """
resource "azurerm_firewall" "f" {
  threat_intel_mode = "Alert"  # here
}
""",
        """
resource "azurerm_firewall_policy" "p" {  # here
  name = "p"
}
""",
    ),
    good=(
        """
resource "azurerm_firewall" "f" {
  threat_intel_mode = "Deny"
}
""",
        """
resource "azurerm_firewall_policy" "p" {
  threat_intelligence_mode = "Deny"
}
""",
        """
resource "azurerm_firewall" "f" {
  firewall_policy_id = "/subscriptions/1/policies/p"
}
""",
    ),
)
def check(firewall):
    mode = "threat_intelligence_mode"
    if firewall.type == "azurerm_firewall":
        mode = "threat_intel_mode"
        if firewall.is_set("firewall_policy_id"):
            return
    if firewall.get(mode, default="Alert") != "Deny":
        yield firewall.fail(mode, "traffic with known attackers is let through")
