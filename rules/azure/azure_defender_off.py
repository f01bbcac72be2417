"""Attacks on these resources are not noticed: the free tier only gives advice.

Defender is bought for each type of resources. VirtualMachines are meant when the code names no
type.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_security_center_subscription_pricing",
    severity=MEDIUM,
    fix='Set tier = "Standard".',
    aliases=("CKV_AZURE_19", "AVD-AZU-0045"),
    related_ids=(
        "CKV_AZURE_55",
        "CKV_AZURE_61",
        "CKV_AZURE_69",
        "CKV_AZURE_79",
        "CKV_AZURE_84",
        "CKV_AZURE_85",
        "CKV_AZURE_86",
        "CKV_AZURE_87",
        "CKV_AZURE_234",
    ),
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction",
    ),
    bad=(
        """
resource "azurerm_security_center_subscription_pricing" "p" {
  resource_type = "KeyVaults"
  tier          = "Free"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_security_center_subscription_pricing" "p" {
  resource_type = "KeyVaults"
  tier          = "Standard"
}
""",
        """
resource "azurerm_security_center_subscription_pricing" "p" {
  tier = "Standard"
}
""",
    ),
)
def check(pricing):
    if pricing.get("tier", default="Free") == "Free":
        yield pricing.fail("tier", "attacks are not noticed")
