"""The loss of one data centre stops every deployment and every restart that needs an image.

Spreading over zones needs the Premium tier and a region that has zones.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_container_registry",
    severity=LOW,
    fix="Set zone_redundancy_enabled = true.",
    aliases=("CKV_AZURE_233",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/container-registry/zone-redundancy",),
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
  sku                     = "Premium"
  zone_redundancy_enabled = true
}
""",
        """
resource "azurerm_container_registry" "r" {
  sku = "Basic"
}
""",
    ),
)
def check(registry):
    premium = registry.get("sku", default="") == "Premium"
    if premium and not registry.get("zone_redundancy_enabled", default=False):
        yield registry.fail("zone_redundancy_enabled", "images lie in one zone")
