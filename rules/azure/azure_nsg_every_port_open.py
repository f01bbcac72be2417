"""Everything that listens on these machines is open to the internet, now and in the future.

A rule for every port, or for every protocol, from everywhere switches the firewall off.
"""

from scanner import CRITICAL, rule
from scanner.shapes import AZURE_FIREWALLS, ingress


@rule(
    on=AZURE_FIREWALLS,
    severity=CRITICAL,
    fix="Name the ports and the networks that need them.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    ),
    bad=(
        """
resource "azurerm_network_security_rule" "all" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"  # here
  destination_port_range = "0-65535"
}
""",
        """
resource "azurerm_network_security_group" "g" {
  security_rule {
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "*"
    source_address_prefix  = "Internet"  # here
    destination_port_range = "*"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "all" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "*"
  source_address_prefix  = "VirtualNetwork"
  destination_port_range = "*"
}
""",
        """
resource "azurerm_network_security_rule" "deny" {
  direction              = "Inbound"
  access                 = "Deny"
  protocol               = "*"
  source_address_prefix  = "*"
  destination_port_range = "*"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "443"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.is_every_port():
            for network in opening.worlds():
                yield network.fail(message="every port is open to the internet")
