"""The Basic gateway speaks IPsec with old algorithms only, and has no spare.

It knows no IKEv2 for people, no chosen ciphers and no zones. Gateways for ExpressRoute have other
sizes.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_virtual_network_gateway",
    severity=MEDIUM,
    fix='Set sku = "VpnGw1AZ" or a larger one.',
    cwe=326,
    references=("https://learn.microsoft.com/azure/vpn-gateway/about-gateway-skus",),
    bad=(
        """
resource "azurerm_virtual_network_gateway" "g" {
  type = "Vpn"
  sku  = "Basic"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_virtual_network_gateway" "g" {
  type = "Vpn"
  sku  = "VpnGw1AZ"
}
""",
        """
resource "azurerm_virtual_network_gateway" "g" {
  type = "ExpressRoute"
  sku  = "ErGw1AZ"
}
""",
    ),
)
def check(gateway):
    if gateway.get("sku", default="") == "Basic":
        yield gateway.fail("sku", "the gateway knows old algorithms only")
