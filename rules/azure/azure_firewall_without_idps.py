"""Attacks inside of allowed traffic pass the firewall.

Intrusion detection and prevention comes with the Premium tier only; the others cannot have it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_firewall_policy",
    severity=LOW,
    fix='Add intrusion_detection with mode = "Deny".',
    aliases=("CKV_AZURE_220",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/firewall/premium-features",),
    bad=(
        """
resource "azurerm_firewall_policy" "p" {  # here
  sku = "Premium"
}
""",
        """
resource "azurerm_firewall_policy" "p" {
  sku = "Premium"
  intrusion_detection {
    mode = "Alert"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_firewall_policy" "p" {
  sku = "Premium"
  intrusion_detection {
    mode = "Deny"
  }
}
""",
        """
resource "azurerm_firewall_policy" "p" {
  sku = "Standard"
}
""",
    ),
)
def check(policy):
    if policy.get("sku", default="Standard") != "Premium":
        return
    if policy.get("intrusion_detection.mode", default="Off") != "Deny":
        yield policy.fail("intrusion_detection.mode", "intrusions are not prevented")
