"""The registry has an address on the internet; a login that leaks works from anywhere.

Private endpoints and firewall rules need the Premium tier. Hosted runners push by the public
address.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_container_registry",
    severity=LOW,
    fix=('Set public_network_access_enabled = false with sku = "Premium" and a private endpoint.'),
    aliases=("CKV_AZURE_139",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    ),
    bad=(
        """
resource "azurerm_container_registry" "r" {  # here
  name = "r"
}
""",
    ),
    good=(
        """
resource "azurerm_container_registry" "r" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_container_registry" "r" {
  sku                           = "Premium"
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(registry):
    if registry.get("public_network_access_enabled", default=True):
        yield registry.fail("public_network_access_enabled", "the registry has a public address")
