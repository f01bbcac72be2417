"""A machine that forwards packets can get round the routes and filters of the network.

Only routers and firewalls that are machines need it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_network_interface",
    severity=LOW,
    fix="Remove ip_forwarding_enabled, unless the machine is a router.",
    aliases=("CKV_AZURE_118",),
    cwe=441,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/virtual-network-network-interface",
    ),
    bad=(
        """
resource "azurerm_network_interface" "n" {
  ip_forwarding_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_network_interface" "n" {
  name = "n"
}
""",
        """
resource "azurerm_network_interface" "n" {
  ip_forwarding_enabled = false
}
""",
    ),
)
def check(interface):
    if interface.get("ip_forwarding_enabled", default=False):
        yield interface.fail("ip_forwarding_enabled", "packets are forwarded")
