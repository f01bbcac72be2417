"""The whole internet can try to log in to Windows by RDP, the commonest way in for ransomware.

Azure Bastion lets people in without any open port. RDP uses UDP as well, for its picture. Rules
that open every port are another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import AZURE_FIREWALLS, ingress


@rule(
    on=AZURE_FIREWALLS,
    severity=HIGH,
    fix="Remove the rule and use Azure Bastion, or name your own networks as the source.",
    aliases=("CKV_AZURE_9", "AVD-AZU-0048"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/bastion/bastion-overview",),
    bad=(
        """
resource "azurerm_network_security_rule" "rdp" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"  # here
  destination_port_range = "3389"
}
""",
        """
resource "azurerm_network_security_group" "g" {
  security_rule {
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Udp"
    source_address_prefix  = "*"  # here
    destination_port_range = "3000-4000"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "rdp" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "10.1.0.0/24"
  destination_port_range = "3389"
}
""",
        """
resource "azurerm_network_security_rule" "rdp" {
  direction              = "Outbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "3389"
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
  protocol               = "*"
  source_address_prefix  = "Internet"
  destination_port_range = "3389"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(3389) and not opening.is_every_port():
            for network in opening.worlds():
                yield network.fail(message="the internet reaches RDP")
