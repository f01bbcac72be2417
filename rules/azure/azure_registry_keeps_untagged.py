"""Old images without a tag stay for ever, with all their flaws, and cost storage.

A retention policy needs the Premium tier; the others cannot have one.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_container_registry",
    severity=LOW,
    fix="Set retention_policy_in_days.",
    aliases=("CKV_AZURE_167",),
    cwe=459,
    references=(
        "https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy",
    ),
    bad=(
        """
resource "azurerm_container_registry" "r" {  # here
  sku = "Premium"
}
""",
    ),
    good=(
        """
resource "azurerm_container_registry" "r" {
  sku                      = "Premium"
  retention_policy_in_days = 30
}
""",
        """
resource "azurerm_container_registry" "r" {
  sku = "Standard"
}
""",
    ),
)
def check(registry):
    premium = registry.get("sku", default="") == "Premium"
    if premium and not registry.is_set("retention_policy_in_days"):
        yield registry.fail("retention_policy_in_days", "images without a tag stay for ever")
