"""The whole internet can try to log in by SSH.

Scanners find port 22 within minutes and never stop guessing. Azure Bastion lets people in without
any open port. Rules that open every port are another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import AZURE_FIREWALLS, ingress, is_udp


@rule(
    on=AZURE_FIREWALLS,
    severity=HIGH,
    fix="Remove the rule and use Azure Bastion, or name your own networks as the source.",
    aliases=("CKV_AZURE_10", "AVD-AZU-0050"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/bastion/bastion-overview",),
    bad=(
        """
resource "azurerm_network_security_rule" "ssh" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"  # here
  destination_port_range = "22"
}
""",
        """
resource "azurerm_network_security_group" "g" {
  security_rule {
    direction               = "Inbound"
    access                  = "Allow"
    protocol                = "Tcp"
    source_address_prefixes = ["10.0.0.0/8", "0.0.0.0/0"]  # here
    destination_port_ranges = ["443", "20-25"]
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "ssh" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "VirtualNetwork"
  destination_port_range = "22"
}
""",
        """
resource "azurerm_network_security_rule" "ssh" {
  direction              = "Inbound"
  access                 = "Deny"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "22"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"
  destination_port_range = "443"
}
""",
        """
resource "azurerm_network_security_rule" "all" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"
  destination_port_range = "*"
}
""",
        """
resource "azurerm_network_security_rule" "udp" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "Internet"
  destination_port_range = "22"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(22) and not opening.is_every_port() and not is_udp(opening):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches SSH")
